import { preflightCommand } from '../../../cli/commands/preflight';
import { preflight, type Preflight } from '../../../toolkit/preflight/preflight';
import { daas } from '../daas';

jest.mock('../../../toolkit/preflight/preflight');

const CLEAN: Preflight = {
  site: 'psi',
  sums: [{ name: 'cores', needed: 4, surge: 2, unit: '' }],
  quotas: [{ name: 'cores', limit: 5, used: 0, unit: '' }],
  problems: [],
  notes: ['hub.psi.example is 192.0.2.7'],
  request: '',
};
const SHORT: Preflight = {
  ...CLEAN,
  problems: [
    { code: 'QuotaShort', message: 'cores: 6 needed', remedy: 'send the request below' },
    { code: 'NameMissing', message: 'DNS has no address', remedy: 'have a record made' },
  ],
  request: 'Please raise these quotas',
};

afterEach(() => {
  process.exitCode = undefined;
  jest.restoreAllMocks();
});

/** What the command leaves, of a site where this was found. */
async function run(found: Preflight, json: boolean) {
  jest.mocked(preflight).mockImplementation(async (_site, _offline, tell) => {
    tell('cloud psi: quotas');
    return Promise.resolve(found);
  });
  const lines: string[] = [];
  const progress: string[] = [];
  jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  jest.spyOn(console, 'error').mockImplementation((line: string) => void progress.push(line));
  await preflightCommand.handler({ site: 'psi', offline: false, json, _: [], $0: 'daas' });
  return { code: process.exitCode, text: lines.join('\n'), progress };
}

test('a site that nothing stands in the way of ends with 0, its sums against the limits', async () => {
  const { code, text, progress } = await run(CLEAN, false);
  expect(code).toBe(0);
  expect(text).toMatchInlineSnapshot(`
   "WHAT   NEEDED  SURGE  USED  LIMIT  UNIT
   cores  4       2      0     5
   note hub.psi.example is 192.0.2.7"
  `);
  expect(progress).toEqual(['... cloud psi: quotas']);
});

test('fails with 1 for a site that something stands in the way of, each with what to do, and the request at the end', async () => {
  const { code, text } = await run(SHORT, false);
  expect(code).toBe(1);
  expect(text).toMatchInlineSnapshot(`
   "WHAT   NEEDED  SURGE  USED  LIMIT  UNIT
   cores  4       2      0     5
   note hub.psi.example is 192.0.2.7
   QuotaShort cores: 6 needed
     send the request below
   NameMissing DNS has no address
     have a record made

   Please raise these quotas"
  `);
});

test('JSON is all that goes to standard output', async () => {
  const { code, text, progress } = await run(SHORT, true);
  expect(code).toBe(1);
  expect(JSON.parse(text)).toEqual(SHORT);
  expect(progress).toHaveLength(1);
});

test('without asking anybody, a real site has the sums of all its platforms', () => {
  const { code, stdout, stderr } = daas(['preflight', 'ill', '--offline', '--json']);
  expect(code).toBe(0);
  const names = (JSON.parse(stdout) as Preflight).sums.map((s) => s.name);
  expect(names).toEqual(expect.arrayContaining(['instances', 'cluster cpu', 'cluster pods', 'disk of a host of hub']));
  expect(stderr).toBe('... synthesis of ill\n');
});
