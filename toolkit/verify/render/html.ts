import { escapeXml } from '../../graph/escape-xml';
import { htmlContents, htmlPage, htmlTable } from '../../html/page';
import type { CheckResult, Verification } from '../result';
import { byArea, STATUS_WORDS, summary } from './words';

/** For people: one page, without scripts. */
export function renderHtml(run: Verification): string {
  const areas = byArea(run);
  const bad = run.results.filter((r) => r.status === 'failed' || r.status === 'blocked');
  const parts = [
    ...(bad.length === 0 ? [] : [{ id: 'to-do', title: 'To do' }]),
    ...areas.map((a) => ({ id: a.area.toLowerCase(), title: `${a.area} ${a.title}` })),
  ];
  const sections = areas.map(
    ({ area, title, results }) =>
      `<section id="${area.toLowerCase()}" aria-labelledby="${area}"><h2 id="${area}">${area} ${title}</h2>${htmlTable(
        title,
        ['check', 'result', 'component', 'evidence', 'time (s)'],
        results.map((r) => [r.title, { text: STATUS_WORDS[r.status], style: r.status }, r.component, r.evidence, r.seconds.toFixed(1)]),
      )}</section>`,
  );
  return htmlPage(
    `Acceptance tests: ${run.facility}`,
    `<p>Site ${escapeXml(run.site)}, ${run.started.slice(0, 16).replace('T', ' ')} UTC, ${run.seconds} s: <strong>${summary(run.results)}</strong>.</p>
${htmlContents('Areas', parts)}
${bad.length === 0 ? '' : `<section id="to-do" aria-labelledby="to-do-title"><h2 id="to-do-title">To do</h2>${bad.map(todo).join('\n')}</section>`}
${sections.join('\n')}
`,
  );
}

function todo({ component, title, status, evidence, next, id }: CheckResult): string {
  return `<div class="todo"><p><span class="${status}">${STATUS_WORDS[status]}</span> ${escapeXml(component)}: ${escapeXml(title)} (<code>${escapeXml(id)}</code>)</p>
<p>Seen: ${escapeXml(evidence)}</p><p>Next: ${escapeXml(next)}</p></div>`;
}
