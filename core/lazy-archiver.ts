/**
 * The engine loads a ZIP library at its start, for assets, and sites have none: it is a third of the time that the engine
 * takes to load. So it is loaded when something asks for it. Imported before the engine.
 */
import { createRequire, Module } from 'module';

const engine = createRequire(require.resolve('cdktf'));
const file = engine.resolve('archiver');
const later = new Module(file);
later.filename = file;
later.loaded = true;
later.exports = (...settings: readonly unknown[]): unknown => {
  delete require.cache[file];
  return (engine(file) as (...settings: readonly unknown[]) => unknown)(...settings);
};
require.cache[file] ??= later;
