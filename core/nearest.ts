import { closest, distance } from 'fastest-levenshtein';

/** The allowed value that the given one was probably meant to be; undefined when none is near. */
export function nearest(given: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0) {
    return undefined;
  }
  const candidate = closest(
    given.toLowerCase(),
    allowed.map((a) => a.toLowerCase()),
  );
  const original = allowed.find((a) => a.toLowerCase() === candidate)!;
  const near = Math.max(2, Math.ceil(given.length / 3));
  return distance(given.toLowerCase(), candidate) <= near ? original : undefined;
}
