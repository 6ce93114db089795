import { calledCommand, missingValue, usageError } from '../../cli/usage';
import { KitError } from '../../toolkit/kit-error';

const COMMANDS = ['validate', 'graph'] as const;
const HELP = 'daas graph <site>\n\nOptions:\n  --help    Show help\n  --format  [choices: "svg", "page"]\n';

function said(attempt: () => unknown): readonly string[] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof KitError) {
      return [error.message, error.hint];
    }
  }
  return [];
}

function explained(message: string, ...args: readonly string[]): readonly string[] {
  return said(() => {
    throw usageError(message, HELP, args);
  });
}

test('the first word is the command; without one, help is for all', () => {
  expect(calledCommand(['graph', 'psi'], COMMANDS)).toBe('graph');
  expect(calledCommand([], COMMANDS)).toBeUndefined();
  expect(calledCommand(['--help'], COMMANDS)).toBeUndefined();
});

test('fails for a command that is not there, with the nearest, and for options before the command', () => {
  expect(said(() => calledCommand(['grap', 'psi'], COMMANDS))).toEqual([
    "there is no command 'grap'; did you mean 'graph'?",
    'commands: validate, graph',
  ]);
  expect(said(() => calledCommand(['--json', 'validate', 'psi'], COMMANDS))).toEqual([
    'options stand after the command',
    'npx daas validate --json',
  ]);
});

test('fails for what a command does not take, or lacks, in the words of its own help', () => {
  expect(explained('Unknown argument: formt', 'graph', 'psi', '--formt', 'svg')).toEqual([
    "daas graph has no option '--formt'; did you mean '--format'?",
    'options: --help, --format',
  ]);
  expect(explained('Unknown argument: dls', 'graph', 'psi', 'dls')).toEqual(["'dls' is a word too many", 'npx daas graph <site>']);
  expect(explained('Not enough non-option arguments: got 0, need at least 1', 'graph')).toEqual([
    'daas graph needs <site>',
    'npx daas graph <site>',
  ]);
  expect(explained('Missing required argument: claims', 'graph', 'psi')[0]).toBe('daas graph needs --claims');
  expect(explained('Invalid values:\n  Argument: format, Given: "pag", Choices: "svg", "page"', 'graph', 'psi', '--format', 'pag')).toEqual(
    ["--format can't be 'pag'; did you mean 'page'?", 'allowed: svg, page'],
  );
});

test('fails for an option whose value was forgotten', () => {
  expect(said(() => missingValue({ site: 'psi', out: '' }))[0]).toBe('--out needs a value');
  expect(missingValue({ site: 'psi', json: false })).toBe(true);
});
