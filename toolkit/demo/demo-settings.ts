import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { findCommand } from '../program/find-command';
import { firstFreePort } from './free-port';

/** What `sites/demo/settings.ts` reads. */
export interface DemoSettings {
  readonly directory: string;
  readonly firstPort: number;
  readonly account: string;
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

/** The settings to deploy with: those of last time, with what is asked for now. */
export async function decideDemoSettings(options: DemoOptions): Promise<DemoSettings> {
  const before = readDemoSettings();
  // Clones must not meet: folder and account are named after the clone's place.
  const clone = createHash('sha256').update(KIT_ROOT).digest('hex').slice(0, 8);
  const settings: DemoSettings = {
    directory: before?.directory ?? path.resolve(options.directory ?? '/var/tmp', `daas-demo-${clone}`),
    account: before?.account ?? `daas-demo-${clone}`,
    firstPort: options.port ?? before?.firstPort ?? (await firstFreePort(DEFAULT_PORT)),
    slurm: options.slurm ?? before?.slurm ?? ['slurmctld', 'slurmd', 'munged', 'sbatch'].every((c) => findCommand(c) !== undefined),
  };
  fs.mkdirSync(DEMO_FOLDER, { recursive: true, mode: 0o700 });
  fs.writeFileSync(FILE, `${JSON.stringify(settings, null, 2)}\n`);
  return settings;
}
