import type { Begun, Setting } from '../archetypes/archetype';
import { className, quoted } from './code';

/** Text of the site's test, before it is laid out. Pure. */
export function renderSiteTest({ name }: Setting, { concepts }: Begun): string {
  const site = className(name);
  return `import { App } from '../../core/engine';
import { synthesised } from '../../test/synthesised';
import { ${site} } from './site';

test('${name} has no problems, and synthesises to the same twice', () => {
  const site = new ${site}(new App());
  expect(site.problems).toEqual([]);
  expect(synthesised(new ${site}(new App()))).toEqual(synthesised(site));
});

test('${name} offers what it was begun for', () => {
  const { entries } = synthesised(new ${site}(new App()))['//'].blueprint as { entries: readonly { readonly concept: string }[] };
  expect(entries.map((e) => e.concept)).toEqual(expect.arrayContaining([${[...concepts].sort().map(quoted).join(', ')}]));
});
`;
}
