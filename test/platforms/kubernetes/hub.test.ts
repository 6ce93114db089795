import Ajv from 'ajv';
import * as fs from 'fs';
import * as path from 'path';
import { GpuSharing, Secret } from '../../../constructs';
import type { ClusterOptions } from '../../../platforms/kubernetes/cluster-options';
import { HubDatabase } from '../../../platforms/kubernetes/hub-database';
import type { HelmRelease } from '../../../platforms/kubernetes/manifests/helm-release';
import { isSecretObject } from '../../../platforms/kubernetes/manifests/kubernetes-object';
import type { Rendering } from '../../../platforms/kubernetes/manifests/rendering';
import { Tls } from '../../../platforms/kubernetes/tls';
import type { Plain } from '../../synthesised';
import { rendered } from './deployments';

const release = (rendering: Rendering, name: string): HelmRelease => rendering.releases.find((r) => r.name === name)!;
const valuesOf = (rendering: Rendering): Plain => release(rendering, 'notebooks').values;
const schema = JSON.parse(fs.readFileSync(path.join(__dirname, 'z2jh-4.4-values.keys.json'), 'utf8')).schema as object;
const ajv = new Ajv({ strict: false, allErrors: true });

const check = ajv.compile(schema);

/** As helm does: the chart's own values, which have all that must be there, lie below those that are given. */
function refusedByChart(values: object): object[] {
  const errors = check(values) ? [] : check.errors!;
  return errors.filter((e) => e.keyword !== 'required' || e.instancePath.includes('extraFiles'));
}

describe('a hub on a cluster', () => {
  const rendering = rendered();
  const values = valuesOf(rendering);

  test.each<[string, Partial<ClusterOptions>]>([
    ['as it is', {}],
    [
      'with mirrors and pull secrets',
      { imageMirror: 'registry.fake.example/mirror', chartMirror: 'oci://charts.fake.example', pullSecrets: ['mirror'] },
    ],
    [
      'with PostgreSQL',
      { hubDatabase: HubDatabase.postgres({ host: 'db.fake.example', user: 'hub', database: 'hub', password: Secret.env('HUB_DB') }) },
    ],
    ['with placeholders and a wildcard certificate', { placeholders: 3, tls: Tls.secret('wildcard') }],
  ])('satisfies the chart’s schema %s', (_, more) => {
    expect(refusedByChart(valuesOf(rendered(more)))).toEqual([]);
  });

  test('fails the check when a key is misspelt: the schema is closed', () => {
    expect(refusedByChart({ ...values, singleuser: { ...values.singleuser, storge: {} } })).toHaveLength(1);
  });

  test('never runs a session as root, and has ids from the log-in only', () => {
    expect(values.singleuser.uid).toBe(65534);
    expect(values.hub.config.DaasKubeSpawner.pod_security_context.runAsNonRoot).toBe(true);
    expect(JSON.stringify(values)).not.toMatch(/"(uid|runAsUser)":0\b/);
  });

  test('gives a session all that it may use', () => {
    for (const { kubespawner_override: o } of values.singleuser.profileList) {
      expect([o.cpu_guarantee, o.mem_guarantee]).toEqual([o.cpu_limit, o.mem_limit]);
      expect(o.extra_resource_guarantees).toEqual(o.extra_resource_limits);
    }
  });

  test('places sessions with a GPU on nodes that have one, and others elsewhere', () => {
    const [cpu, gpu] = values.singleuser.profileList.map((p: Plain) => p.kubespawner_override);
    expect([cpu.node_selector, cpu.tolerations]).toEqual([{ 'daas-kit/pool': 'sessions' }, []]);
    expect(gpu.node_selector).toEqual({ 'daas-kit/pool': 'gpus' });
    expect(gpu.tolerations).toEqual([{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule', operator: 'Equal' }]);
  });

  test('has resources for every component', () => {
    const { hub, proxy, prePuller } = values;
    [hub, proxy.chp, prePuller, prePuller.hook].forEach((part) => expect(part.resources.requests).toEqual(part.resources.limits));
  });

  test('keeps its secret out of the values', () => {
    expect(values.hub.extraEnv.OAUTH_CLIENT_SECRET.valueFrom.secretKeyRef).toEqual({ name: 'notebooks-hub', key: 'client-secret' });
    const secret = rendering.objects.find(isSecretObject)!;
    expect(secret.references).toEqual({ 'client-secret': { store: 'site', name: 'NOTEBOOKS_CLIENT_SECRET' } });
  });

  test('mounts raw data read-only at the volume and in the pod', () => {
    const of = (kind: string) => rendering.objects.find((o) => o.kind === kind && o.metadata.name.includes('raw')) as Plain;
    expect(of('PersistentVolume').spec.accessModes).toEqual(['ReadOnlyMany']);
    expect(of('PersistentVolumeClaim').spec.accessModes).toEqual(['ReadOnlyMany']);
    expect(values.hub.config.DaasKubeSpawner.mounts[1]).toMatchObject({
      name: 'raw',
      claim: 'mount-raw',
      readOnly: true,
      perProposal: true,
    });
  });

  test('pulls everything from a mirror, by the same paths', () => {
    const mirrored = rendered({ imageMirror: 'registry.fake.example/mirror' });
    const images = [...JSON.stringify(mirrored.releases).matchAll(/"(?:name|image|repository)":"([a-z0-9.-]+\.[a-z]+\/[^"]+)"/g)].map(
      (m) => m[1]!,
    );
    expect(images.length).toBeGreaterThan(10);
    expect(images.filter((i) => !i.startsWith('registry.fake.example/mirror/') && !i.startsWith('https:'))).toEqual([]);
  });

  test('keeps its state in PostgreSQL, with the password in the environment only', () => {
    const database = HubDatabase.postgres({ host: 'db.fake.example', user: 'hub', database: 'hub', password: Secret.env('HUB_DB') });
    const { hub } = valuesOf(rendered({ hubDatabase: database }));
    expect(hub.db).toEqual({ type: 'postgres', url: 'postgresql+psycopg2://hub@db.fake.example:5432/hub' });
    expect(hub.extraEnv.PGPASSWORD.valueFrom.secretKeyRef.key).toBe('database-password');
  });
});

describe('GPUs', () => {
  test.each([
    ['whole', GpuSharing.whole(), 'nvidia.com/gpu', 8],
    ['as slices', GpuSharing.mig({ profile: '1g.10gb', slicesPerGpu: 7 }), 'nvidia.com/mig-1g.10gb', 56],
    ['as slices with media engines', GpuSharing.mig({ profile: '1g.10gb+me', slicesPerGpu: 1 }), 'nvidia.com/mig-1g.10gb.me', 8],
    ['in turns', GpuSharing.timeSlice({ usersPerGpu: 4 }), 'nvidia.com/gpu.shared', 32],
  ])('%s are asked for by the device plugin’s name, as many as there are', (_, sharing, resource, shares) => {
    const rendering = rendered({}, sharing);
    const gpu = valuesOf(rendering).singleuser.profileList[1].kubespawner_override;
    expect(gpu.extra_resource_limits).toEqual({ [resource]: '1' });
    const quotas = rendering.objects.filter((o) => o.kind === 'ResourceQuota' && o.metadata.namespace === 'daas-notebooks') as Plain[];
    expect(quotas[0]!.spec.hard[`requests.${resource}`]).toBe(String(shares));
  });

  test('in turns are configured by the operator, under a name that nodes choose by label', () => {
    expect(release(rendered({}, GpuSharing.timeSlice({ usersPerGpu: 4 })), 'gpu-operator').values).toMatchInlineSnapshot(`
     {
       "daemonsets": {
         "tolerations": [
           {
             "effect": "NoSchedule",
             "key": "nvidia.com/gpu",
             "operator": "Equal",
             "value": "present",
           },
         ],
       },
       "devicePlugin": {
         "config": {
           "create": true,
           "data": {
             "time-slice-4": "{
       "version": "v1",
       "flags": {
         "migStrategy": "mixed"
       },
       "sharing": {
         "timeSlicing": {
           "renameByDefault": true,
           "failRequestsGreaterThanOne": true,
           "resources": [
             {
               "name": "nvidia.com/gpu",
               "replicas": 4
             }
           ]
         }
       }
     }",
             "whole": "{
       "version": "v1",
       "flags": {
         "migStrategy": "mixed"
       }
     }",
           },
           "default": "whole",
           "name": "sharing",
         },
       },
       "mig": {
         "strategy": "mixed",
       },
       "migManager": {
         "config": {
           "create": true,
           "data": {
             "config.yaml": "{
       "version": "v1",
       "mig-configs": {
         "all-disabled": [
           {
             "devices": "all",
             "mig-enabled": false
           }
         ]
       }
     }",
           },
           "default": "all-disabled",
           "name": "mig",
         },
       },
     }
    `);
  });
});
