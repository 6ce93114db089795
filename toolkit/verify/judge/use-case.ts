import { failed, passed, type Verdict } from '../result';
import type { Output } from '../session/kernel';

const CHECK = /CHECK (\S+) (ok|failed) value=(\S+) expected=(\S+) tolerance=(\S+)/;

/** Whether a use case came to its number. Judged here once more: a notebook that says ok proves nothing by it. */
export function judgeUseCase({ text, error }: Output): Verdict {
  const found = CHECK.exec(`${text}\n${error}`);
  if (found === null) {
    return failed(
      error === '' ? 'the notebook ended without its number' : error.slice(0, 300),
      'open the example in a session of the test account: its cells name what is missing (data, environment, rights)',
    );
  }
  const [value, expected, tolerance] = found.slice(3).map(Number) as [number, number, number];
  const evidence = `${value}, expected ${expected} ± ${tolerance}`;
  return Math.abs(value - expected) <= tolerance
    ? passed(evidence)
    : failed(evidence, 'the software computes something else than it should: compare its version with the catalogue’s lock file');
}
