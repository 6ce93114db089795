import { AREAS, type Area } from '../../verify/result';
import { QUESTIONS } from '../survey';
import type { SiteView } from '../federation';
import type { Report } from '../report';
import { accepted, MATRIX_HEAD, matrixRow, NOTHING } from './words';

/** The report for a wiki or a deliverable. */
export function renderMarkdown(data: Report): string {
  return [
    '# Data Analysis as a Service: the sites',
    '',
    ...table(MATRIX_HEAD, data.sites.map(matrixRow)),
    '',
    ...data.sites.flatMap(site),
    ...(data.clouds.length === 0
      ? []
      : [
          '## Public clouds',
          '',
          ...table(
            ['What sites need', 'Needed by', ...data.clouds],
            data.suitability.map((s) => [s.need, s.sites.join(', ') || 'all', ...data.clouds.map((c) => s.clouds[c] ?? 'no')]),
          ),
          '',
        ]),
    '## Versions that the kit deploys',
    '',
    ...table(['what', 'version'], data.versions),
    '',
  ].join('\n');
}

function site({ facility, name, constructs, software, deviations, acceptance, survey }: SiteView): readonly string[] {
  const bad = acceptance?.results.filter((r) => r.status === 'failed' || r.status === 'blocked') ?? [];
  const areas = (Object.keys(AREAS) as Area[]).map((area) => {
    const of = acceptance?.results.filter((r) => r.area === area && r.status !== 'not-applicable') ?? [];
    return `${area} ${of.filter((r) => r.status === 'passed').length}/${of.length}`;
  });
  return [
    `## ${facility}`,
    '',
    `Site \`${name}\`: ${constructs.join(', ')}. Software: ${software.join(', ') || NOTHING}.`,
    '',
    `**Acceptance (section A):** ${accepted(acceptance)}${acceptance === null ? '' : `; ${areas.join(', ')}`}.`,
    '',
    ...bad.flatMap((r) => [`- ${r.component}: ${escape(r.title)}: ${escape(r.evidence)}. Next: ${escape(r.next)}`]),
    ...(bad.length === 0 ? [] : ['']),
    '**Deviations from the blueprint:**',
    '',
    ...(deviations.length === 0 ? ['- none'] : deviations.map((d) => `- ${d.part}: ${d.what}; ${d.effect}`)),
    '',
    `**Questionnaire (section B)**${survey === null ? ': not answered' : `, ${survey.state}, ${survey.source}, ${survey.date}`}`,
    '',
    ...(survey === null
      ? []
      : [...QUESTIONS.map((q) => `- ${q.number} ${q.question} ${survey.answers[q.key]?.map(escape).join(' ') ?? '*not answered*'}`), '']),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)];
}

function escape(text: string): string {
  return text.replace(/[\\<>|*_`[\]]/g, (c) => `\\${c}`).replace(/\n/g, ' ');
}
