import type { BlueprintRecord } from '../app/blueprint-record';
import { renderGraphPage } from './html';
import { renderMermaid } from './mermaid';
import { siteGraph } from './site-graph';
import { renderSitePage } from './site-page';
import { renderSvg } from './svg';

/** Forms of the picture. */
export const GRAPH_FORMATS = ['mermaid', 'svg', 'html', 'page'] as const;

/** One of them; `page` is the page of docs/sites. */
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

/** A site as a picture. */
export function renderGraph(record: BlueprintRecord, format: GraphFormat): string {
  switch (format) {
    case 'mermaid':
      return renderMermaid(siteGraph(record));
    case 'svg':
      return renderSvg(siteGraph(record));
    case 'html':
      return renderGraphPage(record);
    case 'page':
      return renderSitePage(record);
  }
}
