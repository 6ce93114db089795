import { KitError } from '../kit-error';
import { AREAS, blocked, failed, type Area, type CheckResult, type CheckTitle, type Verdict } from './result';

/** Collects what checks come to, each with its time limit; an error is a failure of the check, never of the run. */
export class Run {
  public readonly results: CheckResult[] = [];

  /** @param onResult called with every result */
  constructor(private readonly onResult: (result: CheckResult) => void) {}

  /** Records what is known already. */
  public record(title: CheckTitle, verdict: Verdict, seconds = 0): void {
    const result = { ...title, ...verdict, seconds };
    this.results.push(result);
    this.onResult(result);
  }

  /** Looks and judges; undefined when looking failed. */
  public async check<T>(
    title: CheckTitle,
    limitSeconds: number,
    look: () => Promise<T>,
    judge: (seen: T) => Verdict,
  ): Promise<T | undefined> {
    const began = Date.now();
    const seconds = (): number => (Date.now() - began) / 1000;
    try {
      const seen = await within(limitSeconds, look());
      this.record(title, judge(seen), seconds());
      return seen;
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      this.record(title, failed(what, `${AREAS[title.area]}: see whether ${title.component} runs and can be reached from here`), seconds());
      return undefined;
    }
  }

  /** Records checks that something stands before. */
  public block(titles: readonly CheckTitle[], why: string, next: string): void {
    titles.forEach((title) => this.record(title, blocked(why, next)));
  }
}

/** A title in one line. */
export function check(area: Area, id: string, component: string, title: string): CheckTitle {
  return { id: `${area.toLowerCase()}.${id}`, area, component, title };
}

async function within<T>(limitSeconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new KitError(`no result after ${limitSeconds} s`)), limitSeconds * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
