/** Generates the bindings from schema.json by the engine's own generator: src/<resource>/index.ts. `ensure` runs it. */
const fs = require('node:fs');
const path = require('node:path');
const { ConstructsMakerProviderTarget, Language } = require('@cdktf/commons');
const { CodeMaker, TerraformProviderConstraint, TerraformProviderGenerator } = require('@cdktf/provider-generator');

const schema = JSON.parse(fs.readFileSync(path.join(__dirname, 'schema.json'), 'utf8'));
const { version } = schema.provenance;
const constraint = new TerraformProviderConstraint(`terraform-provider-openstack/openstack@${version}`);
const code = new CodeMaker();
new TerraformProviderGenerator(code, schema).generate(new ConstructsMakerProviderTarget(constraint, Language.TYPESCRIPT));

const work = path.join(__dirname, 'generated');
const src = path.join(__dirname, 'src');
fs.rmSync(work, { recursive: true, force: true });
fs.rmSync(src, { recursive: true, force: true });
code.save(work).then(() => {
  fs.renameSync(path.join(work, 'providers/openstack'), src);
  fs.rmSync(work, { recursive: true });
});
