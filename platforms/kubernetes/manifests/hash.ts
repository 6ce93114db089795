import { createHash } from 'crypto';

/** Short hash of plain data: in the name of a Job that must run again, or in an annotation. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 10);
}
