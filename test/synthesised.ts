import { Testing } from 'cdktf';
import * as fs from 'fs';
import * as path from 'path';
import type { TerraformStack } from '../core/engine';

/** What Terraform would read of a stack; plain data, to look into freely. */
export function synthesised(stack: TerraformStack): any {
  // The engine's own helper leaves this step out; App.synth doesn't.
  stack.prepareStack();
  const folder = Testing.fullSynth(stack);
  const json = JSON.parse(fs.readFileSync(path.join(folder, 'stacks', stack.node.id, 'cdk.tf.json'), 'utf8'));
  fs.rmSync(folder, { recursive: true });
  return json;
}
