import type { Answers } from './answers';
import type { Discovery } from './discover';
import { example, type Guess } from './guess';
import type { MountGuess } from './mount-guess';
import { renderInventory } from './inventory';
import type { QueueGuess } from './queue-guess';

const EXAMPLE_QUEUE: QueueGuess = { name: 'day', limitMinutes: 24 * 60, cores: 16, memoryMebibytes: 65536, gpus: null, usual: true };

/** Files of a site whose notebooks are Slurm jobs, by name. Pure. */
export function renderSlurmHub(name: string, answers: Answers, found: Discovery): ReadonlyMap<string, string> {
  const queues = found.queues.length === 0 ? [example(EXAMPLE_QUEUE)] : found.queues;
  return new Map([
    ['site.ts', renderSite(name, answers, queues, found.mounts)],
    ['hosts.yml', renderInventory(answers.domain, found)],
    ['README.md', renderReadme(name, answers, found)],
  ]);
}

function renderSite(name: string, answers: Answers, queues: readonly Guess<QueueGuess>[], mounts: readonly Guess<MountGuess>[]): string {
  const { facility, domain, contact, issuer } = answers;
  const lines = mounts.some((m) => m.value.role === 'home') ? mounts.map(mountLines) : [LOCAL_HOME, ...mounts.map(mountLines)];
  const className = name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return `import type { Construct } from 'constructs';
import { Auth, BatchCluster, Duration, Federation, Hub, IdentityMap, Mount, Portal, Profile, Queue, Scheduler, Secret, Size, Software, SoftwareCatalogue } from '../../constructs';
import { HostsPlatform } from '../../platforms/hosts/hosts-platform';
import { SiteStack } from '../../stacks/site-stack';

/** ${facility}: notebooks as Slurm jobs of their users. Lines marked with a guess say where it comes from. */
export class ${className} extends SiteStack {
  constructor(app: Construct) {
    super(app, '${name}', { facility: '${facility}', domain: '${domain}', contact: '${contact}' });
    const cluster = HostsPlatform.ssh(this, 'Cluster', { inventory: 'sites/${name}/hosts.yml' });

    const auth = new Auth(this, 'Auth', {
      platform: cluster,
      federations: [
        // Guess, from nothing that was found: register a client at the federation, and name it here.
        Federation.umbrella({ issuer: '${issuer}', clientId: '${name}-broker', secret: Secret.env('UMBRELLA_SECRET') }),
      ],
      // Guess, from nothing that was found: how the federation names proposals.
      identities: IdentityMap.fromClaims({ groups: IdentityMap.entitlements({ namespace: 'urn:geant:umbrella.example', group: 'proposal-[0-9]+' }) }),
    });
    const software = new SoftwareCatalogue(this, 'Software', { packages: [Software.pyFai()] });
    const batch = new BatchCluster(this, 'Batch', {
      platform: cluster,
      scheduler: Scheduler.slurm({ existing: true }),
      queues: [
${queues.map(queueLines).join('\n')}
      ],
    });
    const notebooks = new Hub(this, 'Notebooks', {
      platform: cluster,
      auth,
      batch,
      software,
      mounts: [
${lines.join('\n')}
      ],
      profiles: [
${profiles(queues).join('\n')}
      ],
    });
    const portal = new Portal(this, 'Portal', { platform: cluster, auth, kind: Portal.landingPage({ hubs: [notebooks], software, access: ['Log in with your federation. Who has an accepted proposal gets an account: write to ${contact}.'] }) });
    this.output('portal', portal.endpoint.url);
    this.output('notebooks', notebooks.endpoint.url);
  }
}
`;
}

const LOCAL_HOME = `        // Guess, from nothing that was found: homes at /home, mounted by the facility's own means.
        Mount.local({ role: 'home', path: '/home', existing: true }),`;

function queueLines({ value, source }: Guess<QueueGuess>): string {
  const { name, limitMinutes, cores, memoryMebibytes, gpus } = value;
  const gpu = gpus === null ? '' : `, gpus: { model: ${quoted(gpus.model)}, count: ${gpus.count}, resource: ${quoted(gpus.resource)} }`;
  const sizes = `limit: ${duration(limitMinutes)}, coresPerNode: ${cores}, memoryPerNode: Size.mebibytes(${memoryMebibytes})`;
  return `        // Guess, from ${source}.\n        Queue.named(${quoted(name)}, { ${sizes}${gpu} }),`;
}

function mountLines({ value, source }: Guess<MountGuess>): string {
  const { role, kind, device, point } = value;
  const [server, folder = '/'] = device.split(/:(?=\/)/) as [string, string?];
  const [, filesystem = '', ...below] = folder.split('/');
  const from = {
    nfs: `server: ${quoted(server)}, path: ${quoted(folder)}`,
    gpfs: `source: ${quoted(device.replace(/^\/dev\//, ''))}, path: ${quoted(point)}`,
    lustre: `server: ${quoted(server)}, filesystem: ${quoted(filesystem)}, path: ${quoted(`/${below.join('/')}`)}`,
    beegfs: `server: ${quoted(server)}, path: ${quoted(point)}`,
    cvmfs: `repository: ${quoted(point.replace(/^\/cvmfs\//, ''))}`,
  }[kind];
  const where = kind === 'cvmfs' ? '' : `, mountPath: ${quoted(role === 'home' ? `${point}/{user}` : point)}`;
  return `        // Guess, from ${source}: what is at ${point} is ${role}.\n        Mount.${kind}({ role: ${quoted(role)}, ${from}${where}, existing: true }),`;
}

/** A small profile where jobs usually go, and one with a GPU where there are some. */
function profiles(queues: readonly Guess<QueueGuess>[]): readonly string[] {
  const usual = (queues.find((q) => q.value.usual) ?? queues[0]!).value;
  const gpu = queues.find((q) => q.value.gpus !== null)?.value;
  const sizes = (q: QueueGuess, part: number): string => {
    const limit = duration(Math.min(q.limitMinutes, 8 * 60));
    const cores = Math.max(1, Math.min(q.cores, Math.floor(q.cores / part)));
    return `queue: ${quoted(q.name)}, cores: ${cores}, memory: Size.mebibytes(${Math.max(1, Math.floor(q.memoryMebibytes / part))}), limit: ${limit}`;
  };
  const why = (text: string): string => `        // Guess, from the sizes of the queue: ${text}.`;
  return [
    why('an eighth of a node'),
    `        Profile.cpu('interactive', { ${sizes(usual, 8)} }),`,
    ...(gpu === undefined || gpu.gpus === null
      ? []
      : [
          why('one GPU with its part of a node'),
          `        Profile.gpu('gpu', { ${sizes(gpu, gpu.gpus.count)}, model: ${quoted(gpu.gpus.model)}, gpus: 1 }),`,
        ]),
  ];
}

/** What a file says, as text of the site's language and nothing more. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function duration(minutes: number): string {
  return minutes % 1440 === 0
    ? `Duration.days(${minutes / 1440})`
    : minutes % 60 === 0
      ? `Duration.hours(${minutes / 60})`
      : `Duration.minutes(${minutes})`;
}

function renderReadme(name: string, { facility }: Answers, { queues, mounts, inventory, nodes }: Discovery): string {
  const sources = [...queues, ...mounts, inventory, nodes].flatMap((g) => (g === undefined ? [] : g.source.split(', ')));
  const files = [...new Set(sources.map((s) => s.replace(/:\d+$/, '')))].sort();
  return `# ${name}: ${facility}

Notebooks as Slurm jobs of their users, with one log-in and a landing page.

Begun with \`npx daas new ${name}\`, from ${files.length === 0 ? 'no files' : files.map((f) => `\`${f}\``).join(', ')}. Lines of [site.ts](site.ts) and [hosts.yml](hosts.yml) that say "Guess" have to be looked at:
correct the line, or remove the word when it is right. Then:

\`\`\`bash
npx daas validate ${name}
npx daas doctor ${name}
npx daas secrets ${name} --init
npx daas deploy ${name}
\`\`\`
`;
}
