import { counted } from '../../counted';
import { escapeXml } from '../../graph/escape-xml';
import type { JudgedChange } from '../judge/judgement';
import type { Report, SiteReport } from '../report';
import { changeLine, detailLines, restLine } from './words';

/** Follows the reader's light or dark setting; wide tables scroll inside themselves. */
const STYLE = `:root{color-scheme:light dark;--line:light-dark(#c9ced6,#454b57);--soft:light-dark(#f3f5f8,#20242c);--bad:light-dark(#a01818,#ff9a94);--warn:light-dark(#7a4b00,#f0c060)}
body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem;color:light-dark(#1a1d23,#e8eaee);background:light-dark(#fff,#14171c)}
.scroll{overflow-x:auto}table{border-collapse:collapse;min-width:100%}th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left}td.n,th.n{text-align:right}
section{border:1px solid var(--line);border-radius:.5rem;padding:.2rem 1rem 1rem;margin:1rem 0}li{overflow-wrap:anywhere;margin:.2rem 0}
.risk{font-weight:600}.destroys-data{color:var(--bad)}.interrupts-users,.replaces{color:var(--warn)}
pre{background:var(--soft);padding:.6rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}summary{cursor:pointer}:focus-visible{outline:3px solid light-dark(#1558b0,#8ab8ff);outline-offset:2px}
a{color:light-dark(#1558b0,#8ab8ff)}`;

/** The whole report as one page that needs nothing else. */
export function renderHtml(report: Report): string {
  const title = report.sites.length === 0 ? 'No site changes' : `${counted(report.sites.length, 'site')} affected`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Deployment changes: ${title}</title><style>${STYLE}</style></head>
<body><main><h1>Deployment changes: ${title}</h1>
${report.sites.length === 0 ? '' : table(report.sites)}
<p>${report.planned ? 'Planned by the real providers, without refresh.' : 'By the tables of the providers.'}</p>
${report.sites.map(section).join('\n')}
${report.unaffected.length === 0 ? '' : `<p>Not affected: ${report.unaffected.map(escapeXml).join(', ')}.</p>`}
</main></body></html>
`;
}

function table(sites: readonly SiteReport[]): string {
  const rows = sites.map(({ site, kind, risk, counts, affected }) => {
    const numbers = [counts.create, counts.update, counts.replace, counts.delete].map((n) => `<td class="n">${n}</td>`).join('');
    const name = `<a href="#${escapeXml(site)}">${escapeXml(site)}</a>${kind === 'changed' ? '' : ` (site ${kind})`}`;
    return `<tr><th scope="row">${name}</th><td class="risk ${risk}">${risk}</td>${numbers}<td>${affected.map(escapeXml).join(', ') || '–'}</td></tr>`;
  });
  const numbers = ['create', 'change', 'replace', 'delete'].map((n) => `<th scope="col" class="n">${n}</th>`).join('');
  const head = `<tr><th scope="col">site</th><th scope="col">risk</th>${numbers}<th scope="col">users notice it at</th></tr>`;
  return `<div class="scroll" tabindex="0" role="region" aria-label="Sites"><table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function section(site: SiteReport): string {
  const says = site.says.map((s) => `<li>${escapeXml(s.sentence)}${s.effect === '' ? '' : ` <em>${escapeXml(s.effect)}</em>`}</li>`);
  const rest = [...site.disagreements, ...site.rest.map((d) => restLine(d))].map((l) => `<li>${escapeXml(l)}</li>`);
  return `<section id="${escapeXml(site.site)}"><h2>${escapeXml(site.site)}: <span class="risk ${site.risk}">${site.risk}</span></h2>
${list('What the site says', says)}${list('What happens', site.changes.map(item))}${list('Remarks', rest)}</section>`;
}

function item(change: JudgedChange): string {
  const lines = detailLines(change);
  const details = lines.length === 0 ? '' : `<details><summary>Details</summary><pre>${lines.map(escapeXml).join('\n')}</pre></details>`;
  return `<li><span class="risk ${change.risk}">${change.risk}</span> ${escapeXml(changeLine(change))}${details}</li>`;
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `<h3>${title}</h3><ul>${items.join('\n')}</ul>\n`;
}
