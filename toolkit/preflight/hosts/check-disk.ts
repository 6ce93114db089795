import type { PreflightProblem } from '../problem';
import { diskNeed } from './disk-needs';
import type { HostNeeds } from './host-needs';
import { seenBy, type HostsSeen } from './seen';

/** Hosts without room for what is put onto them. Pure. */
export function checkDisk({ roles, directory }: Pick<HostNeeds, 'roles' | 'directory'>, seen: HostsSeen): readonly PreflightProblem[] {
  return seenBy(seen, 'Disk').flatMap(({ host, state, output }) => {
    const [free, needed] = [Number(output), diskNeed(roles, seen.hosts[host] ?? [])];
    return state === 'ok' && free < needed
      ? [
          {
            code: 'DiskFull',
            message: `${host} has ${free} MiB free for ${directory}, and ${needed} MiB are needed`,
            remedy: `make room on the file system of ${directory} of ${host}, or name another folder by directory`,
          },
        ]
      : [];
  });
}
