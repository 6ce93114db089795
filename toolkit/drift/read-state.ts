import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { KitError } from '../kit-error';
import { terraformProgram } from '../program/terraform-program';

type Backend = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The state behind a backend, as text; empty before the first deployment. Changes nothing and needs no provider. */
export function readState(backend: Backend): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-state-'));
  try {
    fs.writeFileSync(path.join(folder, 'main.tf.json'), JSON.stringify({ terraform: { backend: absolute(backend) } }));
    terraform(folder, 'init', '-input=false', '-no-color');
    return terraform(folder, 'state', 'pull');
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A local backend's path counts from the stack's folder, three below the clone. */
function absolute(backend: Backend): Backend {
  const file = backend['local']?.['path'];
  return typeof file === 'string' ? { local: { path: path.resolve(KIT_ROOT, 'cdktf.out/stacks/site', file) } } : backend;
}

function terraform(folder: string, ...args: readonly string[]): string {
  const program = terraformProgram();
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  const result = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.status !== 0) {
    throw new KitError(`${program} ${args[0]} failed: the state can't be read`, (result.stderr ?? String(result.error)).trim());
  }
  return result.stdout;
}
