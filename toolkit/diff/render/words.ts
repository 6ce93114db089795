import type { JudgedChange } from '../judge/judgement';
import type { RestChange } from '../judge/rest';
import { showValue } from '../show-value';

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
  return change.differences.map(
    (d) =>
      `${d.path}: ${showValue(d.before, d.path)} → ${showValue(d.after, d.path)}${change.because.includes(d.path) ? '  (forces replacement)' : ''}`,
  );
}

/** `1 site` or `3 sites`. */
export function counted(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
