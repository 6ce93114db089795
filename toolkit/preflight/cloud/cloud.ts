import { readQuotas, type Quota } from '../../deploy/quota-usage';
import { KitError } from '../../kit-error';
import { OpenStackClient, type Item } from '../../openstack/openstack-client';
import type { StackFolder, WrittenResource } from '../../stack/stack-folder';
import { Attempts } from '../attempts';
import type { Look, Tell } from '../look';
import type { Found } from '../problem';
import type { Sum } from '../sum';
import { absent, looks, namedIn } from './catalogue';
import { ownQuotas, withOwnQuotas } from './own-quotas';
import { patiently } from './patience';
import { findShort, quotaRequest, shortageProblem } from './shortages';
import { flavorName, sizeFromSite, sumUp, type MachineSize } from './sums';

/** What a site takes of its cloud. */
export interface CloudLook extends Look {
  /** Text to send to who gives quotas; empty when all suffice. */
  readonly request: string;
}

/** The sums alone, against the quotas that the site itself sets. */
export function sumUpCloud(site: string, stack: Pick<StackFolder, 'written' | 'document'>): CloudLook {
  const sums = sumUp(stack.written, sizeFromSite(stack.document));
  const quotas = withOwnQuotas([], ownQuotas(stack.written));
  const notes = namedIn(stack.document, stack.written).flavors.map(
    (flavor) => `the flavour ${flavor} is the cloud's: its machines are counted as the site asks for them, and may be larger`,
  );
  return result(site, '(yours)', sums, quotas, { problems: [], notes });
}

/** The same against the site's cloud. All that is wrong is told at once. */
export async function lookAtCloud(site: string, stack: StackFolder, tell: Tell, pauseMilliseconds = 2000): Promise<CloudLook> {
  const project = stack.clouds.find((c) => !c.admin);
  if (project === undefined) {
    return sumUpCloud(site, stack);
  }
  const attempts = new Attempts();
  const notes: string[] = [];
  const attempt = async <T>(ask: () => Promise<T>, code: string, remedy: string): Promise<T | undefined> =>
    attempts.ask(async () => patiently(ask, (note) => notes.push(note), pauseMilliseconds), code, remedy);
  tell(`cloud ${project.cloud}: log-in`);
  const client = await attempt(
    async () => OpenStackClient.logIn(project.cloud),
    'CloudRefuses',
    `look at the entry '${project.cloud}' of clouds.yaml (npx daas doctor ${site})`,
  );
  if (client === undefined) {
    const { sums, quotas } = sumUpCloud(site, stack);
    return { sums, quotas, problems: attempts.problems, notes, request: '' };
  }
  const remedy = 'see whether the service works, and whether the account may ask it';
  let flavors: readonly Item[] = [];
  for (const look of looks(namedIn(stack.document, stack.written))) {
    tell(`cloud ${project.cloud}: ${look.what}s`);
    const items = await attempt(async () => look.list(client), 'CloudAnswer', remedy);
    flavors = look.code === 'FlavorMissing' ? (items ?? []) : flavors;
    attempts.problems.push(...(items === undefined ? [] : absent(look, items)));
  }
  tell(`cloud ${project.cloud}: quotas`);
  const sums = sumUp(stillToMake(stack, notes), sizeFromCloud(stack, flavors));
  const quotas = (await attempt(async () => readQuotas(client), 'CloudAnswer', remedy)) ?? [];
  return result(site, client.project, sums, withOwnQuotas(quotas, ownQuotas(stack.written)), { problems: attempts.problems, notes });
}

function result(site: string, project: string, sums: readonly Sum[], quotas: readonly Quota[], { problems, notes }: Found): CloudLook {
  const short = findShort(quotas, sums);
  const request = quotaRequest(site, project, short);
  return { sums, quotas, problems: [...problems, ...short.map(shortageProblem)], notes, request };
}

function stillToMake(stack: StackFolder, notes: string[]): readonly WrittenResource[] {
  try {
    const known = new Set(stack.known().map((k) => k.address));
    return stack.written.filter((w) => !known.has(w.address));
  } catch (error) {
    if (!(error instanceof KitError)) {
      throw error;
    }
    notes.push(`the state can't be read, so everything is counted as if nothing were there: ${error.hint.split('\n')[0]}`);
    return stack.written;
  }
}

/** Sizes as the cloud tells them, for the flavours that it has. */
function sizeFromCloud(stack: StackFolder, flavors: readonly Item[]): (machine: WrittenResource) => MachineSize {
  const own = sizeFromSite(stack.document);
  const byName = new Map(flavors.map((f) => [String(f['name']), { cores: Number(f['vcpus']), ram: Number(f['ram']) }]));
  return (machine) => ({ ...own(machine), ...byName.get(flavorName(machine, stack.document) ?? '') });
}
