import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import type { SecretReference } from '../../core/secret';
import type { SecretStoreSpec } from '../../core/site';
import { KitError } from '../kit-error';
import { EnvFileStore } from './env-file-store';

/** Looks a value up where the reference says. It is for the environment of a program, and for nothing that is written. */
export function secretValue(reference: SecretReference, store: SecretStoreSpec): string {
  switch (reference.store) {
    case 'env':
      return present(process.env[reference.variable], `environment variable ${reference.variable}`);
    case 'file':
      return present(firstLine(path.resolve(KIT_ROOT, reference.path)), `file ${reference.path}`);
    case 'sops':
      return fromSops(reference.path, reference.key);
    case 'vault':
      return fromProgram('vault', ['kv', 'get', `-field=${reference.key}`, reference.path]);
    case 'site':
      return store.kind === 'sops'
        ? fromSops(store.path, reference.name)
        : present(new EnvFileStore(store.path).value(reference.name), `${reference.name} in ${store.path}`);
  }
}

function firstLine(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n')[0] : undefined;
}

function fromSops(file: string, key: string): string {
  return fromProgram('sops', ['decrypt', '--extract', JSON.stringify([key]), path.resolve(KIT_ROOT, file)]);
}

function fromProgram(program: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', cwd: KIT_ROOT });
  if (error !== undefined) {
    throw new KitError(`${program} is not installed, and keeps secrets of the site`, 'npx daas doctor SITE says how to get it');
  }
  if (status !== 0) {
    throw new KitError(`${program}: ${stderr.trim().split('\n')[0]}`, 'npx daas secrets SITE lists what is needed');
  }
  return stdout.replace(/\n$/, '');
}

function present(value: string | undefined, what: string): string {
  if (value === undefined || value === '') {
    throw new KitError(`${what} is missing`, 'npx daas secrets SITE lists what is needed, and makes what the site can make');
  }
  return value;
}
