import type { Sum } from '../sum';
import type { HostNeeds, RoleNeed } from './host-needs';

/** MiB that roles put below the site's folder; together the 6 GiB that the demo asks for, where all are on one machine. */
const MEBIBYTES: Readonly<Record<string, number>> = {
  base: 1024,
  keycloak: 1024,
  hub: 1024,
  environments: 2560,
  landing_page: 512,
};

/** MiB that a host in these groups needs. Pure. */
export function diskNeed(roles: readonly RoleNeed[], groups: readonly string[]): number {
  const own = new Set(roles.filter((r) => r.groups.some((g) => g === 'all' || groups.includes(g))).map((r) => r.role));
  return [...own].reduce((sum, role) => sum + (MEBIBYTES[role] ?? 0), 0);
}

/** What a host of each group needs. Pure. */
export function diskSums({ roles }: Pick<HostNeeds, 'roles'>): readonly Sum[] {
  const groups = [...new Set(roles.flatMap((r) => r.groups))].sort();
  return groups
    .map((group) => ({ name: `disk of a host of ${group}`, needed: diskNeed(roles, [group]), surge: 0, unit: 'MiB' }))
    .filter((sum) => sum.needed > 0);
}
