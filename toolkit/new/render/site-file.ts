import { ANSWERED, type Answers } from '../answers/answers';
import type { Begun, Setting } from '../archetypes/archetype';
import { className, guessLine, quoted } from './code';
import { renderImports } from './imports';

/** Text of site.ts, before it is laid out. Pure. */
export function renderSiteFile({ name, answers }: Setting, begun: Begun): string {
  const { archetype, facility } = answers;
  const code = `
${begun.constants.join('\n')}

${archetype.source === ANSWERED ? '' : guessLine(archetype.source, `the kind of site, ${archetype.value}`)}
/**
 * ${facility.value}: ${begun.about}.
 * Lines marked with a guess say where it comes from.
 */
export class ${className(name)} extends SiteStack {
  constructor(app: Construct) {
    super(app, '${name}', {
      ${renderFacts(answers)}
      ${begun.props.join('\n')}
    });
${begun.body.map(withoutBlankLines).join('\n\n')}
  }
}
`;
  return `${renderImports(code)}\n${code}`;
}

/** What is known of the facility by answers stands there as it is. */
function renderFacts(answers: Answers): string {
  const local = answers.archetype.value === 'single-host';
  const facts = [
    { key: 'facility', ...answers.facility },
    ...(local ? [] : [{ key: 'domain', ...answers.domain }]),
    { key: 'contact', ...answers.contact },
  ];
  const guessed = facts.filter((f) => f.source !== ANSWERED);
  const lines = [
    ...facts.filter((f) => f.source === ANSWERED),
    ...(guessed.length === 0
      ? []
      : [guessLine([...new Set(guessed.map((f) => f.source))].join(', '), guessed.map((f) => f.key).join(', '))]),
    ...guessed,
  ];
  const domain = local ? [`// The loopback interface: whoever is on the machine.\ndomain: 'localhost',`] : [];
  return [...lines.map((line) => (typeof line === 'string' ? line : `${line.key}: ${quoted(line.value)},`)), ...domain].join('\n');
}

function withoutBlankLines(text: string): string {
  return text.replace(/^\s*\n/gm, '');
}
