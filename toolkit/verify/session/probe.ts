import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import { KitError } from '../../kit-error';
import type { Kernel } from './kernel';

/** What the probe is told to look at. */
export interface ProbeRequest {
  readonly mounts: readonly { readonly name: string; readonly path: string; readonly perProposal: boolean }[];
  /** Proposals of others. */
  readonly foreign: readonly string[];
}

/** An attempt to write; whatever it made is removed again at once. */
export interface WriteAttempt {
  readonly path: string;
  /** Name of the error: `EROFS`; empty when it could write. */
  readonly error: string;
  /** Owner of what was written; null when nothing was. */
  readonly uid: number | null;
  readonly gid: number | null;
}

/** A mount as a session sees it. */
export interface MountSeen {
  readonly exists: boolean;
  /** Folders right below, where there is one a proposal. */
  readonly entries: readonly string[];
  /** Those of them that can be listed. */
  readonly opened: readonly string[];
  readonly uid: number | null;
  readonly gid: number | null;
  readonly attempts: readonly WriteAttempt[];
  /** A file that is there already, opened for writing and closed; null when there is no file. */
  readonly existingFile: WriteAttempt | null;
  /** Proposals of other test accounts that could be listed. */
  readonly foreignSeen: readonly string[];
}

/** What a session says of itself. */
export interface SessionSeen {
  readonly host: string;
  readonly user: string;
  readonly uid: number;
  readonly gid: number;
  /** Capabilities in force, hexadecimal. */
  readonly capabilities: string;
  /** Whether the cloud's metadata service answers. */
  readonly metadata: boolean;
  /** Sockets of container engines that it could open. */
  readonly engines: readonly string[];
  /** Job number of the scheduler; empty when it is none. */
  readonly job: string;
  /** What `nvidia-smi` lists, a line a GPU; empty without. */
  readonly gpus: readonly string[];
  /** MiB a second of writing and reading back 64 MiB in the first folder that can be written; null without. */
  readonly writeSpeed: number | null;
  readonly readSpeed: number | null;
  readonly mounts: Readonly<Record<string, MountSeen>>;
}

const MARK = 'daas-probe:';
const PROGRAM = path.join(KIT_ROOT, 'toolkit/verify/session/probe.py');

/** Runs the probe in a kernel. */
export async function probe(kernel: Kernel, asked: ProbeRequest, limitSeconds: number): Promise<SessionSeen> {
  const argument = JSON.stringify(JSON.stringify(asked));
  const { text, error } = await kernel.run(`${fs.readFileSync(PROGRAM, 'utf8')}\nprint('${MARK}' + look(${argument}))`, limitSeconds);
  const line = text.split('\n').find((l) => l.startsWith(MARK));
  if (line === undefined) {
    throw new KitError(`the probe gave no answer: ${error || text.slice(0, 300)}`);
  }
  return JSON.parse(line.slice(MARK.length)) as SessionSeen;
}
