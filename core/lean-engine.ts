/**
 * Spares the engine half of what it loads at its start. Libraries that make ZIP files (for assets) and compare versions (of
 * Terraform), its own helpers for unit tests and what runs other programs are loaded when something asks for them; no site
 * does. The one that writes JSON is used for what the kit's own writer can't write. Imported before the engine.
 */
import { createRequire, Module } from 'module';
import { sortedJson } from './sorted-json';

const engine = createRequire(require.resolve('cdktf'));
const { dependencies = {} } = require('cdktf/package.json') as { readonly dependencies?: Readonly<Record<string, string>> };
later('archiver');
later('semver');
later('json-stable-stringify', sortedJson);
later('./testing');
later('./testing/matchers');
later('./private/fs');
later('./validations/validate-terraform-version');

/**
 * Loads a library of the engine, or a file of its own, when it is called, or something of it is asked for.
 *
 * @param library name, or path below the engine
 * @param quick is called first; undefined: the library is needed
 */
function later(library: string, quick?: (value: unknown) => unknown): void {
  // The fork has other libraries.
  if (!library.startsWith('.') && dependencies[library] === undefined) {
    return;
  }
  const file = engine.resolve(library);
  const load = (): object => {
    delete require.cache[file];
    return engine(file) as object;
  };
  const module = new Module(file);
  module.filename = file;
  module.loaded = true;
  module.exports = new Proxy(() => undefined, {
    apply: (_, self, settings: unknown[]) => quick?.(settings[0]) ?? (Reflect.apply(load() as () => unknown, self, settings) as unknown),
    get: (_, name) => Reflect.get(load(), name) as unknown,
  });
  require.cache[file] ??= module;
}
