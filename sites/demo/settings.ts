import * as fs from 'fs';

/** What differs between machines: written by `npm run demo`, so that two clones don't meet. */
export interface DemoSettings {
  readonly directory: string;
  readonly firstPort: number;
  readonly account: string;
  /** Whether Slurm's packages are installed: notebooks are then its jobs. */
  readonly slurm: boolean;
}

const FILE = '.daas/site-demo/settings.json';
const DEFAULTS: DemoSettings = { directory: '/var/tmp/daas-demo', firstPort: 8500, account: 'daas-demo', slurm: false };

/** The settings of this clone. */
export function demoSettings(): DemoSettings {
  return fs.existsSync(FILE) ? { ...DEFAULTS, ...(JSON.parse(fs.readFileSync(FILE, 'utf8')) as Partial<DemoSettings>) } : DEFAULTS;
}
