import { Clone } from '../demo/clone';

/** Packages are installed from the registry, bindings generated. */
const MINUTES_MS = 5 * 60_000;

let clone: Clone;

beforeAll(() => {
  clone = Clone.make();
  clone.commit();
}, MINUTES_MS);

afterAll(() => {
  clone?.delete();
});

test(
  'a change of the kit’s packages is compared with the base as the base’s own packages make it',
  () => {
    // As a new release of a package changes it, without any that the registry would have to have.
    clone.edit('package-lock.json', '"version": "0.1.0"', '"version": "0.1.1"');
    const said = clone.run('bash', '-c', 'npx daas diff --base HEAD 2>&1');
    expect(said).toMatch(/the packages of 'HEAD' are others: installing them/);
    expect(said).toMatch(/No site changes\./);
    // The bindings of the clouds' provider are the base's own.
    expect(said).toMatch(/Not affected: .*\besrf\b/);
  },
  MINUTES_MS,
);
