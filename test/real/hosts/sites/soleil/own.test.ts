import { own } from '../../trial/own';

const { trial, visitors } = own('henri');

test('a person of the directory logs in with its password and works as himself', async () => {
  const henri = await visitors().arrive('henri');
  await henri.openNotebooks();
  await henri.logInWithPassword(process.env['LDAP_BIND_PASSWORD']!);
  await henri.startServer();
  expect(trial.job('henri')).toMatch(/^henri RUNNING node[12]$/);
  expect((await henri.runCode('import os; print(os.getuid(), os.getcwd())')).trim()).toBe('21004 /home/henri');
});

test('fails to log in with a wrong password, and no notebook of his is started', async () => {
  const henri = await visitors().arrive('henri');
  await henri.openNotebooks();
  expect(await henri.refused('wrong')).toContain('/realms/daas/');
});
