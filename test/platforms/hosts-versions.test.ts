import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';

const pins = (lock: string): Map<string, string> => {
  const text = fs.readFileSync(path.join(KIT_ROOT, 'platforms/hosts/python', `${lock}.txt`), 'utf8');
  return new Map([...text.matchAll(/^([\w-]+)==(\S+)/gm)].map((m) => [m[1]!, m[2]!]));
};

test.each(['jupyterhub', 'batchspawner'])('the locks of hub and nodes have the same %s: jobs compare it when they start', (name) => {
  expect(pins('lab').get(name)).toMatch(/^\d+\.\d+\.\d+$/);
  expect(pins('hub').get(name)).toBe(pins('lab').get(name));
});
