import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { KitError } from '../kit-error';
import type { SiteSecretStore } from './secret-store';

/** A sops-encrypted YAML file of plain keys. Plain text passes through pipes only, never through a file or argument. */
export class SopsStore implements SiteSecretStore {
  constructor(public readonly place: string) {}

  public names(): readonly string[] {
    if (!fs.existsSync(this.file)) {
      return [];
    }
    // Names aren't encrypted, so listing needs no key.
    const lines = fs.readFileSync(this.file, 'utf8').split('\n');
    return lines.flatMap((line) => /^([A-Za-z_]\w*):/.exec(line)?.[1] ?? []).filter((name) => name !== 'sops');
  }

  public add(values: Readonly<Record<string, string>>): void {
    const existing = fs.existsSync(this.file) ? this.sops(['decrypt', this.file], '') : '';
    const added = Object.entries(values).map(([name, value]) => `${name}: "${value}"\n`);
    const types = ['--input-type', 'yaml', '--output-type', 'yaml'];
    // Without a file it reads its standard input; /dev/stdin would be a socket, which can't be opened.
    const encrypted = this.sops(['encrypt', '--filename-override', this.file, ...types], existing + added.join(''));
    fs.writeFileSync(`${this.file}.new`, encrypted);
    fs.renameSync(`${this.file}.new`, this.file);
  }

  private get file(): string {
    return path.resolve(KIT_ROOT, this.place);
  }

  private sops(args: readonly string[], input: string): string {
    const result = spawnSync('sops', args, { input, encoding: 'utf8', cwd: KIT_ROOT });
    if (result.error !== undefined) {
      throw new KitError(
        'sops is not installed, and the site keeps its secrets in a sops file',
        'install sops 3.10 or newer and an age key, or use SecretStore.envFile for a trial',
      );
    }
    if (result.status !== 0) {
      throw new KitError(
        `sops: ${result.stderr.trim().split('\n')[0]}`,
        'sops needs a recipient: SOPS_AGE_RECIPIENTS, or a .sops.yaml with creation rules',
      );
    }
    return result.stdout;
  }
}
