// Publishes how often tables and `--plan` said what the providers planned: docs/reference/diff-score.md.
//   node scripts/corpus/score.mjs OUT [--check]    OUT: what synthesise.mjs wrote; npm run docs:diff-score does both
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readChanges } from './read-changes.mjs';

const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, '../..');
const { readSites } = require(`${root}/dist/toolkit/stack/site-document`);
const { compareSites } = require(`${root}/dist/toolkit/diff/report`);
const out = path.resolve(process.argv[2]);
const target = path.join(root, 'docs/reference/diff-score.md');
const records = JSON.parse(readFileSync(path.join(root, 'test/corpus/recorded.json'), 'utf8'));
const changes = readChanges(path.join(root, 'test/corpus/changes'));
const base = readSites(path.join(out, 'base'));
const reports = new Map(changes.map(({ name }) => [name, compareSites(base, readSites(path.join(out, 'changes', name)), [])]));

/** Action by address by the tables, of the types that were planned. */
function tables({ change, site, types }) {
  const found = {};
  const { changes: all } = reports.get(change).sites.find((s) => s.site === site) ?? { changes: [] };
  for (const { resource, action } of all.filter((c) => types.some((t) => c.resource.type.startsWith(t)))) {
    found[resource.address] = [found[resource.address], action].filter(Boolean).sort().join(' ');
  }
  return found;
}

const same = (a, b) => {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.every((key) => a[key] === b[key]);
};
const rows = records.map((record) => ({
  ...record,
  tables: same(tables(record), record.actions),
  planned: record.plan === undefined,
  size: Object.keys(record.actions).length,
}));
const pairs = [...reports].flatMap(([change, report]) =>
  report.sites.filter((s) => s.kind === 'changed').map((s) => `${change} ${s.site}`),
);
const recorded = new Set(rows.map((r) => `${r.change} ${r.site}`));
const unrecorded = pairs.filter((pair) => !recorded.has(pair));

function scoreLine(title, sites) {
  const some = rows.filter((r) => sites.includes(r.site));
  const right = (key) => some.filter((r) => r[key]).length;
  return `| ${title} | ${some.length} | ${right('tables')} of ${some.length} | ${right('planned')} of ${some.length} |`;
}

const wrong = rows.filter((r) => !r.tables || !r.planned);
const text = `<!-- Generated from test/corpus by npm run docs:diff-score. -->
# How often \`daas diff\` is right

${changes.length} changes of the sites (test/corpus), each seen at every site that it touches. A prediction is right when the action of *every*
resource is what the provider plans on a real API with the base applied: create, update, replace or delete.

| with what it is compared | changes | the tables | \`--plan\` |
| --- | --: | --- | --- |
${scoreLine('clouds: openstack 3.4.0', ['esrf', 'ill', 'xfel'])}
${scoreLine('hosts: Terraform itself', ['demo', 'psi'])}
${scoreLine('clusters: kubernetes 2.38.0 and helm 3.1.2', ['alba', 'dls', 'maxiv'])}

Charts are played by ones that keep their values.

## Differences
${
  wrong.length === 0
    ? 'None.'
    : wrong
        .map(
          (r) =>
            `- **${r.change}** at ${r.site}: ${[r.tables ? '' : 'the tables', r.planned ? '' : '`--plan`'].filter(Boolean).join(' and ')} differ. ${r.explained?.why ?? r.unknowable ?? 'Not explained yet.'}`,
        )
        .join('\n')
}

## Not compared with a provider
${
  unrecorded.length === 0
    ? 'None.'
    : `${unrecorded.length} of ${pairs.length} pairs of change and site: the tables alone decide, from the providers’ schemas.\n\n${unrecorded.map((p) => `- ${p.replace(' ', ' at ')}`).join('\n')}`
}
`;
if (process.argv.includes('--check')) {
  const stale = !existsSync(target) || readFileSync(target, 'utf8') !== text;
  if (stale) console.error('docs/reference/diff-score.md is stale: npm run docs:diff-score');
  process.exitCode = stale ? 1 : 0;
} else {
  writeFileSync(target, text);
}
