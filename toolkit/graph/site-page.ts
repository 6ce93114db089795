import { portText } from '../../core/port-range';
import type { BlueprintRecord } from '../app/blueprint-record';
import { renderMermaid } from './mermaid';
import { siteGraph } from './site-graph';

/** The page of a site in docs/sites: picture, and the port matrix for the firewall team. */
export function renderSitePage(record: BlueprintRecord): string {
  const { facility, name, domain, contact } = record.site;
  const ports = record.flows.map((f) => `| ${[f.from, f.to, `${portText(f.port)}/${f.protocol}`, f.why].map(cell).join(' | ')} |`);
  const parts = record.entries.map((e) => `| ${cell(e.path)} | ${e.concept} |`);
  return `<!-- Generated from the site's blueprint record; npm run docs:sites writes it anew. -->
# ${facility}

Site \`${name}\`, domain \`${domain}\`, contact ${contact}.

\`\`\`mermaid
${renderMermaid(siteGraph(record))}\`\`\`

## Ports
| from | to | port | why |
| --- | --- | --- | --- |
${ports.join('\n')}

## Parts
| construct | concept |
| --- | --- |
${parts.join('\n')}
`;
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
}
