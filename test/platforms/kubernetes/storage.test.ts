import { Mount, Secret } from '../../../constructs';
import { Cluster } from '../../../platforms/kubernetes/cluster';
import { isSecretObject, type SecretObject } from '../../../platforms/kubernetes/manifests/kubernetes-object';
import { renderMount } from '../../../platforms/kubernetes/storage/render-mounts';
import { mountKinds } from '../../../platforms/kubernetes/storage/volume-source';
import { FakeSite } from '../../fake-platform';
import type { Plain } from '../../synthesised';
import { clusterOptions } from './fixture';

const { facts } = new Cluster(new FakeSite(), 'Cluster', clusterOptions({ cephfs: { clusterId: 'facility', filesystem: 'data' } }));
const raw = { role: 'raw' } as const;
const secret = Secret.env('PASSWORD');

function rendered(mount: Mount): { readonly volume: Plain; readonly claim: Plain; readonly secrets: readonly SecretObject[] } {
  const objects = renderMount(mount.spec, 'notebooks', 'daas-notebooks', facts);
  const one = (kind: string) => objects.find((o) => o.kind === kind) as Plain;
  return { volume: one('PersistentVolume').spec, claim: one('PersistentVolumeClaim').spec, secrets: objects.filter(isSecretObject) };
}

test.each<[string, Mount, object, readonly string[] | undefined]>([
  [
    'NFS',
    Mount.nfs({ ...raw, server: 'nfs.example', path: '/raw', options: ['sec=krb5p'] }),
    { nfs: { server: 'nfs.example', path: '/raw', readOnly: true } },
    ['nfsvers=4.2', 'hard', 'nosuid', 'nodev', 'sec=krb5p', 'ro'],
  ],
  ['GPFS', Mount.gpfs({ ...raw, source: 'gpfs1', path: '/gpfs/raw' }), { hostPath: { path: '/gpfs/raw', type: 'Directory' } }, undefined],
  [
    'BeeGFS',
    Mount.beegfs({ ...raw, server: 'beegfs.example', path: '/raw' }),
    { csi: { driver: 'beegfs.csi.netapp.com', volumeHandle: 'beegfs://beegfs.example/raw', readOnly: true } },
    ['nosuid', 'nodev', 'ro'],
  ],
  [
    'CVMFS',
    Mount.cvmfs({ role: 'software', repository: 'software.eessi.io' }),
    {
      csi: {
        driver: 'cvmfs.csi.cern.ch',
        volumeHandle: 'cvmfs-software.eessi.io',
        readOnly: true,
        volumeAttributes: { repository: 'software.eessi.io' },
      },
    },
    undefined,
  ],
  [
    'CephFS',
    Mount.cephfs({ ...raw, monitors: ['mon.example'], path: '/raw', user: 'daas', secret }),
    {
      csi: {
        driver: 'cephfs.csi.ceph.com',
        volumeHandle: 'daas-notebooks-raw',
        readOnly: true,
        volumeAttributes: { clusterID: 'facility', fsName: 'data', rootPath: '/raw', staticVolume: 'true' },
        nodeStageSecretRef: { name: 'mount-raw', namespace: 'daas-notebooks' },
      },
    },
    ['ro'],
  ],
  [
    'SMB',
    Mount.smb({ ...raw, server: 'smb.example', share: 'raw', user: 'FACILITY\\daas', secret }),
    {
      csi: {
        driver: 'smb.csi.k8s.io',
        volumeHandle: 'smb.example/raw#daas-notebooks',
        readOnly: true,
        volumeAttributes: { source: '//smb.example/raw' },
        nodeStageSecretRef: { name: 'mount-raw', namespace: 'daas-notebooks' },
      },
    },
    ['dir_mode=0770', 'file_mode=0660', 'nosuid', 'nodev', 'ro'],
  ],
])('a volume of %s is static, retained, and read-only for raw data and software', (_, mount, source, mountOptions) => {
  const { volume, claim } = rendered(mount);
  expect(volume).toMatchObject({ ...source, accessModes: ['ReadOnlyMany'], persistentVolumeReclaimPolicy: 'Retain' });
  expect(volume.mountOptions).toEqual(mountOptions);
  expect(claim.accessModes).toEqual(['ReadOnlyMany']);
});

test('credentials of a file system are a Secret, its user’s name in it no secret', () => {
  const of = (mount: Mount) => rendered(mount).secrets.map(({ references, plain }) => ({ references, plain }));
  const password = { store: 'env', variable: 'PASSWORD' };
  expect(of(Mount.cephfs({ ...raw, monitors: ['m'], path: '/', user: 'daas', secret }))).toEqual([
    { references: { userKey: password }, plain: { userID: 'daas' } },
  ]);
  expect(of(Mount.smb({ ...raw, server: 's', share: 'x', user: 'FACILITY\\daas', secret }))).toEqual([
    { references: { password }, plain: { username: 'daas', domain: 'FACILITY' } },
  ]);
  expect(of(Mount.smb({ ...raw, server: 's', share: 'x', user: 'daas', secret }))[0]!.plain).toEqual({ username: 'daas' });
});

test('what pods can’t have is not offered', () => {
  expect(mountKinds(facts)).toEqual(['nfs', 'cephfs', 'smb', 'beegfs', 'cvmfs', 'gpfs', 'lustre', 'local']);
});
