import { ARCHETYPES } from '../archetypes/archetypes';
import type { Setting } from '../archetypes/archetype';
import { renderReadme } from './readme';
import { renderSiteFile } from './site-file';
import { renderSiteTest } from './site-test';
import { renderSurvey } from './survey';
import { WAIVERS } from './waivers';

/** Files of a site by name; what is TypeScript isn't laid out yet. Pure. */
export function renderSiteFiles(setting: Setting): ReadonlyMap<string, string> {
  const begun = ARCHETYPES[setting.answers.archetype.value].begin(setting);
  const site = renderSiteFile(setting, begun);
  const guesses = [site, begun.inventory ?? ''].flatMap((text) => text.split('\n').filter((line) => line.includes('Guess, from')));
  return new Map([
    ['site.ts', site],
    ...(begun.inventory === null ? [] : [['hosts.yml', begun.inventory] as const]),
    ['README.md', renderReadme(setting, begun, guesses)],
    ['site.test.ts', renderSiteTest(setting, begun)],
    ['survey.yaml', renderSurvey(setting, begun)],
    ['waivers.yaml', WAIVERS],
  ]);
}
