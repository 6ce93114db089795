import { escapeXml } from '../../graph/escape-xml';
import { htmlContents, htmlPage, htmlTable, type Cell } from '../../html/page';
import { AREAS, count, type Area, type Verification } from '../../verify/result';
import type { SiteView } from '../federation';
import type { Report } from '../report';
import { QUESTIONS } from '../survey';
import { accepted, MATRIX_HEAD, matrixRow, NOTHING } from './words';

/** The report as one page, without scripts. */
export function renderHtml(data: Report): string {
  const clouds = data.clouds.length > 0;
  const parts = [
    { id: 'matrix', title: 'All sites' },
    ...(clouds ? [{ id: 'clouds', title: 'Public clouds' }] : []),
    ...data.sites.map((s) => ({ id: `site-${s.name}`, title: s.facility })),
    { id: 'versions', title: 'Versions' },
  ];
  return htmlPage(
    'Data Analysis as a Service: the sites',
    `${htmlContents('Parts of this page', parts)}
${section('matrix', 'All sites', htmlTable('Sites and what they offer', MATRIX_HEAD, data.sites.map(row)))}
${clouds ? section('clouds', 'Public clouds', cloudTable(data)) : ''}
${data.sites.map(site).join('\n')}
${section('versions', 'Versions that the kit deploys', htmlTable('Versions', ['what', 'version'], data.versions))}
`,
  );
}

function row(view: SiteView): readonly Cell[] {
  return matrixRow(view).map((text, i) => {
    const style = i === 1 ? acceptedStyle(view.acceptance) : text === NOTHING ? 'not-applicable' : '';
    // A dash alone is read as nothing.
    return { text: text === NOTHING ? 'none' : text, style };
  });
}

function acceptedStyle(run: Verification | null): string {
  return run === null
    ? 'not-applicable'
    : count(run.results, 'failed') > 0
      ? 'failed'
      : count(run.results, 'blocked') > 0
        ? 'blocked'
        : 'passed';
}

function cloudTable({ suitability, clouds }: Report): string {
  const rows = suitability.map((s): readonly Cell[] => [
    s.need,
    s.sites.join(', ') || 'all',
    ...clouds.map((c) => ({ text: s.clouds[c] ?? 'no', style: (s.clouds[c] ?? null) === null ? 'failed' : 'passed' })),
  ]);
  return htmlTable('What sites need of a cloud, and what clouds have', ['What sites need', 'Needed by', ...clouds], rows);
}

function site({ name, facility, constructs, software, deviations, acceptance, survey }: SiteView): string {
  const list = (items: readonly string[]): string => `<ul>${items.map((i) => `<li>${escapeXml(i)}</li>`).join('')}</ul>`;
  const answers = QUESTIONS.map((q): readonly Cell[] => [
    `${q.number} ${q.question}`,
    survey?.answers[q.key] === undefined ? { text: 'not answered', style: 'not-applicable' } : survey.answers[q.key]!.join(' '),
  ]);
  const asked = survey === null ? 'not answered' : `${survey.state}; ${survey.source}, ${survey.date}`;
  return section(
    `site-${name}`,
    facility,
    `<p>Site ${escapeXml(name)}: ${escapeXml(constructs.join(', '))}. Software: ${escapeXml(software.join(', ') || 'none')}.</p>
<h3>Acceptance (section A)</h3><p class="${acceptedStyle(acceptance)}">${accepted(acceptance)}</p>${acceptance === null ? '' : acceptanceTable(facility, acceptance)}
<h3>Deviations from the blueprint</h3>${list(deviations.length === 0 ? ['none'] : deviations.map((d) => `${d.part}: ${d.what}; ${d.effect}`))}
<h3>Questionnaire (section B)</h3><p>${escapeXml(asked)}</p>${survey === null ? '' : htmlTable(`Answers of ${facility}`, ['question', 'answer'], answers)}`,
  );
}

function acceptanceTable(facility: string, { results }: Verification): string {
  const rows = (Object.keys(AREAS) as Area[]).map((area): readonly Cell[] => {
    const of = results.filter((r) => r.area === area);
    const bad = of.filter((r) => r.status === 'failed' || r.status === 'blocked');
    const style = bad.some((r) => r.status === 'failed') ? 'failed' : bad.length > 0 ? 'blocked' : 'passed';
    return [
      `${area} ${AREAS[area]}`,
      { text: `${count(of, 'passed')} of ${of.length - count(of, 'not-applicable')}`, style },
      bad.map((r) => `${r.title}: ${r.evidence}`).join('; ') || 'nothing open',
    ];
  });
  return htmlTable(`Acceptance of ${facility}`, ['area', 'passed', 'open'], rows);
}

function section(id: string, title: string, content: string): string {
  return `<section id="${escapeXml(id)}" aria-labelledby="${escapeXml(id)}-title"><h2 id="${escapeXml(id)}-title">${escapeXml(title)}</h2>${content}</section>`;
}
