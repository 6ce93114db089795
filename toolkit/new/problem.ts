import type { Problem } from '../../core/problem';

/** Something that keeps a site from being begun. Codes are written out where it is called: docs/reference/problems.md lists them. */
export function problem(code: string, message: string, where: Omit<Problem, 'code' | 'message' | 'construct'>): Problem {
  return { code, message, construct: `site-${where.site}`, ...where };
}
