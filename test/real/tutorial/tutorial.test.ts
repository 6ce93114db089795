import * as fs from 'fs';
import * as path from 'path';
import { Clone } from '../demo/clone';

const MINUTE = 60_000;
const TUTORIAL = fs.readFileSync(path.resolve(__dirname, '../../../docs/tutorial.md'), 'utf8');

/** Files that the tutorial has its reader write: a path in code marks, then the fence. */
const FILES = [...TUTORIAL.matchAll(/^`([^`\n]+)` says [^\n]*\n\n```(?:typescript|yaml)\n([\s\S]*?)^```$/gm)].map(
  ([, file, text]) => [file!, text!] as const,
);
/** Commands that run on any machine with a clone. */
const COMMANDS = [...TUTORIAL.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, text]) => text!.trim().split('\n'));

let clone: Clone;

beforeAll(() => {
  clone = Clone.make();
  clone.run('git', 'init', '--quiet');
  clone.run('git', 'add', '--all');
  clone.run('git', '-c', 'user.name=test', '-c', 'user.email=test@site.example', 'commit', '--quiet', '--message', 'before');
  FILES.forEach(([file, text]) => {
    fs.mkdirSync(path.dirname(path.join(clone.folder, file)), { recursive: true });
    fs.writeFileSync(path.join(clone.folder, file), text);
  });
}, 5 * MINUTE);

afterAll(() => {
  clone?.delete();
});

test('the tutorial has its reader write an inventory and a site, and gives commands', () => {
  expect(FILES.map(([file]) => file)).toEqual(['sites/first/hosts.yml', 'sites/first/site.ts']);
  expect(COMMANDS.length).toBeGreaterThan(3);
});

test.each(COMMANDS)(
  '%s',
  (command) => {
    expect(clone.run('bash', '-c', command)).not.toMatch(/problems in [1-9]/);
  },
  5 * MINUTE,
);

test('what the commands wrote is about the new site', () => {
  const read = (file: string) => fs.readFileSync(path.join(clone.folder, file), 'utf8');
  expect(read('first.md')).toContain('First Light');
  expect(read('first.report/report.html')).toContain('First Light');
  expect(read('first.out/stacks/site-first/cdk.tf.json')).toContain('daas.first.example');
});
