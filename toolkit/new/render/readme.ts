import { ANSWERED } from '../answers/answers';
import type { Begun, Setting } from '../archetypes/archetype';

/** Text of the site's README. Pure. */
export function renderReadme({ name, answers }: Setting, begun: Begun, guesses: readonly string[]): string {
  const { archetype, facility } = answers;
  const files = begun.inventory === null ? '[site.ts](site.ts)' : '[site.ts](site.ts) and [hosts.yml](hosts.yml)';
  const sources = sourcesOf(guesses);
  const kind = archetype.source === ANSWERED ? archetype.value : `${archetype.value} (guessed, from ${archetype.source})`;
  return `# ${name}: ${facility.value}

${begun.about.charAt(0).toUpperCase()}${begun.about.slice(1)}, with one log-in.

Begun with \`npx daas new ${name}\` as ${kind}, from ${sources.length === 0 ? 'no files' : sources.map((s) => `\`${s}\``).join(', ')}.
Lines of ${files} that say "Guess" have to be looked at: correct the line, or remove the word when it is right.

## Before the first deployment
${begun.first.map((line) => `- ${line.replaceAll('NAME', name)}`).join('\n')}

\`\`\`sh
npx daas validate ${name}
npx daas doctor ${name}
npx daas secrets ${name} --init
npx daas deploy ${name}
\`\`\`
`;
}

/** Files and commands that guesses name, each once. */
function sourcesOf(guesses: readonly string[]): readonly string[] {
  const files = guesses.flatMap((text) =>
    [...text.matchAll(/(?:^|[\s,])([\w./-]+\.(?:conf|txt|json|ya?ml)|fstab|kubeconfig|\/[\w./-]+)(?::\d+)/g)].map((m) => m[1]!),
  );
  const commands = guesses.flatMap((text) => /Guess, from ((?:GET|kubectl|sinfo) [^:]*)/.exec(text)?.[1]?.trim() ?? []);
  return [...new Set([...files, ...commands])].sort();
}
