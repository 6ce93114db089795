import * as fs from 'fs';
import type { CommandModule } from 'yargs';
import { SiteApp } from '../../toolkit/app/app';
import { siteName } from '../../toolkit/app/site-name';
import { GRAPH_FORMATS, renderGraph, type GraphFormat } from '../../toolkit/graph/graph';

interface Arguments {
  readonly site: string;
  readonly format: GraphFormat;
  readonly out?: string;
}

/** `daas graph`: a site as a picture. */
export const graphCommand: CommandModule<object, Arguments> = {
  command: 'graph <site>',
  describe: 'Draw a site: services, data flows with ports, mounts',
  builder: (yargs) =>
    yargs
      .positional('site', { type: 'string', demandOption: true, describe: 'Site to draw' })
      .option('format', { choices: GRAPH_FORMATS, default: 'mermaid' as GraphFormat, describe: 'page is what docs/sites has' })
      .option('out', { type: 'string', describe: 'File for the picture; it is printed otherwise' }),
  handler: ({ site, format, out }) => {
    const app = new SiteApp();
    const text = renderGraph(app.blueprint(siteName(site, app.names())), format);
    if (out === undefined) {
      process.stdout.write(text);
    } else {
      fs.writeFileSync(out, text);
    }
  },
};
