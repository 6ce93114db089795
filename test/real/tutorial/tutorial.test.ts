import * as fs from 'fs';
import * as path from 'path';
import { Clone } from '../demo/clone';

const MINUTE = 60_000;
const TUTORIAL = fs.readFileSync(path.resolve(__dirname, '../../../docs/tutorial.md'), 'utf8');

/** What its reader does, in order: writes a file (a path in code marks, then the fence), or runs a command. */
interface Step {
  readonly title: string;
  readonly file?: string;
  readonly text: string;
}

const STEPS = [...TUTORIAL.matchAll(/^(?:`([^`\n]+)` says [^\n]*\n\n)?```(typescript|yaml|sh)\n([\s\S]*?)^```$/gm)].flatMap(
  ([, file, language, text]): readonly Step[] =>
    language === 'sh'
      ? text!
          .trim()
          .split('\n')
          .map((command) => ({ title: command, text: command }))
      : file === undefined
        ? []
        : [{ title: `write ${file}`, file, text: text! }],
);

let clone: Clone;

beforeAll(() => {
  clone = Clone.make();
  clone.commit();
}, 5 * MINUTE);

afterAll(() => {
  clone?.delete();
});

test('the tutorial has its reader begin a site, write an inventory and the site, and gives commands', () => {
  expect(STEPS[0]!.title).toMatch(/^npx daas new first /);
  expect(STEPS.flatMap(({ file }) => file ?? [])).toEqual(['sites/first/hosts.yml', 'sites/first/site.ts']);
  expect(STEPS.filter(({ file }) => file === undefined).length).toBeGreaterThan(3);
});

test.each(STEPS)(
  '$title',
  ({ file, text }) => {
    if (file === undefined) {
      expect(clone.run('bash', '-c', text)).not.toMatch(/^[1-9]\d* problems? in/m);
      return;
    }
    expect(fs.existsSync(path.join(clone.folder, file))).toBe(true);
    fs.writeFileSync(path.join(clone.folder, file), text);
  },
  5 * MINUTE,
);

test('what the commands wrote is about the new site', () => {
  const read = (file: string) => fs.readFileSync(path.join(clone.folder, file), 'utf8');
  expect(read('first.md')).toContain('First Light');
  expect(read('first.report/report.html')).toContain('First Light');
  expect(read('first.out/stacks/site-first/cdk.tf.json')).toContain('daas.first.example');
});
