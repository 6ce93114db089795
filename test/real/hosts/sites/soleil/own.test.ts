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
  await trial.endNotebook('henri');
}, 60_000);

test('a person of the directory logs in with its password and works as himself', async () => {
  const henri = await visitors.arrive('henri');
  await henri.openNotebooks();
  await henri.logInWithPassword(process.env['LDAP_BIND_PASSWORD']!);
  await henri.startServer();
  expect(trial.job('henri')).toMatch(/^henri RUNNING node[12]$/);
  expect((await henri.runCode('import os; print(os.getuid(), os.getcwd())')).trim()).toBe('21004 /home/henri');
});

test('fails to log in with a wrong password, and no notebook of his is started', async () => {
  const henri = await visitors.arrive('henri');
  await henri.openNotebooks();
  await henri.page.locator('#username').fill('henri');
  await henri.page.locator('#password').fill('wrong');
  await henri.page.locator('#kc-login').click();
  await henri.page.getByText(/invalid username or password/i).waitFor();
  expect(new URL(henri.page.url()).pathname).toContain('/realms/daas/');
});
