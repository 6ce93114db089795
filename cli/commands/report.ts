import * as fs from 'fs';
import * as path from 'path';
import type { CommandModule } from 'yargs';
import { federation } from '../../toolkit/report/federation';
import { renderHtml } from '../../toolkit/report/render/html';
import { renderMarkdown } from '../../toolkit/report/render/markdown';
import { report } from '../../toolkit/report/report';
import { askCloud, readCatalogue } from '../../toolkit/report/suitability/catalogue';
import { printProblems } from '../output';

interface Arguments {
  readonly site: string[];
  readonly results: string;
  readonly out: string;
  readonly catalogue: string[];
  readonly cloud: string[];
  readonly dump: boolean;
}

/** `daas report`: exit code 1 when a questionnaire has problems. */
export const reportCommand: CommandModule<object, Arguments> = {
  command: 'report [site..]',
  describe: 'Show all sites side by side: what they offer, acceptance, questionnaire; and which clouds would do',
  builder: (yargs) =>
    yargs
      .positional('site', { type: 'string', array: true, default: [], describe: 'Sites to show; all when none is named' })
      .option('results', { type: 'string', default: '.daas/verify', describe: 'Folder with SITE/verify.json, as daas verify writes them' })
      .option('out', { type: 'string', default: '.daas/report', describe: 'Folder for the report' })
      .option('catalogue', { type: 'string', array: true, default: [], describe: 'File with what a cloud offers, for the table of clouds' })
      .option('cloud', { type: 'string', array: true, default: [], describe: 'Entry of clouds.yaml to ask what it offers' })
      .option('dump', {
        type: 'boolean',
        default: false,
        describe: 'Write what each --cloud offers to the folder too, to be used with --catalogue',
      })
      .epilogue('Exit code: 0 done, 1 a survey.yaml has problems.'),
  handler: async ({ site, results, out, catalogue, cloud, dump }) => {
    const asked = await Promise.all(cloud.map(askCloud));
    const { records, ...view } = federation(site, results);
    const data = report(view, records, [...catalogue.map(readCatalogue), ...asked]);
    const files = {
      'report.html': renderHtml(data),
      'report.md': renderMarkdown(data),
      'report.json': `${JSON.stringify(data, null, 2)}\n`,
      ...Object.fromEntries(dump ? asked.map((c) => [`${c.name}.json`, `${JSON.stringify(c, null, 2)}\n`]) : []),
    };
    fs.mkdirSync(out, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      fs.writeFileSync(path.join(out, name), text);
      console.log(path.join(out, name));
    }
    printProblems(view.problems);
    process.exitCode = view.problems.length > 0 ? 1 : 0;
  },
};
