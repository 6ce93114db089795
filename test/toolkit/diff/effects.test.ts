import * as fs from 'fs';
import { EFFECTS, effectOf } from '../../../core/effects/effects';
import { App } from '../../../core/engine';
import { portText } from '../../../core/port-range';
import { renderEffects } from '../../../toolkit/graph/effects-page';
import { renderGraph } from '../../../toolkit/graph/graph';
import type { BlueprintRecord } from '../../../toolkit/app/blueprint-record';
import { buildSite } from '../../../stacks/build-site';
import { SiteStack } from '../../../stacks/site-stack';
import { synthesised } from '../../synthesised';

const NAMES = fs.readdirSync('sites').filter((n) => fs.existsSync(`sites/${n}/site.ts`));
const records = new Map<string, BlueprintRecord>();

beforeAll(() => {
  for (const name of NAMES) {
    const app = new App();
    expect(buildSite(app, 'sites', name)).toEqual([]);
    const stack = app.node.children.find((c) => c instanceof SiteStack)!;
    records.set(name, synthesised(stack)['//'].blueprint);
  }
}, 60_000);

test('every prop of every construct of every site has a declared effect', () => {
  const missing = [...records.values()].flatMap((r) =>
    r.entries.flatMap((e) =>
      Object.keys(e.spec)
        .filter((p) => effectOf(e.concept, p) === undefined)
        .map((p) => `${e.concept}.${p}`),
    ),
  );
  expect([...new Set(missing)]).toEqual([]);
});

test('the reference of effects is what the table says', () => {
  expect(fs.readFileSync('docs/reference/effects.md', 'utf8')).toBe(renderEffects());
  expect(Object.keys(EFFECTS)).toContain('hub');
});

test('the page of every site is what its record says, and has every port', () => {
  // The demo's page depends on this machine's settings only where a demo runs.
  for (const name of NAMES.filter((n) => n !== 'demo')) {
    const page = renderGraph(records.get(name)!, 'page');
    expect(fs.readFileSync(`docs/sites/${name}.md`, 'utf8')).toBe(page);
    records.get(name)!.flows.forEach((f) => expect(page).toContain(`| ${portText(f.port)}/${f.protocol} |`));
  }
});

test('every picture has every service, and text of a site can’t become markup', () => {
  const record = records.get('demo')!;
  const evil = { ...record, site: { ...record.site, facility: '<script>' } };
  expect(renderGraph(evil, 'html')).not.toContain('<script>');
  const svg = renderGraph(record, 'svg');
  record.flows.forEach((f) => expect(svg).toContain(`${portText(f.port)}/${f.protocol}`));
  expect(svg).toContain('/data/raw');
});
