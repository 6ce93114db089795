/** What a change can do, the worst first. */
export const RISKS = ['destroys-data', 'interrupts-users', 'replaces', 'reconfigures', 'adds', 'invisible'] as const;

/** How bad a change is for users and data. */
export type Risk = (typeof RISKS)[number];

/** The worst of them; `invisible` of none. */
export function worst(risks: readonly Risk[]): Risk {
  return RISKS.find((r) => risks.includes(r)) ?? 'invisible';
}

/** Whether `risk` is as bad as `limit`, or worse. */
export function atLeast(risk: Risk, limit: Risk): boolean {
  return RISKS.indexOf(risk) <= RISKS.indexOf(limit);
}
