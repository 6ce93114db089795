// Reads out of the roles' tasks which services a run of each role restarts, reloads or stops, and which its removal takes
// away: toolkit/diff/rules/roles.json, which `daas diff` judges by.
//   node scripts/role-effects.mjs           writes it (npm run rules:roles)
//   node scripts/role-effects.mjs --check   fails when it is stale
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '..');
const roles = path.join(root, 'platforms/hosts/ansible/roles');
const target = path.join(root, 'toolkit/diff/rules/roles.json');
const UNIT = /^ansible\.builtin\.(systemd_service|systemd|service)$/;
const INCLUDE_TASKS = /^ansible\.builtin\.(include|import)_tasks$/;
const INCLUDE_ROLE = /^ansible\.builtin\.(include|import)_role$/;
const STATES = { restarted: 'restarts', reloaded: 'reloads', stopped: 'stops' };

/** `{{ settings.name }}-proxy` is written `<name>-proxy`. */
function plain(text) {
  return String(text).replace(/\{\{\s*([^}]*?)\s*\}\}/g, (_, expression) => `<${expression.split(/[.\s|(]/).at(-1)}>`);
}

/** Names of a service's loop, where there is one. */
function names(task, name) {
  const items = Array.isArray(task.loop) ? task.loop : [];
  const each = /^\{\{ item(\.name)? \}\}$/.exec(name);
  return each === null || items.length === 0 ? [plain(name)] : items.map((item) => plain(each[1] === undefined ? item : item.name));
}

/** Task files that the name of an include may stand for: an expression in it stands for anything. */
function filesOf(role, file) {
  const pattern = new RegExp(
    `^${file
      .replace(/\{\{[^}]*\}\}/g, '\0')
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace(/\0/g, '.*')}$`,
  );
  const all = readdirSync(path.join(roles, role, 'tasks'));
  return all.filter((f) => pattern.test(f) && (!file.includes('{{') || !f.startsWith('remove')));
}

/** What a file of tasks does to services: lines such as `restarts slurmctld`. */
function effectsOf(role, file, seen = new Set()) {
  const id = `${role}/${file}`;
  const full = path.join(roles, role, 'tasks', file);
  if (seen.has(id) || !existsSync(full)) return [];
  seen.add(id);
  const walk = (tasks) => tasks.flatMap((task) => [...own(task), ...['block', 'rescue', 'always'].flatMap((k) => walk(task[k] ?? []))]);
  const own = (task) =>
    Object.entries(task).flatMap(([module, args]) => {
      if (UNIT.test(module)) {
        const states = Object.keys(STATES).filter((s) => String(args.state).includes(s));
        return states.flatMap((s) => names(task, args.name).map((name) => `${STATES[s]} ${name}`));
      }
      if (INCLUDE_TASKS.test(module)) {
        return filesOf(role, typeof args === 'string' ? args : args.file).flatMap((f) => effectsOf(role, f, seen));
      }
      if (INCLUDE_ROLE.test(module)) {
        const from = args.tasks_from ?? 'main.yml';
        const restarted = args.name === 'service' ? names(task, task.vars.service_name) : [];
        const verb = from.startsWith('remove') ? 'stops' : 'restarts';
        return [...restarted.map((name) => `${verb} ${name}`), ...(args.name === 'service' ? [] : effectsOf(args.name, from, seen))];
      }
      return [];
    });
  return walk(parse(readFileSync(full, 'utf8')) ?? []);
}

const unique = (lines) => [...new Set(lines)].sort();
const table = Object.fromEntries(
  readdirSync(roles)
    .filter(
      (role) =>
        existsSync(path.join(roles, role, 'tasks/remove.yml')) &&
        existsSync(path.join(roles, role, 'tasks/main.yml')) &&
        role !== 'service',
    )
    .sort()
    .map((role) => [role, { run: unique(effectsOf(role, 'main.yml')), remove: unique(effectsOf(role, 'remove.yml')) }]),
);
const plainText = JSON.stringify({ source: 'Generated from platforms/hosts/ansible/roles by npm run rules:roles', roles: table });
const text = await format(plainText, { ...(await resolveConfig(target)), filepath: target });
if (process.argv.includes('--check')) {
  const stale = !existsSync(target) || readFileSync(target, 'utf8') !== text;
  if (stale) console.error('toolkit/diff/rules/roles.json is stale: npm run rules:roles');
  process.exitCode = stale ? 1 : 0;
} else {
  writeFileSync(target, text);
}
