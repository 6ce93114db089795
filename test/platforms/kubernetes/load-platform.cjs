/** Loads the platform as a site does, and prints which files of provider bindings came with it. */
const fs = require('fs');
const path = require('path');
const swc = require('@swc/core');

const ROOT = path.resolve(__dirname, '../../..');
require.extensions['.ts'] = (module, file) => {
  const options = { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } };
  module._compile(swc.transformSync(fs.readFileSync(file, 'utf8'), options).code, file);
};

require(path.join(ROOT, 'platforms/kubernetes/kubernetes-platform'));
const loaded = Object.keys(require.cache).map((file) => file.slice(file.lastIndexOf('node_modules/') + 'node_modules/'.length));
console.log(JSON.stringify(loaded.filter((file) => /^@(cdktf|cdktn)\/provider-/.test(file)).sort()));
