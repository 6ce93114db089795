import { Plan } from '../../../toolkit/verify/plan-run';
import { planChecks } from '../../../toolkit/verify/plan';
import { judgeFirstSession, judgeSession } from '../../../toolkit/verify/judge/session';
import { judgeBatch, judgeSpawn } from '../../../toolkit/verify/judge/spawn';
import { judgeTls } from '../../../toolkit/verify/judge/web';
import { Run } from '../../../toolkit/verify/run';
import type { CheckResult } from '../../../toolkit/verify/result';
import type { SiteServices } from '../../../toolkit/verify/services';
import type { Spawn } from '../../../toolkit/verify/session/hub-session';
import type { MountSeen, SessionSeen } from '../../../toolkit/verify/session/probe';
import type { VerifySettings } from '../../../toolkit/verify/settings';
import type { TlsSeen } from '../../../toolkit/verify/web/certificate';

export const NOW = new Date('2026-11-01T12:00:00Z');
export const LIMITS = { spawn: 180, stop: 60, useCase: 300, recovery: 120, certificateDays: 14, bandwidth: 10 };

export const SETTINGS: VerifySettings = {
  accounts: [{ username: 'marie', password: { env: 'MARIE' }, uid: 21001, gid: 21001, proposals: ['proposal-1'] }],
  limits: LIMITS,
  recovery: {},
};

/** A facility with a GPU queue, TLS and two mounts. */
export const SERVICES: SiteServices = {
  auths: [
    {
      component: 'Auth',
      issuer: 'https://login.site.example/realms/daas',
      authorizeUrl: 'https://login.site.example/auth',
      tokenUrl: 'https://login.site.example/token',
      clientId: 'notebooks',
      contact: 'office@site.example',
    },
  ],
  hubs: [
    {
      component: 'Notebooks',
      name: 'notebooks',
      url: 'https://notebooks.site.example',
      issuer: 'https://login.site.example/realms/daas',
      identities: { minimumUid: 1000 },
      profiles: [{ name: 'gpu', gpu: { model: 'A40', count: 1 }, cluster: 'batch', queue: 'gpus' }],
      mounts: [
        { name: 'home', role: 'home', mountPath: '/home/{user}', readOnly: false, perProposal: false },
        { name: 'raw', role: 'raw', mountPath: '/data/raw', readOnly: true, perProposal: true },
      ],
      examples: [{ folder: 'constructs/catalogue/use-cases/saxs', notebook: 'saxs.ipynb' }],
      clusters: ['batch'],
      idleSeconds: 3600,
    },
  ],
  portals: [],
  environments: { 'saxs.ipynb': 'saxs' },
  sampleData: true,
};

const MOUNT: MountSeen = { exists: true, entries: [], opened: [], uid: 0, gid: 0, attempts: [], existingFile: null, foreignSeen: [] };
const refusal = (path: string) => ({ path, error: 'EROFS', uid: null, gid: null });

/** All that a run looks at, of a facility where everything is as it should be. */
export interface World {
  readonly tls: TlsSeen;
  readonly spawn: Spawn;
  readonly session: SessionSeen;
}

export const HEALTHY: World = {
  tls: { problem: '', protocol: 'TLSv1.3', validTo: '2027-01-15T00:00:00.000Z', issuer: 'GEANT' },
  spawn: { ready: true, seconds: 12, messages: ['Job 77 runs on gpu-3; the notebook server starts.'] },
  session: {
    host: 'gpu-3',
    user: 'marie',
    uid: 21001,
    gid: 21001,
    capabilities: '0000000000000000',
    metadata: false,
    engines: [],
    job: '77',
    gpus: ['GPU 0: NVIDIA A40 (UUID: GPU-1)'],
    writeSpeed: 200,
    readSpeed: 400,
    mounts: {
      home: { ...MOUNT, uid: 21001, gid: 21001, attempts: [{ path: '/home/marie', error: '', uid: 21001, gid: 21001 }] },
      raw: {
        ...MOUNT,
        entries: ['proposal-1', 'proposal-7'],
        opened: ['proposal-1'],
        attempts: [refusal('/data/raw'), refusal('/data/raw/proposal-1')],
        existingFile: refusal('/data/raw/proposal-1/saxs/ring_0001.h5'),
      },
    },
  },
};

/** Judges what would have been seen, as a run does. */
export function judgeWorld(world: World): readonly CheckResult[] {
  const run = new Run(() => undefined);
  const plan = new Plan(planChecks(SERVICES, SETTINGS, false), run);
  const [hub] = SERVICES.hubs;
  const [profile] = hub!.profiles;
  const measure = {
    hub: hub!,
    expected: { user: 'marie', uid: 21001, gid: 21001, proposals: ['proposal-1'] },
    groups: ['proposal-1'],
    foreign: ['proposal-2'],
    limits: LIMITS,
  };
  plan.judge('a8.tls.notebooks.site.example', () => judgeTls(hub!.url, world.tls, NOW, LIMITS.certificateDays));
  plan.judge('a3.spawn.notebooks.gpu', () => judgeSpawn(world.spawn, LIMITS.spawn, profile!.queue));
  if (world.spawn.ready) {
    judgeSession(plan, measure, profile!, world.spawn, world.session);
    judgeFirstSession(plan, measure, world.session);
  } else {
    plan.judge('a6.batch.notebooks.gpu', () => judgeBatch(profile!, world.spawn, null));
  }
  plan.block(() => true, 'it needs a check that failed', 'mend the failures above first');
  return run.results;
}

/** The same world with another session. */
export function withSession(change: Partial<SessionSeen>): World {
  return { ...HEALTHY, session: { ...HEALTHY.session, ...change } };
}

/** The same world with another raw mount. */
export function withRaw(change: Partial<MountSeen>): World {
  return withSession({ mounts: { ...HEALTHY.session.mounts, raw: { ...HEALTHY.session.mounts['raw']!, ...change } } });
}
