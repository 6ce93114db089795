import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import type { SiteSecretStore } from './secret-store';

/** NAME=value lines in a file that only its owner reads, outside git. For a trial. */
export class EnvFileStore implements SiteSecretStore {
  constructor(public readonly place: string) {}

  public names(): readonly string[] {
    return this.lines().map((line) => line.slice(0, line.indexOf('=')));
  }

  public add(values: Readonly<Record<string, string>>): void {
    fs.mkdirSync(path.dirname(this.file), { recursive: true, mode: 0o700 });
    const lines = [...this.lines(), ...Object.entries(values).map(([name, value]) => `${name}=${value}`)];
    // A new file takes the old one's place at once: an interrupted run loses nothing.
    fs.writeFileSync(`${this.file}.new`, `${lines.join('\n')}\n`, { mode: 0o600 });
    fs.renameSync(`${this.file}.new`, this.file);
  }

  /** For the demo's made-up users alone: what they type. */
  public value(name: string): string {
    const line = this.lines().find((l) => l.startsWith(`${name}=`)) ?? `${name}=`;
    return line.slice(name.length + 1);
  }

  private get file(): string {
    return path.resolve(KIT_ROOT, this.place);
  }

  private lines(): string[] {
    if (!fs.existsSync(this.file)) {
      return [];
    }
    return fs
      .readFileSync(this.file, 'utf8')
      .split('\n')
      .filter((line) => line.includes('=') && !line.startsWith('#'));
  }
}
