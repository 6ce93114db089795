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

test('fails for a member of a Helmholtz centre at the federation that does not know her', async () => {
  const lena = await visitors().arrive('lena');
  await lena.openNotebooks();
  await lena.goToFederation();
  expect(await lena.refused(trial.password)).toContain('/realms/umbrella/');
});
