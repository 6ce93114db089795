#!/usr/bin/env node
/**
 * Has linters look at every object of every site on a cluster, as the renderers give them:
 * `npm run check:manifests -- [FOLDER]` (npx tsc -b first). FOLDER keeps the objects, a file each.
 *
 * Linters are those that are there: kube-linter ($KUBE_LINTER), checkov ($CHECKOV), kubeconform ($KUBECONFORM, with schemas at
 * $KUBERNETES_SCHEMAS), or on the PATH. Waivers with their reasons: scripts/linters/. Exit code: 1 when a linter finds
 * something, 2 when there is none.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);
const waivers = path.join(import.meta.dirname, 'linters');
const schemas = process.env.KUBERNETES_SCHEMAS ?? 'default';

const LINTERS = [
  ['kube-linter', process.env.KUBE_LINTER, (dir) => ['lint', '--config', path.join(waivers, 'kube-linter.yaml'), dir]],
  ['checkov', process.env.CHECKOV, (dir) => ['--config-file', path.join(waivers, 'checkov.yaml'), '--directory', dir]],
  ['kubeconform', process.env.KUBECONFORM, (dir) => ['-strict', '-summary', '-schema-location', schemas, dir]],
];

/** Objects of all sites, by site. */
function objectsOfSites() {
  const renderings = [];
  require('../dist/platforms/kubernetes/resources/make-resources').makeResources = (_scope, _cluster, rendering) =>
    renderings.push(rendering);
  const { App } = require('../dist/core/engine');
  const { buildSite } = require('../dist/stacks/build-site');
  return readdirSync('sites').map((site) => {
    renderings.length = 0;
    const problems = buildSite(new App(), 'sites', site);
    if (problems.length > 0) throw new Error(`site ${site} has problems: npx daas validate ${site}`);
    return [site, renderings.flatMap((r) => r.objects.map(asManifest))];
  });
}

/** Secrets have references where a manifest has values. */
function asManifest({ references, plain, made, ...object }) {
  if (references === undefined) return object;
  const keys = [...Object.keys(references), ...Object.keys(made ?? {})];
  return { ...object, stringData: { ...plain, ...Object.fromEntries(keys.map((key) => [key, 'made up'])) } };
}

const [kept] = process.argv.slice(2);
const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'check-manifests-'));
for (const [site, objects] of objectsOfSites()) {
  if (objects.length > 0) mkdirSync(path.join(folder, site), { recursive: true });
  for (const object of objects) {
    const { name, namespace } = object.metadata;
    // JSON is YAML, which is the ending that all of them look for.
    writeFileSync(
      path.join(folder, site, `${[object.kind, namespace, name].filter(Boolean).join('-')}.yaml`),
      JSON.stringify(object, null, 2),
    );
  }
  if (objects.length > 0) console.log(`${site}: ${objects.length} objects`);
}
let ran = 0;
let found = 0;
for (const [name, program = name, args] of LINTERS) {
  const { error, status } = spawnSync(program, args(folder), { stdio: 'inherit' });
  ran += error === undefined ? 1 : 0;
  found += status === 0 || error !== undefined ? 0 : 1;
  console.log(error === undefined ? `${name}: ${status === 0 ? 'ok' : 'found something'}` : `${name}: skipped, ${error.code}`);
}
if (kept === undefined) rmSync(folder, { recursive: true });
process.exit(found > 0 ? 1 : ran > 0 ? 0 : 2);
