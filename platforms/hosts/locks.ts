import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';

/** Hash-locked requirements of the kit's own Python environments, relative to the clone. */
export const LOCKS = { hub: 'platforms/hosts/python/hub.txt', lab: 'platforms/hosts/python/lab.txt' } as const;

/** Version that a lock pins a package to; undefined when it isn't in it. */
export function pinned(lock: string, name: string): string | undefined {
  const text = fs.readFileSync(path.join(KIT_ROOT, lock), 'utf8');
  return new RegExp(`^${name}==([^\\s;]+)`, 'm').exec(text)?.[1];
}

/** Whether hub and notebook servers have the same packages that speak with each other; what a job checks when it starts. */
export function versionSkew(hub: string = LOCKS.hub, lab: string = LOCKS.lab): readonly string[] {
  return ['jupyterhub', 'batchspawner'].flatMap((name) => {
    const [here, there] = [pinned(hub, name), pinned(lab, name)];
    return here === there && here !== undefined ? [] : [`${name} ${here ?? 'missing'} in ${hub}, ${there ?? 'missing'} in ${lab}`];
  });
}
