import { Testing } from 'cdktf';
import * as fs from 'fs';
import * as path from 'path';
import type { TerraformStack } from '../core/engine';

/** Parsed JSON, to look into freely. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what isn't there fails the test that looks for it
export type Plain = any;

/** What Terraform would read of a stack. */
export function synthesised(stack: TerraformStack): Plain {
  // The engine's own helper leaves this step out; App.synth doesn't.
  stack.prepareStack();
  const folder = Testing.fullSynth(stack);
  const json = JSON.parse(fs.readFileSync(path.join(folder, 'stacks', stack.node.id, 'cdk.tf.json'), 'utf8'));
  fs.rmSync(folder, { recursive: true });
  return json;
}
