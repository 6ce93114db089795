import { ValidationError } from './errors';

const MEBI = 1024 ** 2;

/** An amount of memory or storage. Binary units, as Slurm, Kubernetes and OpenStack count. */
export class Size {
  /** 1024² bytes. */
  public static mebibytes(amount: number): Size {
    return new Size(amount);
  }

  /** 1024³ bytes. */
  public static gibibytes(amount: number): Size {
    return new Size(amount * 1024);
  }

  /** 1024⁴ bytes. */
  public static tebibytes(amount: number): Size {
    return new Size(amount * 1024 ** 2);
  }

  private constructor(private readonly amountMebibytes: number) {
    if (!Number.isFinite(amountMebibytes) || amountMebibytes < 0) {
      throw new ValidationError('SizeNotPositive', `a size must be a number of 0 or more, got '${amountMebibytes}' MiB`);
    }
  }

  /** In MiB, rounded. */
  public toMebibytes(): number {
    return Math.round(this.amountMebibytes);
  }

  /** In bytes, rounded. */
  public toBytes(): number {
    return Math.round(this.amountMebibytes * MEBI);
  }

  /** `4 GiB`, `1.5 TiB`: for people. */
  public toString(): string {
    const units = ['MiB', 'GiB', 'TiB', 'PiB'];
    let amount = this.amountMebibytes;
    let unit = 0;
    while (amount >= 1024 && unit < units.length - 1) {
      amount /= 1024;
      unit += 1;
    }
    return `${Number(amount.toFixed(1))} ${units[unit]}`;
  }
}
