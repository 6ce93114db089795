import { runProgram } from '../../../toolkit/program/run-program';

const run = async (script: string, timeoutSeconds = 10) => runProgram('bash', ['-c', script], { timeoutSeconds });

test('what a program prints is the answer', async () => {
  expect(await run('echo some; echo other >&2')).toBe('some\n');
});

test('fails with the last words of a program that fails', async () => {
  await expect(run('seq 9 >&2; exit 3')).rejects.toMatchObject({
    message: expect.stringMatching(/failed$/) as string,
    hint: '5\n6\n7\n8\n9',
  });
});

test('fails for a program that doesn’t end, and ends it', async () => {
  await expect(run('exec sleep 60', 0.2)).rejects.toMatchObject({ message: expect.stringContaining("didn't end within 0.2 s") as string });
});

test('fails for a program that isn’t there, and waits for nothing', async () => {
  await expect(runProgram('/nowhere/kubectl', [], { timeoutSeconds: 60 })).rejects.toMatchObject({
    message: '/nowhere/kubectl is not installed',
  });
});
