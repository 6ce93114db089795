import { EFFECTS } from '../../core/effects/effects';

/** The reference of declared effects: docs/reference/effects.md. */
export function renderEffects(): string {
  const concepts = Object.entries(EFFECTS).map(([concept, props]) => {
    const rows = Object.entries(props).map(([prop, { risk, what }]) => `| \`${prop}\` | ${risk} | ${what} |`);
    return `## ${concept}\n| prop | at worst | what happens |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return `<!-- Generated from core/effects/effects.ts; npm run docs:sites writes it anew. -->
# What a change of a prop does

Props as they stand in the blueprint record. \`daas diff\` says the same, and adds what the provider does to each resource.

${concepts.join('\n')}`;
}
