import type { PlannedCheck } from './plan';
import { notApplicable, type CheckTitle, type Verdict } from './result';
import type { Run } from './run';

/** The plan of a site while it is carried out: each check is done once, or it is said why not. */
export class Plan {
  private readonly open: Map<string, CheckTitle>;

  constructor(
    planned: readonly PlannedCheck[],
    private readonly run: Run,
  ) {
    planned.forEach((p) => p.notApplicable !== null && run.record(p.title, notApplicable(p.notApplicable)));
    this.open = new Map(planned.filter((p) => p.notApplicable === null).map((p) => [p.title.id, p.title]));
  }

  /** Whether a check is still to be done. */
  public has(id: string): boolean {
    return this.open.has(id);
  }

  /** Looks and judges; undefined when looking failed, or the check is none of the plan. */
  public async check<T>(id: string, limitSeconds: number, look: () => Promise<T>, judge: (seen: T) => Verdict): Promise<T | undefined> {
    const title = this.open.get(id);
    this.open.delete(id);
    return title === undefined ? undefined : this.run.check(title, limitSeconds, look, judge);
  }

  /** Judges what was seen before. */
  public judge(id: string, verdict: () => Verdict, seconds = 0): void {
    const title = this.open.get(id);
    if (title !== undefined) {
      this.open.delete(id);
      this.run.record(title, verdict(), seconds);
    }
  }

  /** Says of open checks what stands before them. */
  public block(which: (title: CheckTitle) => boolean, why: string, next: string): void {
    const titles = [...this.open.values()].filter(which);
    titles.forEach((t) => this.open.delete(t.id));
    this.run.block(titles, why, next);
  }
}
