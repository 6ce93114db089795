import { AREAS, count, type Area, type CheckResult, type Status, type Verification } from '../result';

/** What people read for a status. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  passed: 'passed',
  failed: 'FAILED',
  blocked: 'not judged',
  'not-applicable': 'does not apply',
};

/** `12 passed, 1 failed, 0 not judged, 4 do not apply`. */
export function summary(results: readonly CheckResult[]): string {
  const of = (status: Status): number => count(results, status);
  return `${of('passed')} passed, ${of('failed')} failed, ${of('blocked')} not judged, ${of('not-applicable')} do not apply`;
}

/** Areas in their order, with their results. */
export function byArea({
  results,
}: Verification): readonly { readonly area: Area; readonly title: string; readonly results: readonly CheckResult[] }[] {
  return (Object.keys(AREAS) as Area[])
    .map((area) => ({ area, title: AREAS[area], results: results.filter((r) => r.area === area) }))
    .filter((a) => a.results.length > 0);
}
