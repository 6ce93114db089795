import type { CheckResult, Verification } from '../result';
import { byArea, STATUS_WORDS, summary } from './words';

/** For a ticket or a wiki: what failed first, then everything. */
export function renderMarkdown(run: Verification): string {
  const bad = run.results.filter((r) => r.status === 'failed' || r.status === 'blocked');
  return [
    `# Acceptance tests: ${run.facility}`,
    '',
    `Site ${run.site}, ${run.started.slice(0, 16).replace('T', ' ')} UTC, ${run.seconds} s: ${summary(run.results)}.`,
    '',
    ...(bad.length === 0 ? [] : ['## To do', '', ...bad.map(todo), '']),
    ...byArea(run).flatMap(({ area, title, results }) => [
      `## ${area} ${title}`,
      '',
      '| result | check | component | evidence |',
      '| --- | --- | --- | --- |',
      ...results.map(row),
      '',
    ]),
  ].join('\n');
}

function todo({ id, component, title, status, evidence, next }: CheckResult): string {
  return `- **${STATUS_WORDS[status]}** ${component}: ${escape(title)} (\`${id}\`)\n  - seen: ${escape(evidence)}\n  - next: ${escape(next)}`;
}

function row({ title, component, status, evidence }: CheckResult): string {
  return `| ${STATUS_WORDS[status]} | ${escape(title)} | ${escape(component)} | ${escape(evidence)} |`;
}

function escape(text: string): string {
  return text.replace(/[\\<>|*_`[\]]/g, (c) => `\\${c}`).replace(/\n/g, ' ');
}
