import { failed } from '../result';
import type { Plan } from '../plan-run';
import type { HubService, RecordedProfile } from '../services';
import type { Spawn } from '../session/hub-session';
import type { SessionSeen } from '../session/probe';
import type { VerifyLimits } from '../settings';
import { judgeMount, judgeOwnIds, judgeOwnProposals, judgeReadOnly, judgeWritable } from './data';
import type { ExpectedIdentity } from './log-in';
import { judgeBandwidth } from './recovery';
import { judgeIsolation, judgeMetadata } from './security';
import { judgeBatch, judgeGpu } from './spawn';

/** What a session is held against. */
export interface Measure {
  readonly hub: HubService;
  readonly expected: ExpectedIdentity;
  /** Proposals of the account, as the hub has them. */
  readonly groups: readonly string[];
  /** Proposals of other test accounts. */
  readonly foreign: readonly string[];
  readonly limits: VerifyLimits;
}

/** What differs between profiles: user, rights, queue, GPUs. */
export function judgeSession(plan: Plan, { hub, expected }: Measure, profile: RecordedProfile, spawn: Spawn, seen: SessionSeen): void {
  const id = `${hub.name}.${profile.name}`;
  plan.judge(`a4.ids.${id}`, () => judgeOwnIds(seen, expected, hub.identities.minimumUid));
  plan.judge(`a8.isolation.${id}`, () => judgeIsolation(seen));
  plan.judge(`a6.batch.${id}`, () => judgeBatch(profile, spawn, seen));
  plan.judge(`a6.gpu.${id}`, () => judgeGpu(profile, seen.gpus));
}

/** What all profiles share, judged by the first that started: mounts, their speed, the cloud's metadata. */
export function judgeFirstSession(plan: Plan, { hub, groups, foreign, limits }: Measure, seen: SessionSeen): void {
  for (const mount of hub.mounts) {
    const found = seen.mounts[mount.name]!;
    const id = `${hub.name}.${mount.name}`;
    plan.judge(`a4.mount.${id}`, () => judgeMount(mount, found, seen.uid));
    plan.judge(`a4.read-only.${id}`, () => judgeReadOnly(mount, found));
    plan.judge(`a4.writable.${id}`, () => judgeWritable(mount, found, seen));
    plan.judge(`a4.own.${id}`, () => judgeOwnProposals(mount, found, groups, foreign));
  }
  plan.judge(`a8.metadata.${hub.name}`, () => judgeMetadata(seen));
  const { writeSpeed, readSpeed } = seen;
  plan.judge(`a7.bandwidth.${hub.name}`, () =>
    writeSpeed === null || readSpeed === null
      ? failed('nothing could be written', 'see the checks of the mounts (A4)')
      : judgeBandwidth(writeSpeed, readSpeed, limits.bandwidth),
  );
}
