import { own } from '../../trial/own';

const HELMHOLTZ = { link: /helmholtz id/i, realm: 'helmholtz' };
const { trial, visitors } = own('lena');

test('a member of a Helmholtz centre logs in at the second federation and works as herself', async () => {
  const lena = await visitors().arrive('lena');
  await lena.openNotebooks();
  await lena.logInAtFederation(HELMHOLTZ);
  await lena.startServer();
  expect(trial.job('lena')).toMatch(/^lena RUNNING node[12]$/);
  expect((await lena.runCode('import os; print(os.getuid(), os.getcwd())')).trim()).toBe('21003 /home/lena');
});

test('she finds on the compute node what the office has put into the exchange folder, and leaves something there', async () => {
  const lena = await visitors().arrive('lena');
  await lena.openNotebooks();
  await lena.logInAtFederation(HELMHOLTZ);
  await lena.startServer();
  const code = [
    'import os, subprocess',
    "place = os.environ['DAAS_RESULTS']",
    "print(open(place + '/note.txt').read().strip())",
    "open(place + '/answer.txt', 'w').write('seen')",
    "print(subprocess.run(['findmnt', '--noheadings', '--output=FSTYPE', '--target', place], capture_output=True, text=True).stdout.strip())",
  ];
  expect((await lena.runCode(code.join('\n'))).trim().split('\n')).toEqual(['from the office', 'fuse.sshfs']);
  expect(trial.on('ctl', 'cat /srv/exchange/answer.txt')).toBe('seen');
});

test('fails for a member of a Helmholtz centre at the federation that does not know her', async () => {
  const lena = await visitors().arrive('lena');
  await lena.openNotebooks();
  await lena.goToFederation();
  expect(await lena.refused(trial.password)).toContain('/realms/umbrella/');
});
