import { portText } from '../../core/port-range';
import type { BlueprintRecord } from '../app/blueprint-record';
import { escapeXml } from './escape-xml';
import { siteGraph } from './site-graph';
import { renderSvg } from './svg';

const STYLE =
  ':root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:75rem;margin:0 auto;padding:1rem;color:light-dark(#1a1d23,#e8eaee);background:light-dark(#fff,#14171c)}.scroll{overflow-x:auto}table{border-collapse:collapse}th,td{padding:.35rem .6rem;border-bottom:1px solid light-dark(#c9ced6,#454b57);text-align:left}:focus-visible{outline:3px solid light-dark(#1558b0,#8ab8ff)}';

/** The picture and the port matrix as one page that needs nothing else. */
export function renderGraphPage(record: BlueprintRecord): string {
  const title = `${escapeXml(record.site.facility)}: services, ports and mounts`;
  const rows = record.flows.map(
    (f) => `<tr>${[f.from, f.to, `${portText(f.port)}/${f.protocol}`, f.why].map((c) => `<td>${escapeXml(c)}</td>`).join('')}</tr>`,
  );
  const head = ['from', 'to', 'port', 'why'].map((c) => `<th scope="col">${c}</th>`).join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>
<div class="scroll" tabindex="0" role="region" aria-label="Picture">${renderSvg(siteGraph(record))}</div>
<h2>Ports</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Ports"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>
</main></body></html>
`;
}
