import { describeShortage } from '../../deploy/deploy';
import { shortages, type Shortage } from '../../deploy/quota-need';
import type { Quota } from '../../deploy/quota-usage';
import type { PreflightProblem } from '../problem';
import type { Sum } from '../sum';

/** Quotas that don't suffice, the surge of a replacement with them. Pure. */
export function findShort(quotas: readonly Quota[], sums: readonly Sum[]): readonly Shortage[] {
  return shortages(quotas, new Map(sums.map((s) => [s.name, s.needed + s.surge])));
}

/** The same as problems. Pure. */
export function shortageProblem(shortage: Shortage): PreflightProblem {
  return { code: 'QuotaShort', message: describeShortage(shortage), remedy: 'send the request below to the cloud’s administrators' };
}

/** The text to send to who gives quotas; empty when all suffice. Pure. */
export function quotaRequest(site: string, project: string, short: readonly Shortage[]): string {
  if (short.length === 0) {
    return '';
  }
  const lines = short.map(({ name, limit, missing, unit }) => {
    const amount = (n: number): string => (unit === '' ? `${n}` : `${n} ${unit}`);
    return `- ${name}: from ${amount(limit)} to ${amount(limit + missing)}`;
  });
  return [`Please raise these quotas of the project ${project}, for the Data Analysis as a Service of ${site}:`, '', ...lines, ''].join(
    '\n',
  );
}
