/**
 * Writes schema.json: of a provider's whole schema what resources.json names, with where it came from.
 *
 *   npm run provider:openstack -- --from SCHEMA [--version 3.4.0]
 *
 * SCHEMA is what `terraform providers schema -json` prints. Says what changed for the resources that the kit uses.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { changes } from './changes.mjs';

const PROVIDER = 'registry.terraform.io/terraform-provider-openstack/openstack';
const here = (name) => new URL(name, import.meta.url);
const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const fail = (message) => {
  console.error(`provider:openstack: ${message}`);
  process.exit(2);
};

const manifest = readJson(here('package.json'));
const { values } = parseArgs({ options: { from: { type: 'string' }, version: { type: 'string', default: manifest.version } } });
if (values.from === undefined) {
  fail('say where the schema is: --from FILE, as `terraform providers schema -json` prints it');
}
const source = fs.readFileSync(values.from);
const whole = JSON.parse(source).provider_schemas?.[PROVIDER] ?? fail(`${values.from} has no schema of ${PROVIDER}`);
const wanted = readJson(here('resources.json'));

function pick(schemas, names, what) {
  const missing = names.filter((name) => !(name in schemas));
  if (missing.length > 0) {
    fail(`provider ${values.version} has no ${what} ${missing.join(', ')}; take it out of resources.json, or use what replaces it`);
  }
  return Object.fromEntries([...names].sort().map((name) => [name, schemas[name]]));
}

const trimmed = {
  provenance: {
    provider: PROVIDER,
    version: values.version,
    made: '`terraform providers schema -json` with the released provider, cut down to what resources.json names',
    sha256: createHash('sha256').update(source).digest('hex'),
  },
  format_version: '1.0',
  provider_versions: { [PROVIDER]: values.version },
  provider_schemas: {
    [PROVIDER]: {
      provider: whole.provider,
      resource_schemas: pick(whole.resource_schemas, wanted.resources, 'resource'),
      data_source_schemas: pick(whole.data_source_schemas, wanted.dataSources, 'data source'),
    },
  },
};

const target = here('schema.json');
const before = fs.existsSync(target) ? readJson(target) : { provenance: { version: 'none' }, provider_schemas: {} };
const found = changes(before.provider_schemas[PROVIDER] ?? {}, trimmed.provider_schemas[PROVIDER]);
fs.writeFileSync(target, `${JSON.stringify(trimmed, null, 1)}\n`);
fs.writeFileSync(here('package.json'), `${JSON.stringify({ ...manifest, version: values.version }, null, 2)}\n`);
console.log(`${before.provenance.version} -> ${values.version}: ${found.length === 0 ? 'nothing changed for the kit' : `${found.length} changes`}`);
found.forEach((line) => console.log(`  ${line}`));
