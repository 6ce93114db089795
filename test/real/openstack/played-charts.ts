import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import type { Plain } from '../../synthesised';
import { provideCharts } from '../kubernetes/charts';
import { run } from './cloud';

/** Puts charts in the place of those that can't be had into a folder, for a site that is deployed from this clone. */
export function playCharts(site: string, folder: string): void {
  fs.mkdirSync(folder);
  const { code, output } = run('node_modules/.bin/cdktf', 'synth');
  if (code !== 0) {
    throw new Error(output);
  }
  const stack = JSON.parse(fs.readFileSync(path.join(KIT_ROOT, 'cdktf.out/stacks', `site-${site}`, 'cdk.tf.json'), 'utf8')) as Plain;
  const played = provideCharts(folder, Object.values(stack.resource.helm_release as Record<string, Plain>));
  console.log(`${site}: charts that are played: ${played.join(', ') || 'none'}`);
}
