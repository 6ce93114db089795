import { escapeXml } from '../graph/escape-xml';

/** Follows the reader's light or dark setting; wide tables scroll inside themselves; no script, no font, no other file. */
const STYLE = `:root{color-scheme:light dark;--line:light-dark(#c9ced6,#454b57);--soft:light-dark(#f3f5f8,#20242c);--bad:light-dark(#a01818,#ff9a94);--good:light-dark(#14602f,#7fd39b);--warn:light-dark(#7a4b00,#f0c060);--quiet:light-dark(#555c68,#a9b0bc)}
body{font:1rem/1.5 system-ui,sans-serif;max-width:76rem;margin:0 auto;padding:1rem;color:light-dark(#1a1d23,#e8eaee);background:light-dark(#fff,#14171c)}
.scroll{overflow-x:auto}table{border-collapse:collapse;min-width:100%}caption{text-align:left;color:var(--quiet);padding:.3rem 0}
th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}thead th{border-bottom-width:2px}
tbody th{font-weight:600}td,li,p{overflow-wrap:break-word}.passed{color:var(--good)}.failed{color:var(--bad);font-weight:600}.blocked{color:var(--warn);font-weight:600}.not-applicable{color:var(--quiet)}
section{margin:1.5rem 0}.todo{border:1px solid var(--line);border-left:.3rem solid var(--bad);border-radius:.3rem;padding:.2rem 1rem;margin:.6rem 0}
code{background:var(--soft);padding:0 .2rem}:focus-visible{outline:3px solid light-dark(#1558b0,#8ab8ff);outline-offset:2px}a{color:light-dark(#1558b0,#8ab8ff)}
.skip{position:absolute;left:-99rem}.skip:focus{position:static}nav ul{padding-left:0;display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none}`;

/** A page that needs nothing else. `main` is HTML already. */
export function htmlPage(title: string, main: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeXml(title)}</title><style>${STYLE}</style></head>
<body><a class="skip" href="#main">Skip to the content</a><main id="main"><h1>${escapeXml(title)}</h1>
${main}</main></body></html>
`;
}

/** A cell: text, or text with a class that colours it. */
export type Cell = string | { readonly text: string; readonly style: string };

/** A table whose first column names its rows; it scrolls by itself, also with the keyboard. */
export function htmlTable(name: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const header = head.map((h) => `<th scope="col">${escapeXml(h)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeXml(name)}"><table><thead><tr>${header}</tr></thead><tbody>
${body}
</tbody></table></div>`;
}

/** The parts of a page, to jump to. */
export function htmlContents(name: string, parts: readonly { readonly id: string; readonly title: string }[]): string {
  const items = parts.map((p) => `<li><a href="#${escapeXml(p.id)}">${escapeXml(p.title)}</a></li>`).join('');
  return `<nav aria-label="${escapeXml(name)}"><ul>${items}</ul></nav>`;
}

function cell(content: Cell, column: number): string {
  const { text, style } = typeof content === 'string' ? { text: content, style: '' } : content;
  const attributes = style === '' ? '' : ` class="${escapeXml(style)}"`;
  return column === 0 ? `<th scope="row"${attributes}>${escapeXml(text)}</th>` : `<td${attributes}>${escapeXml(text)}</td>`;
}
