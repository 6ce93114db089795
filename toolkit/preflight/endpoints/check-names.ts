import type { promises as dns } from 'dns';
import type { Found, PreflightProblem } from '../problem';
import type { EntryPoint } from './entry-points';

/** Answers that say that there is no such name, or none with an address. */
const ABSENT = ['ENOTFOUND', 'ENODATA'];

/** Addresses by name, of those that have one. */
export interface Resolved extends Found {
  readonly addresses: ReadonlyMap<string, readonly string[]>;
}

/** Whether DNS knows the names that users open; this machine's own list of hosts doesn't count. */
export async function checkNames(points: readonly EntryPoint[], resolver: dns.Resolver): Promise<Resolved> {
  const problems: PreflightProblem[] = [];
  const notes: string[] = [];
  const addresses = new Map<string, readonly string[]>();
  for (const name of new Set(points.map((p) => p.name))) {
    if (points.some((p) => p.name === name && p.managed)) {
      notes.push(`${name} gets its record by the deployment: it isn't expected before`);
      continue;
    }
    const answer = await resolve(name, resolver);
    if (answer.addresses.length > 0) {
      addresses.set(name, answer.addresses);
      notes.push(`${name} is ${answer.addresses.join(', ')}`);
    } else if (ABSENT.includes(answer.code)) {
      problems.push({
        code: 'NameMissing',
        message: `DNS has no address of ${name}, which users open`,
        remedy: `have a record of type A or AAAA made for ${name}: of the hub's host, the load balancer, or the cluster's ingress controller`,
      });
    } else {
      problems.push({
        code: 'NameUnknown',
        message: `DNS doesn't answer for ${name}: ${answer.code}`,
        remedy: `see that this machine reaches a name server: dig ${name}`,
      });
    }
  }
  return { problems, notes, addresses };
}

async function resolve(name: string, resolver: dns.Resolver): Promise<{ readonly addresses: readonly string[]; readonly code: string }> {
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const addresses = answers.flatMap((a) => (a.status === 'fulfilled' ? a.value : []));
  const codes = answers.flatMap((a) => (a.status === 'rejected' ? [String((a.reason as NodeJS.ErrnoException).code)] : []));
  return { addresses, code: codes.find((code) => !ABSENT.includes(code)) ?? codes[0] ?? '' };
}
