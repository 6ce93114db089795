import * as fs from 'fs';
import * as path from 'path';
import { deployedServices } from '../../../../toolkit/drift/deployed-service';
import { HubSession } from '../../../../toolkit/verify/session/hub-session';
import { logIn } from '../../../../toolkit/verify/session/log-in';
import { Visitor } from '../../../../toolkit/verify/web/visitor';
import { eventually } from '../../demo/clone';
import { Trial } from './trial';

const USERS = Array.from({ length: 50 }, (_, i) => `load${String(i + 1).padStart(2, '0')}`);
const LIMIT_SECONDS = 120;
/** People don't come in the same second. */
const ARRIVALS_SECONDS = 30;
const SURVIVORS = 10;
/** Longer than the limit: who comes late is a number, not an error. */
const PATIENCE_MS = 200_000;

const trial = Trial.open();
const hub = `https://${trial.names.notebooks}`;
const sessions: HubSession[] = [];

interface Arrival {
  readonly user: string;
  /** Undefined for somebody who got no further. */
  readonly logInSeconds?: number;
  readonly spawnSeconds?: number;
  readonly ready: boolean;
  readonly said: string;
}

const pause = async (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
/** Users with a notebook that runs, and the ids of their jobs. */
const jobs = (): readonly string[] => {
  const rows = trial.on('ctl', "squeue --noheader --name=notebook --states=RUNNING --format='%u %A'").split('\n');
  return rows.filter((row) => row.startsWith('load')).sort();
};

/** One who gets no further takes nobody's numbers away, and nobody's end. */
async function arrive(user: string, profile: string, after: number): Promise<Arrival> {
  await pause(after);
  return work(user, profile).catch((error: unknown) => ({ user, ready: false, said: String(error) }));
}

async function work(user: string, profile: string): Promise<Arrival> {
  const began = Date.now();
  const person = { username: user, password: trial.password, federation: 'umbrella' };
  const came = await logIn(`${hub}/hub/login`, `${hub}/hub/`, person, new Visitor(PATIENCE_MS));
  if (came.kind !== 'in') {
    throw new Error(`${user} got no further than ${came.at}: ${came.text}`);
  }
  const session = await HubSession.of(hub, came.visitor, 1800);
  const logInSeconds = (Date.now() - began) / 1000;
  sessions.push(session);
  const { ready, seconds, messages } = await session.start(profile, 300);
  return { user: session.user, logInSeconds, spawnSeconds: seconds, ready, said: ready ? '' : (messages.at(-1) ?? '') };
}

function spread(values: readonly (number | undefined)[]): { readonly p50: number; readonly p95: number; readonly max: number } {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const at = (part: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)]! * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

/** Name of the first profile that the site offers. */
function firstProfile(): string {
  const state = fs.readFileSync(path.resolve(__dirname, '../../../../.daas/state', `site-${trial.site}.tfstate`), 'utf8');
  const { settings } = deployedServices(state).find(({ role }) => role === 'hub')!;
  return (settings as { hub: { profiles: { name: string }[] } }).hub.profiles[0]!.name;
}

test(`${USERS.length} people log in and have notebooks within ${LIMIT_SECONDS} s, each as a job of their own`, async () => {
  const profile = firstProfile();
  const began = Date.now();
  const all = await Promise.all(USERS.map(async (user, i) => arrive(user, profile, (i * ARRIVALS_SECONDS) / USERS.length)));
  const seconds = Math.round((Date.now() - began) / 100) / 10;
  const ready = all.filter((a) => a.ready);
  const measured = {
    users: ready.length,
    seconds,
    logIn: spread(ready.map((a) => a.logInSeconds)),
    spawn: spread(ready.map((a) => a.spawnSeconds)),
  };
  console.info(JSON.stringify(measured));
  fs.writeFileSync(path.resolve(__dirname, '../../../../.daas/trial/load.json'), `${JSON.stringify(measured)}\n`);
  expect(all.filter((a) => !a.ready)).toEqual([]);
  expect(jobs().map((job) => job.split(' ')[0])).toEqual(USERS);
  expect(seconds).toBeLessThanOrEqual(LIMIT_SECONDS);
}, 400_000);

test(`${SURVIVORS} notebooks of other people survive a restart of the hub: the same jobs, and each answers`, async () => {
  const before = jobs();
  expect(before.length).toBeGreaterThanOrEqual(SURVIVORS);
  trial.on('front', 'systemctl restart daas-notebooks');
  const answer = async ({ server, authorization }: { server: string; authorization: Readonly<Record<string, string>> }) =>
    fetch(server, { headers: authorization }).then(
      ({ status }) => status,
      () => 0,
    );
  const asked = sessions.map((session) => ({ user: session.user, server: session.server('status'), authorization: session.authorization }));
  await eventually('the hub answers', 120, async () => (await answer({ server: `${hub}/hub/health`, authorization: {} })) === 200);
  for (const one of asked) {
    await eventually(`the notebook of ${one.user} answers`, 60, async () => (await answer(one)) === 200);
  }
  expect(jobs()).toEqual(before);
}, 300_000);

test('all end when they are told to: no job of theirs is left', async () => {
  const ended = await Promise.all(sessions.map(async (session) => session.stop(120)));
  expect(ended.filter((seconds) => seconds === undefined)).toEqual([]);
  await eventually('no job is left', 60, () => jobs().length === 0);
}, 200_000);
