import { Mount, Secret, Size } from '../../constructs';

const secret = Secret.env('CEPH_KEY');

test('every kind of file system is plain data, without a secret’s value', () => {
  const specs = [
    Mount.nfs({ role: 'home', server: 'nfs.fake.example', path: '/home', quota: Size.gibibytes(50) }),
    Mount.gpfs({ role: 'raw', source: 'gpfs1', path: '/data/visitor' }),
    Mount.lustre({ role: 'results', server: '10.0.0.1@tcp', filesystem: 'scratch', path: '/' }),
    Mount.cephfs({ role: 'results', name: 'ceph', monitors: ['mon.fake.example'], path: '/daas', user: 'daas', secret }),
    Mount.beegfs({ role: 'results', name: 'beegfs', server: 'beegfs.fake.example', path: '/daas' }),
    Mount.cvmfs({ role: 'software', repository: 'software.eessi.io' }),
    Mount.smb({ role: 'results', name: 'smb', server: 'smb.fake.example', share: 'daas', user: 'daas', secret }),
    Mount.glusterfs({ role: 'results', name: 'gluster', servers: ['a.fake.example', 'b.fake.example'], volume: 'daas' }),
    Mount.sshfs({ role: 'results', name: 'ssh', server: 'a.fake.example', path: '/srv', user: 'daas', identityFile: '/etc/daas/key' }),
    Mount.local({ role: 'results', name: 'local', path: '/srv', removeOnDestroy: true }),
  ].map((m) => m.spec.source);
  expect(specs).toMatchInlineSnapshot(`
   [
     {
       "kind": "nfs",
       "path": "/home",
       "server": "nfs.fake.example",
       "version": "4.2",
     },
     {
       "filesystem": "gpfs1",
       "kind": "gpfs",
       "path": "/data/visitor",
     },
     {
       "filesystem": "scratch",
       "kind": "lustre",
       "path": "/",
       "server": "10.0.0.1@tcp",
     },
     {
       "kind": "cephfs",
       "monitors": [
         "mon.fake.example",
       ],
       "path": "/daas",
       "secret": {
         "store": "env",
         "variable": "CEPH_KEY",
       },
       "user": "daas",
     },
     {
       "clientPort": 8004,
       "kind": "beegfs",
       "path": "/daas",
       "server": "beegfs.fake.example",
     },
     {
       "kind": "cvmfs",
       "proxy": "DIRECT",
       "repository": "software.eessi.io",
     },
     {
       "kind": "smb",
       "secret": {
         "store": "env",
         "variable": "CEPH_KEY",
       },
       "server": "smb.fake.example",
       "share": "daas",
       "user": "daas",
     },
     {
       "kind": "glusterfs",
       "path": "/",
       "servers": [
         "a.fake.example",
         "b.fake.example",
       ],
       "volume": "daas",
     },
     {
       "identityFile": "/etc/daas/key",
       "kind": "sshfs",
       "path": "/srv",
       "server": "a.fake.example",
       "user": "daas",
     },
     {
       "kind": "local",
       "path": "/srv",
     },
   ]
  `);
});

test('the role decides where users see a mount, who may write, and whether it has folders a proposal', () => {
  const of = (role: 'home' | 'raw' | 'results' | 'software') => {
    const { source: _source, ...rest } = Mount.local({ role, path: '/srv' }).spec;
    return rest;
  };
  const rest = { quotaBytes: null, removeOnDestroy: false, existing: false, options: [], owner: 'root' };
  expect(of('home')).toEqual({ name: 'home', role: 'home', mountPath: '/home/{user}', readOnly: false, perProposal: false, ...rest });
  expect(of('raw')).toEqual({ name: 'raw', role: 'raw', mountPath: '/data/raw', readOnly: true, perProposal: true, ...rest });
  expect(of('results')).toEqual({
    name: 'results',
    role: 'results',
    mountPath: '/data/results',
    readOnly: false,
    perProposal: true,
    ...rest,
  });
  expect(of('software')).toEqual({
    name: 'software',
    role: 'software',
    mountPath: '/software',
    readOnly: true,
    perProposal: false,
    ...rest,
  });
});

test('what a site says wins over the role', () => {
  const options = {
    role: 'results',
    path: '/srv',
    name: 'scratch',
    mountPath: '/scratch/{user}',
    readOnly: true,
    perProposal: false,
    existing: true,
    options: ['noatime'],
    owner: 'beamline',
  } as const;
  expect(Mount.local({ ...options, quota: Size.gibibytes(1), removeOnDestroy: true }).spec).toEqual({
    name: 'scratch',
    role: 'results',
    source: { kind: 'local', path: '/srv' },
    mountPath: '/scratch/{user}',
    readOnly: true,
    perProposal: false,
    quotaBytes: 1024 ** 3,
    removeOnDestroy: true,
    existing: true,
    options: ['noatime'],
    owner: 'beamline',
  });
});
