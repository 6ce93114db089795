// Does what an engineer does with the guess of people: the site gets the second one that the facility knows.
import { readFileSync, writeFileSync } from 'node:fs';

const [file] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const guess = /\n( +)\/\/ Guess, from nothing that was found: a person of the user office.*\n( +Account\.linked\(\{[\s\S]*?\n +\}\),)/;
const [whole, , marie] = guess.exec(text) ?? [];
if (whole === undefined) {
  throw new Error(`${file} has no guess of a person`);
}
const pierre = marie
  .replaceAll('marie', 'pierre')
  .replace('Marie', 'Pierre')
  .replace('Dupont', 'Durand')
  .replaceAll('21001', '21002')
  .replace('0a1b2c3d4e5f', '1b2c3d4e5f60');
writeFileSync(file, text.replace(whole, `\n${marie}\n${pierre}`));
