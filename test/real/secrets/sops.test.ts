import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import { secretValue } from '../../../toolkit/secrets/secret-value';
import { SopsStore } from '../../../toolkit/secrets/sops-store';

const { SOPS_AGE_RECIPIENTS, SOPS_AGE_KEY_FILE } = process.env;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-sops-'));
const place = path.relative(KIT_ROOT, path.join(folder, 'secrets.sops.yaml'));

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

// A key is made by `age-keygen -o FILE`; without one the real program can't be tried, and the suite is skipped.
(SOPS_AGE_RECIPIENTS && SOPS_AGE_KEY_FILE ? describe : describe.skip)('a store that the real sops encrypts', () => {
  const store = new SopsStore(place);
  const spec = { kind: 'sops', path: place } as const;

  test('holds what is put into it, and no plain text', () => {
    store.add({ FIRST: 'hunter2hunter2' });
    expect(store.names()).toEqual(['FIRST']);
    expect(fs.readFileSync(path.join(KIT_ROOT, place), 'utf8')).not.toContain('hunter2');
    expect(secretValue({ store: 'site', name: 'FIRST' }, spec)).toBe('hunter2hunter2');
  });

  test('keeps what was there when something is added', () => {
    store.add({ SECOND: "=: # 'quoted'" });
    expect(store.names()).toEqual(['FIRST', 'SECOND']);
    expect(secretValue({ store: 'site', name: 'FIRST' }, spec)).toBe('hunter2hunter2');
    expect(secretValue({ store: 'site', name: 'SECOND' }, spec)).toBe("=: # 'quoted'");
    expect(fs.readdirSync(folder)).toEqual(['secrets.sops.yaml']);
  });
});
