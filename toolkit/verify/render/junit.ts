import { escapeXml } from '../../graph/escape-xml';
import { count, type CheckResult, type Verification } from '../result';
import { byArea } from './words';

/** For CI servers: an area a suite. What could not be judged is an error, so that no server counts it as good. */
export function renderJunit(run: Verification): string {
  const suites = byArea(run).map(({ area, title, results }) => {
    const numbers = `tests="${results.length}" failures="${count(results, 'failed')}" errors="${count(results, 'blocked')}" skipped="${count(results, 'not-applicable')}"`;
    return `  <testsuite name="${area} ${title}" ${numbers} timestamp="${run.started}">\n${results.map(testCase).join('\n')}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="site-${escapeXml(run.site)}" time="${run.seconds}">\n${suites.join('\n')}\n</testsuites>\n`;
}

function testCase(result: CheckResult): string {
  const { id, component, title, status, evidence, next, seconds } = result;
  const head = `    <testcase classname="${escapeXml(component)}" name="${escapeXml(`${id}: ${title}`)}" time="${seconds.toFixed(1)}">`;
  const message = escapeXml(evidence);
  switch (status) {
    case 'passed':
      return `${head}<system-out>${message}</system-out></testcase>`;
    case 'not-applicable':
      return `${head}<skipped message="${message}"/></testcase>`;
    case 'failed':
      return `${head}<failure message="${message}">${escapeXml(next)}</failure></testcase>`;
    case 'blocked':
      return `${head}<error message="${message}">${escapeXml(next)}</error></testcase>`;
  }
}
