import { App } from '../../core/engine';
import type { DemoSettings } from '../../sites/demo/settings';
import { Demo } from '../../sites/demo/site';
import { synthesised, type Plain } from '../synthesised';

/** Nothing of this machine or clone enters. */
const mockSettings: { -readonly [K in keyof DemoSettings]: DemoSettings[K] } = {
  directory: '/var/tmp/daas-demo',
  firstPort: 8500,
  account: 'daas-demo',
  slurm: false,
};
jest.mock('../../sites/demo/settings', () => ({ demoSettings: () => mockSettings }));
// Which files a play depends on is worth a review; that their content changed is not.
jest.mock('../../platforms/hosts/source-hash', () => ({ sourceHash: (...sources: string[]) => `hash of ${sources.join(', ')}` }));

function demo(slurm: boolean): Plain {
  mockSettings.slurm = slurm;
  const site = new Demo(new App());
  expect(site.problems).toEqual([]);
  return synthesised(site);
}

interface TerraformDatum {
  readonly input?: { readonly name: string; readonly role: string; readonly removal: Record<string, unknown> };
  readonly triggers_replace?: { readonly settings: Plain; readonly secrets: Record<string, unknown> };
  readonly provisioner: readonly { readonly 'local-exec': { readonly when?: string; readonly environment: Record<string, string> } }[];
  readonly depends_on?: readonly string[];
}

const resources = (json: Plain) => Object.entries(json.resource.terraform_data as Record<string, TerraformDatum>);
const settingsOf = (json: Plain, name: string) =>
  resources(json).find(
    ([, r]) => r.triggers_replace !== undefined && r.provisioner[0]!['local-exec'].environment['DAAS_NAME'] === name,
  )![1];

describe('the demo without Slurm', () => {
  const json = demo(false);

  test('is what was reviewed', () => {
    // Which engine rendered it is no part of the site.
    expect(json).toMatchSnapshot({ '//': { metadata: { version: expect.any(String) as string } } });
  });

  test('synthesises to the same twice', () => {
    expect(demo(false)).toEqual(json);
  });

  test('has a removal for every service, and settings that wait for it', () => {
    const services = resources(json).filter(([, r]) => r.input !== undefined);
    const settings = resources(json).filter(([, r]) => r.triggers_replace !== undefined);
    expect(settings).toHaveLength(services.length);
    services.forEach(([, r]) => expect(r.provisioner.map((p) => p['local-exec'].when)).toEqual(['destroy']));
    const parent = (name: string) => name.replace(/_(Service|Settings)(_[0-9A-F]{8})?$/, '');
    const serviceOf = new Map(services.map(([name]) => [parent(name), `terraform_data.${name}`]));
    settings.forEach(([name, r]) => {
      expect(r.provisioner.map((p) => p['local-exec'].when)).toEqual([undefined]);
      expect(r.depends_on).toContain(serviceOf.get(parent(name)));
    });
  });

  test('never waits for itself, however far around', () => {
    const waits = new Map(resources(json).map(([name, r]) => [name, (r.depends_on ?? []).map((d) => d.replace('terraform_data.', ''))]));
    const reach = (name: string, seen = new Set<string>()): Set<string> => {
      waits
        .get(name)!
        .filter((next) => !seen.has(next))
        .forEach((next) => reach(next, seen.add(next)));
      return seen;
    };
    [...waits.keys()].forEach((name) => expect(reach(name)).not.toContain(name));
    [...waits.values()].flat().forEach((name) => expect(waits.has(name)).toBe(true));
  });

  test('uses each port of the loopback interface once', () => {
    const ports = [...JSON.stringify(json.resource).matchAll(/"port":(\d+)/g)].map((m) => Number(m[1]));
    expect([...new Set(ports)].sort()).toEqual([8500, 8501, 8502, 8503]);
    expect(JSON.stringify(json.resource)).not.toContain('0.0.0.0');
  });

  test('knows secrets by name only, in files outside git', () => {
    const secrets = resources(json).flatMap(([, r]) => Object.values(r.triggers_replace?.secrets ?? {}));
    expect(secrets.length).toBeGreaterThan(5);
    secrets.forEach((s) =>
      expect(s).toEqual({ store: 'env-file', path: '.daas/site-demo/secrets.env', key: expect.stringMatching(/^[A-Z0-9_]+$/) }),
    );
    const written = JSON.stringify(json);
    expect(written).not.toMatch(/"(password|secret|token)":"(?!\$\{)[^"$]{8,}"/i);
  });

  test('removes data on destroy, as it is a demo that says so twice', () => {
    const mounts = resources(json).flatMap(([, r]) => (r.input?.role === 'mount' ? [r.input.removal] : []));
    expect(mounts).toHaveLength(3);
    mounts.forEach((m) => expect(m['removeData']).toBe(true));
  });
});

describe('the demo with Slurm', () => {
  const json = demo(true);
  const without = demo(false);

  test('has one play more: Slurm’s', () => {
    const names = (of: Plain) =>
      resources(of)
        .flatMap(([, r]) => r.input?.name ?? [])
        .sort();
    expect(names(json).filter((n: string) => !names(without).includes(n))).toEqual(['slurm']);
    expect(names(without).filter((n: string) => !names(json).includes(n))).toEqual([]);
  });

  test('runs notebooks as its jobs, and the hub waits for it', () => {
    const hub = settingsOf(json, 'notebooks');
    expect(hub.triggers_replace!.settings.hub.spawner).toMatchObject({
      kind: 'slurm',
      conf: '/var/tmp/daas-demo/services/slurm/slurm.conf',
    });
    expect(hub.triggers_replace!.settings.hub.profiles.map((p: { queue: string }) => p.queue)).toEqual(['all', 'all']);
    expect(hub.depends_on!.some((d) => d.includes('Batch'))).toBe(true);
    expect(settingsOf(without, 'notebooks').triggers_replace!.settings.hub.spawner.kind).toBe('local');
  });

  test('has a queue that fits every profile', () => {
    expect(settingsOf(json, 'slurm').triggers_replace!.settings).toMatchInlineSnapshot(`
     {
       "clusterName": "daas",
       "controllerPort": 8505,
       "cores": 8,
       "directory": "/var/tmp/daas-demo/services/slurm",
       "memoryMebibytes": 16384,
       "nodePort": 8506,
       "partitions": [
         {
           "default": true,
           "maxTimeMinutes": 480,
           "name": "all",
         },
       ],
     }
    `);
  });
});
