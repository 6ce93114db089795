// Synthesises the corpus of changes: OUT/base and OUT/changes/<name>, each as `cdktf synth` leaves all sites.
//   node scripts/corpus/synthesise.mjs OUT [FOLDER...]    FOLDER: of changes, test/corpus/changes by default
// A change that starts from something else than the clone has that in OUT/on/<name>.
// Beside the changes: OUT/permuted (every object literal of the sites turned round) and OUT/without/<site>.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KitCopy } from './kit-copy.mjs';
import { permute } from './permute.mjs';
import { readChanges } from './read-changes.mjs';

/** A change beside the sites that changes nothing: all of them are synthesised. */
const EVERYTHING = { file: 'main.ts', find: '/** The CDKTF app', replace: '/** The app' };

const clone = path.resolve(import.meta.dirname, '../..');
const [given, ...folders] = process.argv.slice(2);
const out = path.resolve(given);
const changes = (folders.length === 0 ? ['test/corpus/changes'] : folders).flatMap((f) => readChanges(path.resolve(clone, f)));
const scratch = mkdtempSync(path.join(tmpdir(), 'daas-corpus-'));
const failed = {};
try {
  const kit = new KitCopy(clone, scratch);
  const { sites } = kit;
  const synthesise = (folder, work) => {
    try {
      work();
      const target = path.join(out, folder);
      const [now, all] = [folder === 'base' ? sites : kit.touched, kit.sites];
      kit.synthesise(target, now);
      // What can't differ isn't synthesised again.
      for (const site of all.filter((name) => !now.includes(name))) {
        symlinkSync(path.join(out, 'base/stacks', `site-${site}`), path.join(target, 'stacks', `site-${site}`));
      }
    } catch (error) {
      failed[folder] = error.message;
    } finally {
      kit.reset();
    }
  };
  const permuteAll = () => sites.forEach((site) => kit.transform(`sites/${site}/site.ts`, permute));
  synthesise('base', () => {});
  synthesise('permuted', permuteAll);
  sites.forEach((site) => synthesise(`without/${site}`, () => kit.apply([{ remove: `sites/${site}` }, EVERYTHING])));
  for (const { name, on, steps } of changes) {
    if (on.length > 0) synthesise(`on/${name}`, () => kit.apply(on));
    synthesise(`changes/${name}`, () => kit.apply([...on, ...steps]));
  }
} finally {
  process.chdir(clone);
  rmSync(scratch, { recursive: true, force: true });
}
writeFileSync(path.join(out, 'failed.json'), JSON.stringify(failed, null, 2));
for (const [folder, message] of Object.entries(failed)) {
  console.error(`${folder}: ${message}`);
}
process.exitCode = Object.keys(failed).length === 0 ? 0 : 1;
