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
  const names = [...new Set(points.map((p) => p.name))];
  const answers = await Promise.all(
    names.map(async (name): Promise<Answer> => {
      const managed = points.some((p) => p.name === name && p.managed);
      return managed ? { name, managed, addresses: [], code: '' } : { name, managed, ...(await resolve(name, resolver)) };
    }),
  );
  return {
    problems: answers.flatMap(problemOf),
    notes: answers.flatMap(noteOf),
    addresses: new Map(answers.filter((a) => a.addresses.length > 0).map((a) => [a.name, a.addresses])),
  };
}

interface Answer {
  readonly name: string;
  readonly managed: boolean;
  readonly addresses: readonly string[];
  /** Why there are no addresses. */
  readonly code: string;
}

function noteOf({ name, managed, addresses }: Answer): readonly string[] {
  if (managed) {
    return [`${name} gets its record by the deployment: it isn't expected before`];
  }
  return addresses.length > 0 ? [`${name} is ${addresses.join(', ')}`] : [];
}

function problemOf({ name, managed, addresses, code }: Answer): readonly PreflightProblem[] {
  if (managed || addresses.length > 0) {
    return [];
  }
  return ABSENT.includes(code)
    ? [
        {
          code: 'NameMissing',
          message: `DNS has no address of ${name}, which users open`,
          remedy: `have a record of type A or AAAA made for ${name}: of the hub's host, the load balancer, or the cluster's ingress controller`,
        },
      ]
    : [
        {
          code: 'NameUnknown',
          message: `DNS doesn't answer for ${name}: ${code}`,
          remedy: `see that this machine reaches a name server: dig ${name}`,
        },
      ];
}

async function resolve(name: string, resolver: dns.Resolver): Promise<{ readonly addresses: readonly string[]; readonly code: string }> {
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const addresses = answers.flatMap((a) => (a.status === 'fulfilled' ? a.value : []));
  const codes = answers.flatMap((a) => (a.status === 'rejected' ? [String((a.reason as NodeJS.ErrnoException).code)] : []));
  return { addresses, code: codes.find((code) => !ABSENT.includes(code)) ?? codes[0] ?? '' };
}
