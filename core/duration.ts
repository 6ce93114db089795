import { ValidationError } from './errors';

/** A length of time. */
export class Duration {
  /** Whole or broken seconds, not negative. */
  public static seconds(amount: number): Duration {
    return new Duration(amount);
  }

  /** Minutes of 60 s. */
  public static minutes(amount: number): Duration {
    return new Duration(amount * 60);
  }

  /** Hours of 60 min. */
  public static hours(amount: number): Duration {
    return new Duration(amount * 3600);
  }

  /** Days of 24 h. */
  public static days(amount: number): Duration {
    return new Duration(amount * 86400);
  }

  private constructor(private readonly amountSeconds: number) {
    if (!Number.isFinite(amountSeconds) || amountSeconds < 0) {
      throw new ValidationError('DurationNotPositive', `a duration must be a number of 0 or more, got '${amountSeconds}' s`);
    }
  }

  /** In seconds, rounded. */
  public toSeconds(): number {
    return Math.round(this.amountSeconds);
  }
}
