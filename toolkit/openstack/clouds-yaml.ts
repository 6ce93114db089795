import * as fs from 'fs';
import { parse } from 'yaml';
import * as os from 'os';
import * as path from 'path';
import { KitError } from '../kit-error';

/** An entry of clouds.yaml, as far as the kit needs it. */
export interface CloudEntry {
  readonly auth: Readonly<Record<string, string>>;
  readonly auth_type?: string;
  readonly region_name?: string;
  readonly interface?: string;
  readonly cacert?: string;
  readonly verify?: boolean;
}

type Clouds = Readonly<Record<string, CloudEntry>>;

/**
 * An entry of clouds.yaml, found where OpenStack's own tools find it
 * (https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html), with secure.yaml beside it.
 */
export function cloudEntry(name: string): CloudEntry {
  const file = cloudsFile();
  if (file === undefined) {
    throw new KitError('there is no clouds.yaml', 'put one into ~/.config/openstack, or name it in OS_CLIENT_CONFIG_FILE');
  }
  const secure = candidates('secure.yaml', process.env['OS_CLIENT_SECURE_FILE']).find((f) => fs.existsSync(f));
  const entry = read(file)[name];
  if (entry === undefined) {
    throw new KitError(`${file} has no cloud '${name}'`, `it has: ${Object.keys(read(file)).join(', ')}`);
  }
  const secret = secure === undefined ? undefined : read(secure)[name];
  return { ...entry, auth: { ...entry.auth, ...secret?.auth } };
}

/** The clouds.yaml that holds here. */
export function cloudsFile(): string | undefined {
  return candidates('clouds.yaml', process.env['OS_CLIENT_CONFIG_FILE']).find((f) => fs.existsSync(f));
}

function candidates(name: string, given: string | undefined): string[] {
  return [
    ...(given === undefined ? [] : [given]),
    name,
    path.join(os.homedir(), '.config/openstack', name),
    path.join('/etc/openstack', name),
  ];
}

function read(file: string): Clouds {
  return (parse(fs.readFileSync(file, 'utf8')) as { readonly clouds?: Clouds } | null)?.clouds ?? {};
}
