import { nearest } from '../core/nearest';
import { KitError } from '../toolkit/kit-error';

/** The command that is called; undefined where help is asked for. */
export function calledCommand<T extends string>(args: readonly string[], commands: readonly T[]): T | undefined {
  const [first] = args;
  if (first === undefined || first === '--help') {
    return undefined;
  }
  const called = commands.find((name) => name === first);
  if (called === undefined && first.startsWith('-')) {
    throw new KitError('options stand after the command', `npx daas ${args.find((a) => isOneOf(a, commands)) ?? 'COMMAND'} ${first}`);
  }
  if (called === undefined) {
    throw new KitError(`there is no command '${first}'${meant(first, commands)}`, `commands: ${commands.join(', ')}`);
  }
  return called;
}

/**
 * What is wrong in how a command was called, in few lines: its whole help would hide that.
 *
 * @param message as yargs says it
 * @param help of the command
 * @param args all that was given, the command first
 */
export function usageError(message: string, help: string, args: readonly string[]): KitError {
  const [command] = args;
  const usage = `npx ${help.split('\n', 1)[0]!.trim()}`;
  const options = [...new Set(Array.from(help.matchAll(/^ +--([a-z-]+)/gm), ([, name]) => name!))];
  const unknown = /^Unknown arguments?: (.*)$/.exec(message)?.[1]?.split(', ')[0];
  if (unknown !== undefined && args.includes(unknown)) {
    return new KitError(`'${unknown}' is a word too many`, usage);
  }
  if (unknown !== undefined) {
    const near = nearest(unknown, options);
    return new KitError(
      `daas ${command} has no option '--${unknown}'${near === undefined ? '' : `; did you mean '--${near}'?`}`,
      `options: ${options.map((name) => `--${name}`).join(', ')}`,
    );
  }
  const [, prop, given, choices] = /Argument: (\S+), Given: "(.*)", Choices: (.*)/.exec(message) ?? [];
  if (prop !== undefined && given !== undefined && choices !== undefined) {
    const allowed = Array.from(choices.matchAll(/"([^"]*)"/g), ([, choice]) => choice!);
    return new KitError(
      `${options.includes(prop) ? `--${prop}` : `<${prop}>`} can't be '${given}'${meant(given, allowed)}`,
      `allowed: ${allowed.join(', ')}`,
    );
  }
  const missing = /^Missing required arguments?: (.*)$/.exec(message)?.[1]?.split(', ') ?? [];
  if (missing.length > 0) {
    return new KitError(`daas ${command} needs ${missing.map((name) => `--${name}`).join(', ')}`, usage);
  }
  return new KitError(`daas ${command} needs ${(usage.match(/<[^>]+>/g) ?? ['more']).join(' and ')}`, usage);
}

/** Refuses an option without its value, which would be an empty text to the command. */
export function missingValue(given: Readonly<Record<string, unknown>>): true {
  const empty = Object.entries(given).find(([, value]) => value === '');
  if (empty !== undefined) {
    throw new KitError(`--${empty[0]} needs a value`);
  }
  return true;
}

function meant(given: string, allowed: readonly string[]): string {
  const near = nearest(given, allowed);
  return near === undefined ? '' : `; did you mean '${near}'?`;
}

function isOneOf(given: string, allowed: readonly string[]): boolean {
  return allowed.includes(given);
}
