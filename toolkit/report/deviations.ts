import type { BlueprintRecord } from '../app/blueprint-record';
import { gpuModels, mountsOf, specsOf } from './capabilities';

/** Where a site leaves the blueprint. */
export interface Deviation {
  /** Part of the blueprint: `Log-in`. */
  readonly part: string;
  readonly what: string;
  /** What users or operators lack by it. */
  readonly effect: string;
}

interface Rule extends Deviation {
  readonly applies: (record: BlueprintRecord) => boolean;
}

const USE_CASES = ['SAXS', 'Tomography', 'Diffraction'];

const RULES: readonly Rule[] = [
  {
    part: 'Log-in',
    what: 'UmbrellaID is not offered',
    effect: 'visitors need an account of the facility',
    applies: (r) => !specsOf(r, 'auth').some((a) => (a['federations'] as readonly { alias: string }[]).some((f) => f.alias === 'umbrella')),
  },
  {
    part: 'Log-in',
    what: 'proposals do not come with the log-in',
    effect: 'sessions see no folders of proposals by it; the facility’s own groups decide',
    applies: (r) => specsOf(r, 'auth').every((a) => (a['identities'] as { groups: unknown }).groups === null),
  },
  {
    part: 'Portal',
    what: 'no portal is deployed',
    effect: 'users begin at a page that the kit does not look after',
    applies: (r) => specsOf(r, 'portal').every((p) => p['kind'] === 'existing'),
  },
  {
    part: 'Notebooks',
    what: 'no hub',
    effect: 'notebooks run on desktops only; the use cases are no executable checks',
    applies: (r) => specsOf(r, 'hub').length === 0,
  },
  {
    part: 'Data',
    what: 'no read-only mount of raw data in sessions',
    effect: 'the facility has to protect raw data by itself',
    applies: (r) => !mountsOf(r).some((m) => m.role === 'raw' && m.readOnly),
  },
  {
    part: 'Data',
    what: 'no place for results in sessions',
    effect: 'results end in homes, where colleagues of the proposal do not find them',
    applies: (r) => !mountsOf(r).some((m) => m.role === 'results') && specsOf(r, 'share').length === 0,
  },
  { part: 'GPU', what: 'no GPU', effect: 'tomography takes long', applies: (r) => gpuModels(r).length === 0 },
  {
    part: 'Software',
    what: 'not all three use cases (SAXS, tomography, diffraction)',
    effect: 'a user of one technique finds no environment',
    applies: (r) => {
      const offered = specsOf(r, 'software').flatMap((s) => (s['packages'] as readonly { useCase: string }[]).map((p) => p.useCase));
      return USE_CASES.some((u) => !offered.some((o) => o.includes(u)));
    },
  },
  {
    part: 'Software',
    what: 'no sample data',
    effect: 'acceptance area A5 has nothing to compute',
    applies: (r) => specsOf(r, 'sample-data').length === 0,
  },
  {
    part: 'Data catalogue',
    what: 'no data catalogue is linked',
    effect: 'users find their data by paths only',
    applies: (r) => specsOf(r, 'data-catalogue').length === 0,
  },
  {
    part: 'Security',
    what: 'services listen by plain HTTP',
    effect: 'for one machine only',
    applies: (r) => r.site.domain === 'localhost',
  },
  {
    part: 'Security',
    what: 'secrets lie in a file that is not encrypted',
    effect: 'who reads the clone’s machine reads them',
    applies: (r) => r.site.secretStore.kind === 'env-file',
  },
];

/** Where the site leaves the blueprint, in the order of its parts. */
export function deviationsOf(record: BlueprintRecord): readonly Deviation[] {
  return RULES.filter((rule) => rule.applies(record)).map(({ part, what, effect }) => ({ part, what, effect }));
}
