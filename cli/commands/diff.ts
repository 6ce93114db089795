import * as fs from 'fs';
import type { CommandModule } from 'yargs';
import { RISKS, type Risk } from '../../core/effects/risk';
import { diff, FORMATS, render, type Format } from '../../toolkit/diff/diff';
import { violations } from '../../toolkit/diff/waiver';
import { paint } from '../output';

interface Arguments {
  readonly base?: string;
  readonly head?: string;
  readonly baseOut?: string;
  readonly headOut?: string;
  readonly site: string[];
  readonly format: Format;
  readonly failOn?: Risk;
  readonly plan: boolean;
  readonly out?: string;
}

/** `daas diff`: exit code 1 when the policy refuses the change. */
export const diffCommand: CommandModule<object, Arguments> = {
  command: 'diff',
  describe: 'Show what a change does to which site, its users and data',
  builder: (yargs) =>
    yargs
      .option('base', { type: 'string', describe: 'Commit, branch or tag to compare with' })
      .option('head', { type: 'string', describe: 'Commit, branch or tag to look at; the working tree otherwise' })
      .option('base-out', { type: 'string', describe: 'Folder that cdktf synth wrote, instead of --base' })
      .option('head-out', { type: 'string', describe: 'Folder that cdktf synth wrote, instead of --head' })
      .option('site', { type: 'string', array: true, default: [], describe: 'Sites to look at; all when none is named' })
      .option('format', { choices: FORMATS, default: 'text' as Format, describe: 'Form of the report' })
      .option('fail-on', { choices: RISKS, describe: 'End with 1 when anything is as bad as this, or worse, without a waiver' })
      .option('plan', { type: 'boolean', default: false, describe: 'Let Terraform plan it, offline; needs the providers’ programs' })
      .option('out', { type: 'string', describe: 'File for the report; it is printed otherwise' })
      .conflicts('base', 'base-out')
      .conflicts('head', 'head-out')
      .epilogue('Exit code: 0 done, 1 refused by --fail-on.'),
  handler: async ({ base, head, baseOut, headOut, site, format, failOn, plan, out }) => {
    const report = await diff({ base, head, baseOut, headOut }, site, plan, (line) => console.error(line));
    const text = render(report, format);
    if (out === undefined) {
      process.stdout.write(text);
    } else {
      fs.writeFileSync(out, text);
    }
    const refused = failOn === undefined ? [] : violations(report, failOn, 'sites', new Date().toISOString().slice(0, 10));
    refused.forEach((line) => console.error(paint(`refused: ${line}`, 'red')));
    process.exitCode = refused.length === 0 ? 0 : 1;
  },
};
