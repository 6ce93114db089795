import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { findCommand } from '../program/find-command';
import { firstFreePort } from './free-port';

/** Where a demo lies, and who runs it. */
export interface DemoPlace {
  readonly directory: string;
  readonly account: string;
}

/** What `sites/demo/settings.ts` reads. */
export interface DemoSettings extends DemoPlace {
  readonly firstPort: number;
  readonly slurm: boolean;
}

/** Run-time files of the demo in the clone; git ignores them. */
export const DEMO_FOLDER = path.join(KIT_ROOT, '.daas/site-demo');

const FILE = path.join(DEMO_FOLDER, 'settings.json');
const DEFAULT_PORT = 8500;

/** The settings that this clone's demo was deployed with; undefined before the first time. */
export function readDemoSettings(): DemoSettings | undefined {
  return fs.existsSync(FILE) ? (JSON.parse(fs.readFileSync(FILE, 'utf8')) as DemoSettings) : undefined;
}

/** What may be asked for. */
export interface DemoOptions {
  /**
   * First port.
   *
   * @default - free ones are found
   */
  readonly port?: number;
  /**
   * Whether notebooks are Slurm jobs.
   *
   * @default - whether Slurm is installed
   */
  readonly slurm?: boolean;
  /**
   * Folder that gets the demo's own folder.
   *
   * @default '/var/tmp'
   */
  readonly directory?: string;
}

/** The place of this clone's demo. Clones must not meet: folder and account are named after the clone's place. */
export function demoPlace(parent = '/var/tmp'): DemoPlace {
  const name = `daas-demo-${createHash('sha256').update(KIT_ROOT).digest('hex').slice(0, 8)}`;
  return { directory: path.resolve(parent, name), account: name };
}

/** The settings to deploy with: those of last time, with what is asked for now. */
export async function decideDemoSettings(options: DemoOptions): Promise<DemoSettings> {
  const before = readDemoSettings();
  const { directory, account } = before ?? demoPlace(options.directory);
  const settings: DemoSettings = {
    directory,
    account,
    firstPort: options.port ?? before?.firstPort ?? (await firstFreePort(DEFAULT_PORT)),
    slurm: options.slurm ?? before?.slurm ?? ['slurmctld', 'slurmd', 'munged', 'sbatch'].every((c) => findCommand(c) !== undefined),
  };
  fs.mkdirSync(DEMO_FOLDER, { recursive: true, mode: 0o700 });
  fs.writeFileSync(FILE, `${JSON.stringify(settings, null, 2)}\n`);
  return settings;
}
