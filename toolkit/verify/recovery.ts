import { spawnSync } from 'child_process';
import { KIT_ROOT } from '../../core/kit';
import { KitError } from '../kit-error';
import type { Looker } from './inside';
import { judgeRecovery, type RecoverySeen } from './judge/recovery';
import type { Plan } from './plan-run';
import { Kernel } from './session/kernel';
import { request } from './web/visitor';

/** Ends the hub under a running session, and looks whether both are there afterwards. */
export async function checkRecovery(plan: Plan, { hub, session, limits }: Looker, command: string | undefined): Promise<void> {
  const id = `a9.recovery.${hub.name}`;
  if (command === undefined || !plan.has(id)) {
    return;
  }
  const look = async (): Promise<RecoverySeen> => {
    const { ready } = await session.start(hub.profiles[0]!.name, limits.spawn);
    if (!ready) {
      throw new KitError('no session could be started before the restart');
    }
    const kernel = await Kernel.start(session);
    await kernel.run('kept = 6 * 7', 30);
    const { status, stderr } = spawnSync('bash', ['-c', command], { cwd: KIT_ROOT, encoding: 'utf8' });
    if (status !== 0) {
      throw new KitError(`the command of verify.yaml ended with ${status}: ${stderr.trim().slice(0, 200)}`);
    }
    const backSeconds = await untilBack(`${hub.url}/hub/health`, limits.recovery);
    await kernel.reconnect();
    const { text } = await kernel.run('print(kept)', 30);
    await kernel.end();
    await session.stop(limits.stop);
    return { backSeconds, kept: text.trim() === '42' };
  };
  await plan.check(id, limits.spawn + limits.recovery + limits.stop + 120, look, (seen) => judgeRecovery(seen, limits.recovery));
}

/** Seconds until an address answers 200 three times in a row; null when it doesn't in time. */
async function untilBack(url: string, limitSeconds: number): Promise<number | null> {
  const began = Date.now();
  let good = 0;
  while (Date.now() - began < limitSeconds * 1000) {
    const fine = await request(url).then(
      (r) => r.ok,
      () => false,
    );
    good = fine ? good + 1 : 0;
    if (good === 3) {
      return (Date.now() - began) / 1000;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return null;
}
