import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { KIT_ROOT } from '../../../core/kit';

const ROLES = path.join(KIT_ROOT, 'platforms/hosts/ansible/roles');
const roles = fs.readdirSync(ROLES).filter((role) => fs.existsSync(path.join(ROLES, role, 'vars/RedHat.yml')));

type Variables = Readonly<Record<string, unknown>>;

function variables(role: string, family: string): Variables {
  return parse(fs.readFileSync(path.join(ROLES, role, `vars/${family}.yml`), 'utf8')) as Variables;
}

/** `packages_names.java`: every variable and every name in it that has a value. */
function said(of: Variables, prefix = ''): readonly string[] {
  return Object.entries(of).flatMap(([name, value]) => {
    const empty = value === null || value === '' || (Array.isArray(value) && value.some((v) => typeof v !== 'string' || v === ''));
    const inner = typeof value === 'object' && value !== null && !Array.isArray(value) ? said(value as Variables, `${prefix}${name}.`) : [];
    return [...(empty ? [] : [`${prefix}${name}`]), ...inner];
  });
}

test('there are roles for both families of distributions', () => {
  expect(roles).toEqual(['open_ondemand', 'packages', 'slurm_cluster']);
});

test.each(roles)('role %s has the same variables for Debian and for the RHEL family', (role) => {
  expect([...said(variables(role, 'RedHat'))].sort()).toEqual([...said(variables(role, 'Debian'))].sort());
});

test('Grid Engine, which the RHEL family doesn’t package, is refused there by name', () => {
  expect(fs.existsSync(path.join(ROLES, 'grid_engine/vars/RedHat.yml'))).toBe(false);
  expect(fs.readFileSync(path.join(ROLES, 'grid_engine/tasks/main.yml'), 'utf8')).toContain("that: ansible_facts.os_family == 'Debian'");
});
