import type { IConstruct } from 'constructs';
import * as fs from 'fs';
import { Problems } from '../../core/problems';
import { Site } from '../../core/site';
import type { MountSource, MountSpec } from './mount-spec';

/** What has to be said of each kind of file system, and in which form. */
const FIELDS: { readonly [K in MountSource['kind']]: Readonly<Record<Exclude<keyof Extract<MountSource, { kind: K }>, 'kind'>, string>> } =
  {
    nfs: { server: 'string', path: 'string', version: 'string' },
    gpfs: { filesystem: 'string', path: 'string' },
    lustre: { server: 'string', filesystem: 'string', path: 'string' },
    cephfs: { monitors: 'object', path: 'string', user: 'string', secret: 'object' },
    beegfs: { server: 'string', path: 'string', clientPort: 'number' },
    cvmfs: { repository: 'string', proxy: 'string' },
    smb: { server: 'string', share: 'string', user: 'string', secret: 'object' },
    glusterfs: { servers: 'object', volume: 'string', path: 'string' },
    sshfs: { server: 'string', path: 'string', user: 'string', identityFile: 'string' },
    local: { path: 'string' },
  };

/** What takes a mount's place; `existing` is false and `options` are none unless said. */
type Override = { readonly kind: MountSource['kind']; readonly existing?: boolean; readonly options?: readonly string[] };

/**
 * The mount, or what the file named by DAAS_MOUNT_OVERRIDES puts in the place of its file system:
 * `{"<site>": {"<mount>": {"kind": "glusterfs", ...}}}`. So a trial on machines that lack the facility's file systems
 * needs no change of the site. Name, role, path and rights stay what the site says. Called by platforms.
 */
export function overrideMount(scope: IConstruct, mount: MountSpec): MountSpec {
  const file = process.env['DAAS_MOUNT_OVERRIDES'];
  if (file === undefined || file === '') {
    return mount;
  }
  const given = read(scope, file)?.[Site.of(scope).name]?.[mount.name];
  if (given === undefined) {
    return mount;
  }
  const kinds = Object.keys(FIELDS);
  if (!kinds.includes(given.kind)) {
    const message = `${file} puts a file system of unknown kind '${given.kind}' in the place of mount '${mount.name}'`;
    Problems.report(scope, { code: 'MountOverrideKind', message, allowed: kinds, given: given.kind });
    return mount;
  }
  const { existing = false, options = [], ...source } = given;
  const fields: Readonly<Record<string, string>> = FIELDS[given.kind];
  const wrong = Object.entries(fields).filter(([field, type]) => typeof (source as Record<string, unknown>)[field] !== type);
  const extra = Object.keys(source).filter((field) => field !== 'kind' && !(field in fields));
  if (wrong.length + extra.length > 0) {
    const wants = Object.entries(fields).map(([field, type]) => `${field} (${type})`);
    const message = `${file} gives mount '${mount.name}' of kind ${given.kind} wrong fields: ${[...wrong.map(([f]) => f), ...extra].join(', ')}`;
    Problems.report(scope, { code: 'MountOverrideFields', message, allowed: wants });
    return mount;
  }
  return { ...mount, source: source as MountSource, existing, options };
}

type Overrides = Readonly<Record<string, Readonly<Record<string, Override>>>>;

function read(scope: IConstruct, file: string): Overrides | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Overrides;
  } catch (error) {
    const message = `DAAS_MOUNT_OVERRIDES names ${file}, which can't be read as JSON: ${(error as Error).message}`;
    Problems.report(scope, { code: 'MountOverrideFile', message });
    return undefined;
  }
}
