import { differences, type Difference, type Json } from '../../json';
import type { JudgedChange } from '../judge/judgement';
import type { RestChange } from '../judge/rest';
import { showChange } from '../show-value';

/** Finds the comment that CI wrote before, to update it. */
export const MARKER = '<!-- daas-diff -->';

const VERBS = { create: 'create', update: 'change', replace: 'replace', delete: 'DELETE' } as const;

/** `DELETE Workers/Machine (openstack_compute_instance_v2) x2: its root disk is erased`. */
export function changeLine(change: JudgedChange): string {
  const { resource, shown, instances, sentence, follows } = change;
  const times = instances > 1 ? ` ×${instances}` : '';
  const why = follows.length > 0 ? ` (follows from ${follows.join(', ')})` : '';
  return `${VERBS[shown]} ${resource.construct} · ${resource.type}${times}${sentence === '' ? '' : `: ${sentence}`}${why}`;
}

/** `interrupts-users: terraform.backend.s3.bucket: the state lies elsewhere`. */
export function restLine({ risk, sentence }: RestChange): string {
  return `${risk === 'invisible' ? '' : `${risk}: `}beside resources: ${sentence}`;
}

/** What differs, a line an attribute. */
export function detailLines(change: JudgedChange): readonly string[] {
  // What a role sets is 'replaced' by running the role again, which the sentence says.
  const replaced = (path: string) => change.shown === 'replace' && change.because.includes(path);
  return change.differences.flatMap((d) => inside(d).map((line) => `${line}${replaced(d.path) ? '  (forces replacement)' : ''}`));
}

/** A difference; of texts that hold JSON, those in what they hold. */
function inside({ path, before, after }: Difference): readonly string[] {
  if (path === 'triggers_replace.sources') {
    return ['files that the role uses'];
  }
  const [old, now] = [held(before), held(after)];
  const found = old === undefined || now === undefined ? [{ path: '', before, after }] : differences(old, now);
  return found.map((d) => {
    const full = [path, d.path].filter((p) => p !== '').join('.');
    return `${full}: ${showChange(d.before, d.after, full)}`;
  });
}

function held(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string' || !value.startsWith('{')) {
    return undefined;
  }
  try {
    return JSON.parse(value) as Json;
  } catch {
    return undefined;
  }
}
