import { BatchCluster, Duration, Mount, Queue, Scheduler, Size } from '../../constructs';
import { HostsPlatform } from '../../platforms/hosts/hosts-platform';
import { localPorts } from '../../core/local-ports';
import { renderSlurmSettings } from '../../platforms/hosts/slurm-settings';
import { FakeSite, problemsOf } from '../fake-platform';
import { synthesised } from '../synthesised';

const OPTIONS = { directory: '/var/tmp/daas-fake', firstPort: 9000, account: 'daas-fake' };
const QUEUES = [
  Queue.named('short', { limit: Duration.minutes(90), coresPerNode: 4, memoryPerNode: Size.gibibytes(8) }),
  Queue.named('long', { limit: Duration.hours(8), coresPerNode: 8, memoryPerNode: Size.gibibytes(16) }),
];

describe('a local machine', () => {
  test('waits with everything for its account, folders and supervisor', () => {
    const { resource } = synthesised(
      new FakeSite((site) => {
        const platform = HostsPlatform.local(site, 'Machine', OPTIONS);
        platform.bindMount(Mount.local({ role: 'raw', path: '/data/raw' }).spec);
        new BatchCluster(site, 'Batch', { platform, scheduler: Scheduler.slurm(), queues: QUEUES });
      }),
    );
    const dependencies = (name: RegExp) => {
      const found = Object.entries(resource.terraform_data as Record<string, { depends_on?: string[] }>).find(([key]) => name.test(key));
      return (found?.[1].depends_on ?? []).map((d) => d.replace(/^terraform_data\.|_[0-9A-F]{8}$/g, ''));
    };
    expect(dependencies(/^Machine_Base_Play_Settings/)).toEqual(['Machine_Base_Play_Service']);
    expect(dependencies(/^Machine_Mount-raw_Service/)).toEqual(['Machine_Base_Play_Service', 'Machine_Base_Play_Settings']);
    expect(dependencies(/^Batch_Play_Service/)).toContain('Machine_Base_Play_Settings');
  });

  test('removes data only with both keys', () => {
    const removal = (removeOnDestroy: boolean, removeDataOnDestroy: boolean): unknown => {
      const site = new FakeSite(
        (s) => {
          HostsPlatform.local(s, 'Machine', OPTIONS).bindMount(Mount.local({ role: 'home', path: '/data/home', removeOnDestroy }).spec);
        },
        { removeDataOnDestroy },
      );
      const all = synthesised(site).resource.terraform_data as Record<
        string,
        { input?: { name?: string; removal: { removeData?: boolean } } }
      >;
      return Object.values(all).find((r) => r.input?.name === 'mount-home')?.input?.removal.removeData;
    };
    expect([removal(false, false), removal(true, false), removal(false, true), removal(true, true)]).toEqual([false, false, false, true]);
  });

  test('fails with HostsSchedulerExisting for a scheduler that the facility runs', () => {
    const found = problemsOf((site) => {
      const platform = HostsPlatform.local(site, 'Machine', OPTIONS);
      new BatchCluster(site, 'Batch', { platform, scheduler: Scheduler.slurm({ existing: true }), queues: QUEUES });
    });
    expect(found.map((p) => p.code)).toEqual(['HostsSchedulerExisting']);
  });
});

test('the settings of Slurm offer the largest node, and the first queue as default', () => {
  const target = { kind: 'local', inventory: '', directory: '/var/tmp/daas-fake', account: 'daas-fake', manager: 'supervisor' } as const;
  expect(renderSlurmSettings({ name: 'batch', ...Scheduler.slurm().spec, queues: QUEUES.map((q) => q.spec) }, target, localPorts(9000)))
    .toMatchInlineSnapshot(`
    {
      "clusterName": "daas",
      "controllerPort": 9005,
      "cores": 8,
      "directory": "/var/tmp/daas-fake/services/slurm",
      "memoryMebibytes": 16384,
      "nodePort": 9006,
      "partitions": [
        {
          "default": true,
          "maxTimeMinutes": 90,
          "name": "short",
        },
        {
          "default": false,
          "maxTimeMinutes": 480,
          "name": "long",
        },
      ],
    }
  `);
});
