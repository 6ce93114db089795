import { counted } from '../../counted';
import type { Report, SiteReport } from '../report';
import { changeLine, detailLines, restLine, MARKER } from './words';

/** The longest comment that GitHub takes, in characters. */
export const LONGEST_COMMENT = 65_536;
const RESERVE = 600;

/** A part that may be left out when there is no room. */
interface Part {
  readonly text: string;
  /** What is said when it is cut. */
  readonly name: string;
  /** Lower is kept longer. */
  readonly rank: number;
}

/** The report for a pull request. Details go first when there is no room, deletions last; what was cut is named. */
export function renderMarkdown(report: Report, longest = LONGEST_COMMENT): string {
  const parts: Part[] = [
    { text: heading(report), name: 'the table', rank: 0 },
    ...report.sites.flatMap((site, i) => sitePart(site, i)),
    { text: report.unaffected.length === 0 ? '' : `Not affected: ${report.unaffected.join(', ')}.\n`, name: 'unaffected sites', rank: 2 },
  ];
  const kept = new Set<Part>();
  let room = longest - RESERVE;
  for (const part of [...parts].sort((a, b) => a.rank - b.rank)) {
    if (part.text.length <= room) {
      kept.add(part);
      room -= part.text.length;
    }
  }
  const cut = parts.filter((p) => !kept.has(p)).map((p) => p.name);
  const text = parts.filter((p) => kept.has(p)).map((p) => p.text);
  return text.join('') + (cut.length === 0 ? '' : cutNote(cut));
}

function heading(report: Report): string {
  const rows = report.sites.map(({ site, kind, risk, counts, affected }) => {
    const state = kind === 'changed' ? '' : ` (site ${kind})`;
    const cells = [`**${site}**${state}`, risk, counts.create, counts.update, counts.replace, counts.delete, affected.join(', ') || '–'];
    return `| ${cells.join(' | ')} |`;
  });
  const title = report.sites.length === 0 ? 'No site changes' : `${counted(report.sites.length, 'site')} affected`;
  const table = [
    '| site | risk | create | change | replace | delete | users notice it at |',
    '| --- | --- | --: | --: | --: | --: | --- |',
    ...rows,
  ];
  const how = report.planned
    ? 'Planned by the real providers, without refresh.'
    : 'By the tables of the providers; `--plan` makes it exact.';
  return `${MARKER}\n## Deployment changes: ${title}\n\n${report.sites.length === 0 ? '' : `${table.join('\n')}\n\n${how}\n\n`}`;
}

function sitePart(site: SiteReport, index: number): readonly Part[] {
  const bad = site.changes.filter((c) => c.action === 'delete' || c.risk === 'destroys-data');
  const other = site.changes.filter((c) => !bad.includes(c) && c.risk !== 'invisible');
  const says = site.says.map((s) => `${escape(s.sentence)}${s.effect === '' ? '' : ` — ${s.effect}`}`);
  const details = site.changes.flatMap((c) => detailLines(c).map((line) => `${c.resource.address} ${line}`));
  const rest = site.rest.map((d) => restLine(d));
  return [
    { text: `### ${site.site}: ${site.risk}\n\n`, name: `the heading of ${site.site}`, rank: 1 },
    ...bad.map((c) => ({
      text: `- **${c.risk}** ${escape(changeLine(c))}\n`,
      name: `${c.action} of ${c.resource.construct} in ${site.site}`,
      rank: 1,
    })),
    list(says, `what ${site.site} says otherwise`, 10 + index / 1000),
    list(
      other.map((c) => `${c.risk}: ${escape(changeLine(c))}`),
      `other resources of ${site.site}`,
      20 + index / 1000,
    ),
    list([...site.disagreements, ...rest].map(escape), `remarks on ${site.site}`, 15 + index / 1000),
    { text: folded(details), name: `details of ${site.site}`, rank: 30 + index / 1000 },
    { text: '\n', name: '', rank: 1 },
  ];
}

function list(lines: readonly string[], name: string, rank: number): Part {
  return { text: lines.map((l) => `- ${l}\n`).join(''), name, rank };
}

function folded(lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, ...lines.map((l) => (/`{3,}/.exec(l)?.[0].length ?? 0) + 1)));
  return lines.length === 0 ? '' : `\n<details><summary>Details</summary>\n\n${fence}text\n${lines.join('\n')}\n${fence}\n\n</details>\n`;
}

function cutNote(cut: readonly string[]): string {
  const named = cut.slice(0, 5).join('; ');
  const more = cut.length > 5 ? ` and ${cut.length - 5} more` : '';
  return `\n**Cut, since a comment is limited:** ${named.slice(0, RESERVE - 150)}${more}. The HTML report has all of it.\n`;
}

/** Text of a site can't become markup. */
function escape(text: string): string {
  return text.replace(/[\\<>|*_`[\]]/g, (c) => `\\${c}`).replace(/\n/g, ' ');
}
