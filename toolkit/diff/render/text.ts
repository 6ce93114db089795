import { counted } from '../../counted';
import type { Report, SiteReport } from '../report';
import { changeLine, detailLines, restLine } from './words';

/** The report for a terminal. */
export function renderText(report: Report): string {
  const head = report.sites.length === 0 ? 'No site changes.' : `${counted(report.sites.length, 'site')} affected.`;
  const rows = [
    ['site', 'risk', 'create', 'change', 'replace', 'delete', 'users notice it at'],
    ...report.sites.map(({ site, risk, counts, affected }) => [
      site,
      risk,
      ...[counts.create, counts.update, counts.replace, counts.delete].map(String),
      affected.join(', ') || '-',
    ]),
  ];
  return [
    head,
    ...(report.sites.length === 0 ? [] : ['', ...columns(rows)]),
    ...report.sites.flatMap(siteLines),
    ...(report.unaffected.length === 0 ? [] : ['', `Not affected: ${report.unaffected.join(', ')}.`]),
    '',
  ].join('\n');
}

function siteLines(site: SiteReport): readonly string[] {
  return [
    '',
    `${site.site}: ${site.risk}${site.kind === 'changed' ? '' : ` (site ${site.kind})`}`,
    ...site.says.map((s) => `  ${s.sentence}${s.effect === '' ? '' : ` - ${s.effect}`}`),
    ...site.changes.flatMap((c) => [`  [${c.risk}] ${changeLine(c)}`, ...detailLines(c).map((l) => `      ${l}`)]),
    ...site.rest.map((d) => `  ${restLine(d)}`),
    ...site.disagreements.map((d) => `  ${d}`),
  ];
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((r) => r[i]!.length)));
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
}
