/** Loads every file of constructs/ in a process of its own, and prints what was loaded with them. */
const fs = require('fs');
const path = require('path');
const { transformSync } = require('@swc/core');

const kit = path.resolve(__dirname, '../..');
require.extensions['.ts'] = (module, file) => {
  const options = { filename: file, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } };
  module._compile(transformSync(fs.readFileSync(file, 'utf8'), options).code, file);
};
for (const file of fs.readdirSync(path.join(kit, 'constructs'), { recursive: true })) {
  if (file.endsWith('.ts')) {
    require(path.join(kit, 'constructs', file));
  }
}
process.stdout.write(JSON.stringify(Object.keys(require.cache).map((file) => path.relative(kit, file))));
