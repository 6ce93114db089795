import type { BlueprintRecord } from '../app/blueprint-record';
import { counted } from '../counted';

type Spec = Readonly<Record<string, unknown>>;
interface Named {
  readonly name: string;
}
interface Mount {
  readonly role: string;
  readonly readOnly: boolean;
  readonly source: { readonly kind: string };
}

/** Something that the blueprint offers to users or operators, and how a site has it. */
export interface Capability {
  readonly title: string;
  /** In a few words; null when the site hasn't it. */
  readonly of: (record: BlueprintRecord) => string | null;
}

const SCHEDULERS: Readonly<Record<string, string>> = { slurm: 'Slurm', 'grid-engine': 'Grid Engine', torque: 'Torque' };

/** What isn't written in capitals. */
const FILE_SYSTEMS: Readonly<Record<string, string>> = {
  local: 'local folder',
  lustre: 'Lustre',
  cephfs: 'CephFS',
  beegfs: 'BeeGFS',
  glusterfs: 'GlusterFS',
};

/** Specs of a concept. */
export function specsOf(record: BlueprintRecord, concept: string): readonly Spec[] {
  return record.entries.filter((e) => e.concept === concept).map((e) => e.spec as Spec);
}

/** Mounts that sessions of the site see. */
export function mountsOf(record: BlueprintRecord): readonly Mount[] {
  return specsOf(record, 'hub').flatMap((h) => h['mounts'] as readonly Mount[]);
}

/** The columns of the matrix. */
export const CAPABILITIES: readonly Capability[] = [
  { title: 'Runs on', of: platforms },
  { title: 'Log-in', of: federations },
  { title: 'Portal', of: (r) => words(specsOf(r, 'portal').map(portalKind)) },
  {
    title: 'Notebooks',
    of: (r) =>
      number(
        specsOf(r, 'hub').flatMap((h) => h['profiles'] as readonly Named[]),
        'profile',
      ),
  },
  { title: 'Desktops', of: (r) => (specsOf(r, 'desktops').length > 0 || specsOf(r, 'portal').some((p) => hasDesktop(p)) ? 'yes' : null) },
  { title: 'Scheduler', of: scheduler },
  { title: 'GPU', of: (r) => words(gpuModels(r)) },
  { title: 'Home', of: (r) => mount(r, 'home') },
  { title: 'Raw data, read-only', of: (r) => mount(r, 'raw') },
  { title: 'Results', of: (r) => words([mount(r, 'results') ?? '', specsOf(r, 'share').length > 0 ? 'cloud share' : '']) },
  {
    title: 'Use cases',
    of: (r) => words(specsOf(r, 'software').flatMap((s) => (s['packages'] as readonly { useCase: string }[]).map((p) => p.useCase))),
  },
  { title: 'Data catalogue', of: dataCatalogue },
];

function platforms(record: BlueprintRecord): string | null {
  const has = (concept: string): boolean => specsOf(record, concept).length > 0;
  const hosts = has('hosts') || specsOf(record, 'batch').some((b) => b['deployment'] !== null) || record.site.domain === 'localhost';
  return words([
    has('machines') || has('desktops') ? 'OpenStack' : '',
    hosts ? 'hosts' : '',
    has('kubernetes') || has('cluster') ? 'Kubernetes' : '',
  ]);
}

function federations(record: BlueprintRecord): string | null {
  return words(
    specsOf(record, 'auth').flatMap((a) => (a['federations'] as readonly { title: string; kind: string }[]).map((f) => f.title)),
  );
}

function portalKind(spec: Spec): string {
  if (spec['kind'] === 'existing') {
    return 'the facility’s own';
  }
  return 'administrators' in spec ? 'VISA' : 'cookieSecret' in spec ? 'Open OnDemand' : 'landing page';
}

function hasDesktop(spec: Spec): boolean {
  return typeof spec['desktop'] === 'string';
}

function scheduler(record: BlueprintRecord): string | null {
  return words(
    specsOf(record, 'batch').map(
      (b) => `${SCHEDULERS[b['scheduler'] as string] ?? String(b['scheduler'])}${b['existing'] === true ? '' : ' (deployed)'}`,
    ),
  );
}

/** Models of GPUs that users or machines of the site have. */
export function gpuModels(record: BlueprintRecord): readonly string[] {
  const profiles = specsOf(record, 'hub').flatMap((h) => h['profiles'] as readonly { gpu: { model: string } | null }[]);
  const pools = [...specsOf(record, 'machines'), ...profiles] as readonly { gpu?: { model: string } | null }[];
  return [...specsOf(record, 'gpu').map((g) => String(g['model'])), ...pools.flatMap((p) => (p.gpu ? [p.gpu.model] : []))];
}

function mount(record: BlueprintRecord, role: string): string | null {
  return words(
    mountsOf(record)
      .filter((m) => m.role === role && (role !== 'raw' || m.readOnly))
      .map((m) => FILE_SYSTEMS[m.source.kind] ?? m.source.kind.toUpperCase()),
  );
}

function dataCatalogue(record: BlueprintRecord): string | null {
  return words(
    specsOf(record, 'data-catalogue').map(
      (c) => `${c['kind'] === 'icat' ? 'ICAT' : 'SciCat'}${c['existing'] === true ? '' : ' (deployed)'}`,
    ),
  );
}

function number(items: readonly unknown[], noun: string): string | null {
  return items.length === 0 ? null : counted(items.length, noun);
}

/** Each once, in order; null when there is none. */
function words(all: readonly string[]): string | null {
  const found = [...new Set(all.filter((w) => w !== ''))];
  return found.length === 0 ? null : found.join(', ');
}
