import { blocked, failed, notApplicable, passed, type Verdict } from '../result';
import type { RecordedMount } from '../services';
import type { MountSeen, SessionSeen } from '../session/probe';
import type { ExpectedIdentity } from './log-in';

/** Whether a session runs as the user that the files belong to. */
export function judgeOwnIds(seen: SessionSeen, expected: ExpectedIdentity, minimumUid: number): Verdict {
  const is = `uid ${seen.uid}, gid ${seen.gid}`;
  const next = 'compare the claims of the log-in with the directory’s entry; the spawner takes its ids from the IdentityMap';
  if (seen.uid < minimumUid) {
    return failed(`${is}: below ${minimumUid}, which belongs to the system`, next);
  }
  if ((expected.uid !== null && seen.uid !== expected.uid) || (expected.gid !== null && seen.gid !== expected.gid)) {
    return failed(`${is}, must be uid ${expected.uid ?? 'any'}, gid ${expected.gid ?? 'any'}`, next);
  }
  return passed(is);
}

/** Whether a mount is there, and a home belongs to its user. */
export function judgeMount(mount: RecordedMount, seen: MountSeen, uid: number): Verdict {
  if (!seen.exists) {
    return failed(`${mount.mountPath} is not there`, 'look at the mount on the machine or claim that the session runs on');
  }
  if (mount.role === 'home' && seen.uid !== uid) {
    return failed(
      `${mount.mountPath} belongs to uid ${seen.uid}, the session is uid ${uid}`,
      'correct the owner at the server; with NFSv4, the id mapping',
    );
  }
  return passed(
    `${mount.mountPath}, owner ${seen.uid}:${seen.gid}${mount.perProposal ? `, with ${seen.entries.join(', ') || 'no folder'}` : ''}`,
  );
}

/** Whether nothing of a read-only mount can be changed. */
export function judgeReadOnly(mount: RecordedMount, seen: MountSeen): Verdict {
  if (!seen.exists) {
    return blocked(`${mount.mountPath} is not there`, 'mend the mount first');
  }
  const tried = [...seen.attempts, ...(seen.existingFile === null ? [] : [seen.existingFile])];
  const writable = tried.find((a) => a.error === '');
  if (writable !== undefined) {
    return failed(
      `${writable.path} could be opened for writing`,
      `mount '${mount.name}' read-only where sessions run (option ro, or readOnly of the claim), and at the server’s export`,
    );
  }
  return passed(`${tried.length} attempts refused: ${[...new Set(tried.map((a) => a.error))].join(', ')}`);
}

/** Whether results can be written, and belong to who wrote them. */
export function judgeWritable(mount: RecordedMount, seen: MountSeen, { uid }: SessionSeen): Verdict {
  if (!seen.exists) {
    return blocked(`${mount.mountPath} is not there`, 'mend the mount first');
  }
  // Where there is one folder a proposal, nothing is written beside them.
  const places = mount.perProposal ? seen.attempts.slice(1) : seen.attempts;
  if (places.length === 0) {
    return failed(`${mount.mountPath} has no folder of a proposal`, 'the test account needs a proposal that has a folder there');
  }
  const refused = places.find((a) => a.error !== '');
  if (refused !== undefined) {
    return failed(
      `${refused.path} can't be written: ${refused.error}`,
      'look at owner, group and mode of the folder, and at quota and space',
    );
  }
  const foreign = places.find((a) => a.uid !== uid);
  if (foreign !== undefined) {
    return failed(
      `a file in ${foreign.path} belongs to uid ${foreign.uid}, the session is uid ${uid}`,
      'the server maps users to another one (root_squash, all_squash, idmapd): correct the export',
    );
  }
  return passed(`written and removed in ${places.map((a) => a.path).join(', ')}`);
}

/**
 * Whether a session sees the data of its own proposals and of no other. Where whole file systems are mounted, as on compute nodes,
 * the names of other folders are seen; what is in them isn't.
 */
export function judgeOwnProposals(mount: RecordedMount, seen: MountSeen, groups: readonly string[], foreign: readonly string[]): Verdict {
  if (!mount.perProposal) {
    return notApplicable('the mount has no folders of proposals');
  }
  if (!seen.exists) {
    return blocked(`${mount.mountPath} is not there`, 'mend the mount first');
  }
  const others = [...new Set([...seen.opened.filter((e) => !groups.includes(e)), ...seen.foreignSeen])];
  if (others.length > 0) {
    return failed(
      `sees what is in ${others.join(', ')}`,
      'these belong to others: look at the folders that the spawner mounts, and at their groups and modes',
    );
  }
  const closed = seen.entries.length - seen.opened.length;
  const named = closed === 0 ? '' : `; of ${closed} others it sees the names`;
  return passed(`sees ${seen.opened.join(', ') || 'nothing'}${named}${foreign.length === 0 ? '' : `; ${foreign.join(', ')} stay closed`}`);
}
