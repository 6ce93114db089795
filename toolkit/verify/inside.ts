import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { judgeSpawnTimes } from './judge/recovery';
import { judgeFirstSession, judgeSession } from './judge/session';
import { judgeBatch, judgeSecond, judgeSpawn, judgeStop } from './judge/spawn';
import { judgeUseCase } from './judge/use-case';
import type { ExpectedIdentity } from './judge/log-in';
import type { Plan } from './plan-run';
import { passed } from './result';
import type { HubService, RecordedExample, RecordedProfile, SiteServices } from './services';
import type { HubSession, Spawn } from './session/hub-session';
import { Kernel } from './session/kernel';
import { probe, type SessionSeen } from './session/probe';
import type { VerifyLimits } from './settings';

const CALL = 90;

/** Who looks, and what must come of it. */
export interface Looker {
  readonly hub: HubService;
  readonly session: HubSession;
  readonly expected: ExpectedIdentity;
  /** Proposals of other test accounts. */
  readonly foreign: readonly string[];
  readonly limits: VerifyLimits;
}

/** Every profile of a hub, one after the other: started, used, ended. */
export async function checkProfiles(plan: Plan, looker: Looker, services: SiteServices): Promise<void> {
  const { hub, session, limits } = looker;
  const times: number[] = [];
  for (const profile of hub.profiles) {
    const id = `${hub.name}.${profile.name}`;
    const start = async () => {
      // A server that an earlier run left would be taken for the one of the profile.
      await session.stop(limits.stop);
      return session.start(profile.name, limits.spawn);
    };
    const spawn = await plan.check(`a3.spawn.${id}`, limits.spawn + limits.stop + CALL, start, (s) =>
      judgeSpawn(s, limits.spawn, profile.queue),
    );
    if (spawn?.ready === true) {
      times.push(spawn.seconds);
      await useSession(plan, looker, profile, spawn, times.length === 1 ? services : undefined);
    }
    if (spawn?.ready === false) {
      plan.judge(`a6.batch.${id}`, () => judgeBatch(profile, spawn, null));
    }
    const why = `profile '${profile.name}' gave no session`;
    plan.block((t) => t.id.endsWith(`.${id}`) && !t.id.startsWith('a3.stop'), why, `first mend a3.spawn.${id} or a3.execute.${id}`);
    await plan.check(
      `a3.stop.${id}`,
      limits.stop + CALL,
      async () => session.stop(limits.stop),
      (s) => judgeStop(s, limits.stop),
    );
  }
  if (times.length > 0) {
    plan.judge(`a7.spawn-times.${hub.name}`, () => judgeSpawnTimes(times, limits.spawn));
  }
}

async function useSession(
  plan: Plan,
  looker: Looker,
  profile: RecordedProfile,
  spawn: Spawn,
  services: SiteServices | undefined,
): Promise<void> {
  const { hub, session, expected, foreign } = looker;
  const id = `${hub.name}.${profile.name}`;
  const mounts = hub.mounts.map((m) => ({ name: m.name, path: m.mountPath.replace('{user}', session.user), perProposal: m.perProposal }));
  const look = async (): Promise<SessionSeen> => {
    const kernel = await Kernel.start(session);
    const seen = await probe(kernel, { mounts, foreign }, CALL);
    await kernel.end();
    return seen;
  };
  const seen = await plan.check(`a3.execute.${id}`, CALL * 2, look, (s) => passed(`a kernel on ${s.host} answered`));
  if (seen === undefined) {
    return;
  }
  judgeSession(plan, { hub, expected, foreign, limits: looker.limits, groups: session.groups }, profile, spawn, seen);
  if (services === undefined) {
    return;
  }
  judgeFirstSession(plan, { hub, expected, foreign, limits: looker.limits, groups: session.groups }, seen);
  await plan.check(`a3.second.${hub.name}`, CALL, async () => session.startSecond(), judgeSecond);
  for (const example of hub.examples) {
    await checkUseCase(plan, looker, example, services.environments[example.notebook]);
  }
}

/** The kit's own notebook, not the user's copy, which may have been changed. */
async function checkUseCase(plan: Plan, { hub, session, limits }: Looker, example: RecordedExample, environment?: string): Promise<void> {
  const id = `a5.use-case.${hub.name}.${example.notebook.replace(/\.ipynb$/, '')}`;
  if (!plan.has(id)) {
    return;
  }
  const run = async () => {
    const kernel = await Kernel.start(session, environment);
    const output = await kernel.run(notebookCode(path.join(KIT_ROOT, example.folder, example.notebook)), limits.useCase);
    await kernel.end();
    return output;
  };
  await plan.check(id, limits.useCase + CALL, run, judgeUseCase);
}

/** The code cells of a notebook as one program. */
export function notebookCode(file: string): string {
  const { cells } = JSON.parse(fs.readFileSync(file, 'utf8')) as {
    cells: readonly { cell_type: string; source: string | readonly string[] }[];
  };
  return cells
    .filter((c) => c.cell_type === 'code')
    .map((c) => [c.source].flat().join(''))
    .join('\n\n');
}
