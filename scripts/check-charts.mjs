#!/usr/bin/env node
/**
 * Renders every Helm release of every synthesised site with the real charts: `npm run check:charts -- CHARTS [OUT]`.
 *
 * CHARTS is a folder that holds the charts as `helm pull` writes them (`jupyterhub-4.4.0.tgz`) or unpacked
 * (`jupyterhub/`); OUT is what `npx cdktf synth` wrote (cdktf.out). Needs helm 3.14 or newer, by $HELM or on the PATH.
 * Exit code: 1 when a chart refuses its values or is missing, 2 when nothing can be checked.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The oldest that all pinned charts accept. */
const KUBERNETES = '1.33.0';
const helm = process.env.HELM ?? 'helm';

function fail(message) {
  console.error(`check-charts: ${message}`);
  process.exit(2);
}

/** Name of the chart without what may lead to it in a mirror, as an archive or a folder. */
function chartIn(folder, { chart, version }) {
  const name = path.basename(chart, `-${version}.tgz`);
  const archive = path.join(folder, `${name}-${version}.tgz`);
  const unpacked = path.join(folder, name);
  return [archive, unpacked].find((file) => existsSync(file));
}

function render(folder, release, work) {
  const chart = chartIn(folder, release);
  if (chart === undefined) {
    return `no ${release.chart} ${release.version} in ${folder}`;
  }
  const values = path.join(work, 'values.yaml');
  // In a stack's file, template syntax of Terraform is doubled.
  writeFileSync(values, release.values[0].replace(/([$%])\1\{/g, '$1{'));
  const args = ['template', release.name, chart, '--namespace', release.namespace, '--kube-version', KUBERNETES, '--values', values];
  const result = spawnSync(helm, args, { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 });
  return result.status === 0 ? null : `${result.error?.message ?? result.stderr}`.trim();
}

const [folder, out = 'cdktf.out'] = process.argv.slice(2);
if (folder === undefined) {
  fail('usage: npm run check:charts -- CHARTS [OUT]');
}
const stacks = path.join(out, 'stacks');
if (!existsSync(stacks)) {
  fail(`${stacks} isn't there: run npx cdktf synth first`);
}
const releases = readdirSync(stacks).flatMap((stack) => {
  const json = JSON.parse(readFileSync(path.join(stacks, stack, 'cdk.tf.json'), 'utf8'));
  return Object.values(json.resource?.helm_release ?? {}).map((release) => ({ stack, release }));
});
if (releases.length === 0) {
  fail(`no site in ${stacks} has a Helm release`);
}
const work = mkdtempSync(path.join(tmpdir(), 'check-charts-'));
let wrong = 0;
for (const { stack, release } of releases) {
  const problem = render(folder, release, work);
  wrong += problem === null ? 0 : 1;
  console.log(`${stack} ${release.name} (${release.chart} ${release.version}): ${problem ?? 'ok'}`);
}
rmSync(work, { recursive: true });
process.exit(wrong === 0 ? 0 : 1);
