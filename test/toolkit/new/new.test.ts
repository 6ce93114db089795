import * as fs from 'fs';
import * as path from 'path';
import { newSite } from '../../../toolkit/new/new-site';
import { DUMPS, scratchFolder } from './parts';

const FROM = path.join(DUMPS, 'slurm');
const scratch = scratchFolder();
const flags = { archetype: 'slurm-hub' };

afterAll(() => fs.rmSync(scratch, { recursive: true }));

const text = (file: string) => fs.readFileSync(path.join(scratch, file), 'utf8');
const write = (file: string, content: string): string => {
  const place = path.join(scratch, file);
  fs.mkdirSync(path.dirname(place), { recursive: true });
  fs.writeFileSync(place, content);
  return place;
};
const states = async (name: string, options: Parameters<typeof newSite>[1]) => {
  const { files } = await newSite(name, options, scratch);
  return Object.fromEntries(files.map((f) => [path.basename(f.file), f.state]));
};

describe('a second run', () => {
  test('leaves an edited file alone where it would write the same as before', async () => {
    await newSite('edited', { flags, from: FROM }, scratch);
    write('edited/site.ts', `${text('edited/site.ts')}// by hand\n`);
    expect(await states('edited', { flags: {}, from: FROM })).toMatchObject({ 'site.ts': 'kept', 'hosts.yml': 'same' });
    expect(text('edited/site.ts')).toMatch(/\/\/ by hand\n$/);
  });

  test('fails when an edited file would change, says what differs, and writes nothing', async () => {
    await newSite('refused', { flags, from: FROM }, scratch);
    write('refused/site.ts', text('refused/site.ts').replace("'day'", "'night'"));
    const before = text('refused/begun.yaml');
    const { problems, files } = await newSite('refused', { flags: { domain: 'daas.other.example' }, from: FROM }, scratch);
    expect(problems.map((p) => [p.code, p.location])).toEqual([['NewFileEdited', 'sites/refused/site.ts']]);
    expect(files.find((f) => f.state === 'refused')?.difference).toMatch(
      /^-.*'night'[^]*^\+.*daas\.other\.example|^\+.*daas\.other\.example[^]*^-.*'night'/m,
    );
    expect(text('refused/begun.yaml')).toBe(before);
    expect(text('refused/README.md')).not.toContain('other');
  });

  test('follows new answers where nobody edited anything, and remembers old ones', async () => {
    await newSite('again', { flags: { ...flags, facility: 'Beam Facility' }, from: FROM }, scratch);
    expect(await states('again', { flags: { domain: 'daas.other.example' }, from: FROM })).toMatchObject({ 'site.ts': 'updated' });
    expect(text('again/site.ts')).toMatch(/facility: 'Beam Facility',\n +domain: 'daas\.other\.example'/);
  });

  test('removes what another kind of site doesn’t have, and writes anew what was removed by hand', async () => {
    await newSite('other', { flags, from: FROM }, scratch);
    fs.rmSync(path.join(scratch, 'other/waivers.yaml'));
    const again = await states('other', { flags: { archetype: 'single-host' }, from: FROM });
    expect(again).toMatchObject({ 'hosts.yml': 'removed', 'waivers.yaml': 'written' });
    expect(fs.existsSync(path.join(scratch, 'other/hosts.yml'))).toBe(false);
  });

  test('fails for a site that was made by hand', async () => {
    write('hand/site.ts', 'export const mine = 1;\n');
    const { problems } = await newSite('hand', { flags, from: FROM }, scratch);
    expect(problems.map((p) => p.code)).toEqual(['NewFileEdited']);
    expect(fs.readdirSync(path.join(scratch, 'hand'))).toEqual(['site.ts']);
  });
});

describe('answers', () => {
  const problemsOf = async (answers: string, more: Record<string, string> = {}, from = FROM) => {
    const file = write('answers.yaml', answers);
    const { problems, files } = await newSite('beam', { flags: more, answers: file, from }, path.join(scratch, 'none'));
    expect(files).toEqual([]);
    expect(fs.existsSync(path.join(scratch, 'none'))).toBe(false);
    return problems.map((p) => [p.code, p.location?.replace(`${scratch}/`, ''), p.nearest]);
  };

  test('fails for all that is wrong in a file at once, with the line and what was meant', async () => {
    expect(await problemsOf('facilty: x\narchetype: slurm-hb\n')).toEqual([
      ['SiteFileKeyUnknown', 'answers.yaml:1:1', 'facility'],
      ['SiteFileValue', 'answers.yaml:2:12', 'slurm-hub'],
    ]);
    expect(await problemsOf('facility: "x\', y: \'"\ndomain: Not A Domain\nissuer: http://plain.example\n')).toEqual([
      ['NewAnswerInvalid', 'answers.yaml:1', undefined],
      ['NewAnswerInvalid', 'answers.yaml:2', undefined],
      ['NewAnswerInvalid', 'answers.yaml:3', undefined],
    ]);
  });

  test('fails for a cloud or a context that isn’t there, with those that are', async () => {
    const [cloud] = await problemsOf('{}', { cloud: 'beem' }, path.join(DUMPS, 'openstack'));
    expect(cloud).toEqual(['NewAnswerUnknown', '--cloud', 'beam']);
    const [context] = await problemsOf('context: beam-dass', {}, path.join(DUMPS, 'kubernetes'));
    expect(context).toEqual(['NewAnswerUnknown', 'answers.yaml:1', 'beam-daas']);
  });

  test('fails for a name that can’t be a folder’s', async () => {
    const { problems } = await newSite('../beam', { flags, from: FROM }, scratch);
    expect(problems.map((p) => p.code)).toEqual(['NewNameInvalid']);
  });

  test('by flag go before those of the file; what is answered isn’t marked as a guess', async () => {
    const answers = write('both.yaml', 'facility: Beam\ndomain: daas.file.example\ncontact: help@beam.example\n');
    await newSite('both', { flags: { ...flags, domain: 'daas.flag.example' }, answers, from: FROM }, scratch);
    expect(text('both/site.ts')).toMatch(/facility: 'Beam',\n +domain: 'daas\.flag\.example',\n +contact: 'help@beam\.example',\n/);
    expect(text('both/site.ts')).not.toContain('the site’s name');
  });

  test('are asked for until they are right, with what was found as a suggestion; only those that matter', async () => {
    const replies = ['', 'Beam', 'not a domain', 'daas.beam.example', '', ''];
    const asked: string[] = [];
    const ask = async ({
      text: question,
      suggestion,
      fault,
    }: {
      text: string;
      suggestion: string;
      fault: { code: string } | undefined;
    }) => {
      asked.push([question.split(' ')[0], suggestion, fault?.code ?? ''].join(' ').trim());
      return Promise.resolve(replies.shift()!);
    };
    const { problems } = await newSite('asked', { flags: {}, from: FROM, ask }, scratch);
    expect(problems).toEqual([]);
    expect(asked).toEqual([
      'What slurm-hub',
      'Name ASKED',
      'DNS daas.asked.example',
      'DNS daas.asked.example NewAnswerInvalid',
      'E-mail useroffice@daas.beam.example',
      'OpenID https://login.umbrella.example/realms/umbrella',
    ]);
    expect(text('asked/begun.yaml')).toMatch(/answers:\n {2}facility: Beam\n {2}domain: daas\.beam\.example\nwritten:/);
  });
});

test('fails to run what a file smuggles in: it stays text', async () => {
  write('hostile/mount.txt', "nfs:/x\\'+process.exit()+'${file(1)} on /home type nfs (rw)\n");
  await newSite('quoted', { flags, from: path.join(scratch, 'hostile') }, scratch);
  expect(text('quoted/site.ts')).toContain(String.raw`path: "/x\\'+process.exit()+'$(file(1)}"`);
});

test('takes an inventory that is there, and says what it lacks', async () => {
  write('with-inventory/inventory.yml', 'all:\n  children:\n    hub:\n      hosts:\n        a:\n');
  await newSite('listed', { flags, from: path.join(scratch, 'with-inventory') }, scratch);
  expect(text('listed/hosts.yml')).toMatch(/^# Guess, from inventory\.yml: .* It lacks the groups login, compute: docs\/hosts\.md\.\nall:/);
});

test('the README names the files that guesses come from', async () => {
  await newSite('named', { flags, from: FROM }, scratch);
  expect(text('named/README.md')).toContain('from `fstab`, `mount.txt`, `slurm.conf`');
});

test('fails when the folder of dumps, or the file of answers, isn’t there', async () => {
  await expect(newSite('none', { flags, from: '/nowhere' }, scratch)).rejects.toThrow('there is no folder /nowhere');
  await expect(newSite('none', { flags, answers: '/nowhere' }, scratch)).rejects.toThrow('there is no file /nowhere');
});
