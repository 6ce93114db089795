import { Trial } from '../../trial/trial';
import { Visitors } from '../../trial/visitors';

const trial = Trial.open();
let visitors: Visitors;

beforeAll(async () => {
  visitors = await Visitors.of(trial);
  // The nodes are small.
  await trial.endNotebook('marie');
}, 120_000);

afterAll(async () => {
  await visitors?.leave();
  await trial.endNotebook('lena');
}, 60_000);

test('a member of a Helmholtz centre logs in at the second federation and works as herself', async () => {
  const lena = await visitors.arrive('lena');
  await lena.openNotebooks();
  await lena.logInAtFederation({ link: /helmholtz id/i, realm: 'helmholtz' });
  await lena.startServer();
  expect(trial.job('lena')).toMatch(/^lena RUNNING node[12]$/);
  expect((await lena.runCode('import os; print(os.getuid(), os.getcwd())')).trim()).toBe('21003 /home/lena');
});

test('fails for a member of a Helmholtz centre at the federation that does not know her', async () => {
  const lena = await visitors.arrive('lena');
  await lena.openNotebooks();
  await lena.page.getByRole('link', { name: /umbrellaid/i }).click();
  await lena.page.locator('#username').fill('lena');
  await lena.page.locator('#password').fill(trial.password);
  await lena.page.locator('#kc-login').click();
  await lena.page.getByText(/invalid username or password/i).waitFor();
  expect(new URL(lena.page.url()).pathname).toContain('/realms/umbrella/');
});
