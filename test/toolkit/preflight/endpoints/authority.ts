import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/** Authorities and certificates, made by openssl in a folder that goes again. */
export class Authority {
  public readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-certificates-'));

  constructor() {
    this.make('root', undefined, 'basicConstraints=critical,CA:TRUE', 400);
    this.make('intermediate', 'root', 'basicConstraints=critical,CA:TRUE', 400);
  }

  /** Makes a certificate of the intermediate authority, for 30 days from now. */
  public issue(name: string, ...names: readonly string[]): void {
    this.make(name, 'intermediate', `subjectAltName=${names.map((n) => `DNS:${n}`).join(',')}`, 30);
  }

  /** Certificates one after the other, as PEM. */
  public pem(...names: readonly string[]): string {
    return names.map((name) => fs.readFileSync(this.file(`${name}.crt`), 'utf8')).join('');
  }

  public key(name: string): string {
    return fs.readFileSync(this.file(`${name}.key`), 'utf8');
  }

  public file(name: string): string {
    return path.join(this.folder, name);
  }

  public remove(): void {
    fs.rmSync(this.folder, { recursive: true });
  }

  private make(name: string, issuer: string | undefined, extension: string, days: number): void {
    const signed = issuer === undefined ? [] : ['-CA', this.file(`${issuer}.crt`), '-CAkey', this.file(`${issuer}.key`)];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', this.file(`${name}.key`)];
    const args = [
      'req',
      '-x509',
      ...key,
      '-subj',
      `/CN=${name}`,
      '-addext',
      extension,
      ...signed,
      '-days',
      String(days),
      '-out',
      this.file(`${name}.crt`),
    ];
    const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
    if (status !== 0) {
      throw new Error(stderr);
    }
  }
}
