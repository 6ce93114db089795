import { expandHosts } from '../../../toolkit/slurm/host-list';
import { readMounts } from '../../../toolkit/new/discover/mount-guess';
import { gpusOf, minutesOf } from '../../../toolkit/slurm/partition';
import { readSinfo } from '../../../toolkit/slurm/sinfo';
import { readSlurmConf } from '../../../toolkit/slurm/slurm-conf';
import { dump } from '../new/parts';

describe('what Slurm writes', () => {
  test.each([
    ['90', 90],
    ['90:30', 90],
    ['08:30:00', 510],
    ['2-0', 2880],
    ['1-12:30', 2190],
    ['1-00:00:00', 1440],
    ['UNLIMITED', 10080],
    ['infinite', 10080],
  ])('the time %s is %i minutes', (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
  });

  test.each([
    ['node', ['node']],
    ['a[1-3],b', ['a1', 'a2', 'a3', 'b']],
    ['cn[008-010,20].x', ['cn008.x', 'cn009.x', 'cn010.x', 'cn20.x']],
    ['r[1-2]n[1-2]', ['r1n1', 'r1n2', 'r2n1', 'r2n2']],
  ])('the hosts %s are each one', (list, hosts) => {
    expect(expandHosts(list)).toEqual(hosts);
  });

  test.each([
    ['(null)', null],
    ['craynetwork:4', null],
    ['gpu:2', { model: 'GPU', count: 2, resource: 'gpu' }],
    ['gpu:nvidia_a100:4(S:0-1)', { model: 'A100', count: 4, resource: 'gpu:nvidia_a100' }],
    ['shard:8,gpu:v100:1', { model: 'V100', count: 1, resource: 'gpu:v100' }],
  ])('the GPUs of %s', (gres, gpus) => {
    expect(gpusOf(gres)).toEqual(gpus);
  });

  test('slurm.conf and sinfo tell the same of the same cluster', () => {
    const values = (queues: readonly { readonly value: object }[]) => queues.map((q) => q.value);
    const conf = readSlurmConf(dump('slurm/slurm.conf'), 'slurm.conf');
    const sinfo = readSinfo(dump('slurm/sinfo.txt'), 'sinfo.txt');
    expect(values(conf.queues.slice(0, 2))).toEqual(values(sinfo.slice(0, 2)));
    expect(conf.queues[1]).toEqual({
      source: 'slurm.conf:10, slurm.conf:6',
      value: {
        name: 'gpu',
        limitMinutes: 510,
        cores: 64,
        memoryMebibytes: 515000,
        gpus: { model: 'A100', count: 4, resource: 'gpu:nvidia_a100' },
        usual: false,
      },
    });
    expect(conf.controller).toEqual({ value: 'ctl', source: 'slurm.conf:3' });
    expect(conf.nodes?.value).toEqual(['cn001', 'cn002', 'cn003', 'gpu1', 'gpu2']);
  });
});

test('mounts are read as fstab, the kernel and mount write them', () => {
  const found = (text: string) => readMounts(text, 'f').map((m) => [m.value.role, m.value.kind, m.value.point, m.source]);
  expect(found(dump('slurm/fstab'))).toEqual([['home', 'nfs', '/home', 'f:3']]);
  expect(found('server:/x /data/raw nfs ro 0 0\n#server:/y /home nfs rw 0 0')).toEqual([['raw', 'nfs', '/data/raw', 'f:1']]);
  expect(found(dump('slurm/mount.txt'))).toEqual([
    ['home', 'nfs', '/home', 'f:2'],
    ['raw', 'gpfs', '/gpfs/data', 'f:3'],
    ['results', 'lustre', '/scratch', 'f:4'],
    ['software', 'cvmfs', '/cvmfs/software.eessi.io', 'f:5'],
  ]);
});
