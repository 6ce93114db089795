import type { JsonObject } from '../../../../toolkit/json';
import { entryPoints } from '../../../../toolkit/preflight/endpoints/entry-points';
import type { SiteDocument } from '../../../../toolkit/stack/site-document';

function site(resources: readonly (readonly [string, JsonObject])[], outputs: Readonly<Record<string, string>>): SiteDocument {
  const output = Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { value }]));
  return {
    resources: new Map(resources.map(([type, config], i) => [String(i), { type, config }])),
    blueprint: { entries: [{ concept: 'portal', path: 'Data', spec: { kind: 'existing', url: 'https://data.site.example' } }] },
    rest: { output },
  } as unknown as SiteDocument;
}

const proxy = (certificate: JsonObject): readonly [string, JsonObject] => [
  'terraform_data',
  { triggers_replace: { settings: { certificate, names: ['site.example', 'hub.site.example'] } } },
];

test('addresses of the site are its entry points, each once; what the facility has already and this machine’s own aren’t', () => {
  const outputs = {
    a: 'https://hub.site.example',
    b: 'https://hub.site.example/x',
    c: 'http://site.example:8080',
    d: 'https://localhost:1',
    e: '${x.y.id}',
  };
  expect(entryPoints(site([], outputs)).points).toEqual([
    { name: 'hub.site.example', port: 443, tls: true, managed: false },
    { name: 'site.example', port: 8080, tls: false, managed: false },
  ]);
});

test('a name is managed when the site makes its record in Designate', () => {
  const record = ['openstack_dns_recordset_v2', { name: 'hub.site.example.' }] as const;
  expect(entryPoints(site([record], { a: 'https://hub.site.example' })).points[0]).toMatchObject({ managed: true });
});

test('certificates that the site gives have all the names of its reverse proxy', () => {
  const { given, ownAuthority } = entryPoints(site([proxy({ kind: 'given', file: 'sites/a/chain.pem' })], {}));
  expect(given).toEqual([{ file: 'sites/a/chain.pem', names: ['site.example', 'hub.site.example'] }]);
  expect(ownAuthority).toBe(false);
  expect(entryPoints(site([proxy({ kind: 'internal' })], {}))).toMatchObject({ given: [], ownAuthority: true });
});
