import * as fs from 'fs';
import * as path from 'path';
import { worst, type Risk } from '../../../core/effects/risk';
import { KIT_ROOT } from '../../../core/kit';
import type { Judgement } from './judgement';

/** What a role's tasks do to services, as `restarts slurmctld`. Derived from the tasks: npm run rules:roles. */
interface RoleTasks {
  readonly run: readonly string[];
  readonly remove: readonly string[];
}

/**
 * What users notice when a service restarts, reloads or stops, by role and line. That follows from the service, not from
 * the tasks: a scheduler's daemon leaves jobs alone, a hub leaves notebooks alone. What isn't here interrupts users.
 */
const NOTICED: Readonly<Record<string, readonly [Risk, string]>> = {
  'firewall restarts daas-firewall': ['reconfigures', 'rules are replaced as one; open connections stay'],
  'hub restarts <name>': ['interrupts-users', 'the hub restarts: no log-in or start for some seconds; running notebooks go on'],
  'hub restarts <name>-proxy': ['interrupts-users', 'where its own settings change, the proxy restarts: open notebooks connect anew'],
  'keycloak restarts <name>': ['interrupts-users', 'the broker restarts: nobody can log in for up to a minute'],
  'landing_page restarts <name>': ['interrupts-users', 'the landing page restarts: away for some seconds'],
  'mount stops <item>': ['interrupts-users', 'where it is mounted otherwise, it is unmounted before: not while files on it are open'],
  'open_ondemand reloads nginx': ['interrupts-users', 'the reverse proxy reloads: open connections may be cut'],
  'open_ondemand restarts <open_ondemand_web>': ['interrupts-users', 'Open OnDemand restarts: sessions in the browser are cut'],
  'reverse_proxy reloads nginx': ['interrupts-users', 'the reverse proxy reloads: open connections may be cut'],
  'reverse_proxy restarts nginx': ['interrupts-users', 'the reverse proxy restarts where its certificate comes or goes'],
  'slurm restarts munge': ['reconfigures', 'scheduler daemons restart; jobs go on'],
  'slurm restarts slurmctld': ['reconfigures', 'scheduler daemons restart; jobs go on'],
  'slurm restarts slurmd': ['reconfigures', 'scheduler daemons restart; jobs go on'],
  'slurm_cluster restarts munge': ['reconfigures', 'scheduler daemons restart; jobs go on'],
  'slurm_cluster restarts slurmctld': ['reconfigures', 'scheduler daemons restart; jobs go on'],
  'slurm_cluster restarts slurmd': ['reconfigures', 'scheduler daemons restart; jobs go on'],
};

/** What roles do that restart nothing. */
const WORK: Readonly<Record<string, string>> = {
  accounts: 'accounts are made or brought up to date; none is removed',
  base: 'programs and accounts are brought up to date; running services go on',
  environments: 'software environments are built; running notebooks keep theirs',
  grid_engine: 'the scheduler gets its queues through its own commands; jobs go on',
  realm: 'the realm is set through the broker’s API; no restart, sessions stay',
  sample_data: 'example data are made if they are missing',
};

let table: Readonly<Record<string, RoleTasks>> | undefined;

/** The roles that the table knows. */
export function roleTasks(): Readonly<Record<string, RoleTasks>> {
  const file = path.join(KIT_ROOT, 'toolkit/diff/rules/roles.json');
  table ??= (JSON.parse(fs.readFileSync(file, 'utf8')) as { readonly roles: Record<string, RoleTasks> }).roles;
  return table;
}

/** Lines whose consequence somebody wrote down, for the test that finds one that no role has any more. */
export const NOTICED_LINES: readonly string[] = Object.keys(NOTICED);

/** What a run of the role does to users where its settings have changed. */
export function judgeRun(role: string): Judgement {
  const tasks = Object.hasOwn(roleTasks(), role) ? roleTasks()[role] : undefined;
  if (tasks === undefined) {
    return { risk: 'interrupts-users', sentence: 'no table knows this role: it may restart something' };
  }
  const noticed = tasks.run.map((line): readonly [Risk, string] => NOTICED[`${role} ${line}`] ?? ['interrupts-users', `it ${line}`]);
  return {
    risk: noticed.length === 0 ? 'reconfigures' : worst(noticed.map(([risk]) => risk)),
    sentence: [...new Set(noticed.map(([, what]) => what)), ...(noticed.length === 0 ? [WORK[role] ?? 'it restarts nothing'] : [])].join(
      '; ',
    ),
  };
}
