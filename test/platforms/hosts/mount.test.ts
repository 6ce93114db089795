import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Mount, Secret } from '../../../constructs';
import { overrideMount } from '../../../constructs/storage/mount-override';
import { portText } from '../../../core/port-range';
import { HostsPlatform } from '../../../platforms/hosts/hosts-platform';
import { mountFlows } from '../../../platforms/hosts/mount-flows';
import { mountPoint } from '../../../platforms/hosts/mount-point';
import { mountHostPath, renderMountSettings } from '../../../platforms/hosts/mount-settings';
import { escapePath } from '../../../platforms/hosts/mount-units';
import { FakeSite, problemsOf } from '../../fake-platform';
import { synthesised, type Plain } from '../../synthesised';

const secret = Secret.env('KEY');
/** The lines of a mount's units that say what is mounted where. */
const linesOf = (mount: Mount) =>
  renderMountSettings(mount.spec).units.flatMap((unit) => [
    unit.name,
    ...unit.content.split('\n').filter((line) => /^(What|Where|Type|Options|Requires|After|ExecStart|WantedBy)=/.test(line)),
  ]);

describe('units of systemd', () => {
  test('of an NFS export: mounted at the first access, for all users at once', () => {
    const { units, ...rest } = renderMountSettings(Mount.nfs({ role: 'home', server: 'nfs.fake.example', path: '/home' }).spec);
    expect(units.map((u) => `--- ${u.name}\n${u.content}`).join('')).toMatchInlineSnapshot(`
     "--- home.mount
     # Made by the kit (role mount); changes by hand are found by \`daas drift\` and overwritten.
     [Unit]
     Description=home data (home)
     Wants=network-online.target
     After=network-online.target remote-fs-pre.target

     [Mount]
     What=nfs.fake.example:/home
     Where=/home
     Type=nfs
     Options=rw,nosuid,nodev,_netdev,nfsvers=4.2,proto=tcp,hard,timeo=600,retrans=2
     TimeoutSec=60

     [Install]
     WantedBy=remote-fs.target
     --- home.automount
     # Made by the kit (role mount); changes by hand are found by \`daas drift\` and overwritten.
     [Unit]
     Description=home data (home)

     [Automount]
     Where=/home

     [Install]
     WantedBy=remote-fs.target
     "
    `);
    expect(rest).toMatchInlineSnapshot(`
     {
       "automount": true,
       "check": {
         "owner": "root",
         "readOnly": false,
         "types": [
           "nfs4",
         ],
       },
       "credentials": null,
       "existing": false,
       "files": [],
       "folder": null,
       "helper": "/sbin/mount.nfs",
       "hostPath": "/home",
       "name": "home",
       "packages": {
         "debian": [
           "nfs-common",
         ],
         "redhat": [
           "nfs-utils",
         ],
       },
       "unit": "home.mount",
       "vendor": null,
     }
    `);
  });

  test('of GPFS: a folder of what the facility mounts, shown read-only once it is there', () => {
    expect(linesOf(Mount.gpfs({ role: 'raw', source: 'gpfs1', path: '/gpfs/visitor' }))).toMatchInlineSnapshot(`
     [
       "daas-mount-raw.service",
       "After=network-online.target gpfs.service",
       "Type=oneshot",
       "ExecStart=/bin/sh -c 'until findmnt --types gpfs --target /gpfs/visitor >/dev/null; do sleep 2; done'",
       "data-raw.mount",
       "Requires=daas-mount-raw.service",
       "After=network-online.target remote-fs-pre.target daas-mount-raw.service",
       "What=/gpfs/visitor",
       "Where=/data/raw",
       "Type=none",
       "Options=bind,ro,nosuid,nodev",
       "WantedBy=remote-fs.target",
       "data-raw.automount",
       "Where=/data/raw",
       "WantedBy=remote-fs.target",
     ]
    `);
  });

  test('of Lustre, CephFS, SMB, GlusterFS and sshfs: what mount(8) is told', () => {
    const mounts = [
      Mount.lustre({ role: 'results', server: '10.0.0.1@tcp', filesystem: 'scratch', path: '/daas' }),
      Mount.cephfs({ role: 'raw', monitors: ['a.fake.example', 'b.fake.example'], path: '/raw', user: 'daas', secret }),
      Mount.smb({ role: 'results', name: 'office', server: 'smb.fake.example', share: 'daas', user: 'FAKE\\daas', secret }),
      Mount.glusterfs({ role: 'raw', servers: ['a.fake.example', 'b.fake.example'], volume: 'raw', path: '/2026' }),
      Mount.sshfs({ role: 'raw', server: 'a.fake.example', path: '/srv', user: 'daas', identityFile: '/etc/daas/key' }),
    ];
    expect(mounts.flatMap((m) => linesOf(m).filter((line) => /^(What|Type|Options)=/.test(line)))).toMatchInlineSnapshot(`
     [
       "What=10.0.0.1@tcp:/scratch/daas",
       "Type=lustre",
       "Options=rw,nosuid,nodev,_netdev,flock",
       "What=a.fake.example,b.fake.example:/raw",
       "Type=ceph",
       "Options=ro,nosuid,nodev,_netdev,name=daas,secretfile=/etc/daas/mounts/raw.credentials",
       "What=//smb.fake.example/daas",
       "Type=cifs",
       "Options=rw,nosuid,nodev,_netdev,vers=3.1.1,credentials=/etc/daas/mounts/office.credentials",
       "What=a.fake.example:/raw/2026",
       "Type=glusterfs",
       "Options=ro,nosuid,nodev,_netdev,log-level=WARNING,backup-volfile-servers=b.fake.example",
       "What=daas@a.fake.example:/srv",
       "Type=fuse.sshfs",
       "Options=ro,nosuid,nodev,_netdev,IdentityFile=/etc/daas/key,StrictHostKeyChecking=yes,reconnect,ServerAliveInterval=15,allow_other,default_permissions",
     ]
    `);
  });

  test('of BeeGFS: the whole file system aside, the wanted folder where users see it', () => {
    const mount = Mount.beegfs({ role: 'results', server: 'beegfs.fake.example', path: '/daas', clientPort: 8014 });
    expect(linesOf(mount)).toMatchInlineSnapshot(`
     [
       "run-daas-mounts-results.mount",
       "After=network-online.target remote-fs-pre.target",
       "What=beegfs_nodev",
       "Where=/run/daas/mounts/results",
       "Type=beegfs",
       "Options=rw,nosuid,nodev,_netdev,cfgFile=/etc/daas/mounts/results.conf",
       "WantedBy=remote-fs.target",
       "data-results.mount",
       "Requires=run-daas-mounts-results.mount",
       "After=network-online.target remote-fs-pre.target run-daas-mounts-results.mount",
       "What=/run/daas/mounts/results/daas",
       "Where=/data/results",
       "Type=none",
       "Options=bind,rw,nosuid,nodev",
       "WantedBy=remote-fs.target",
       "data-results.automount",
       "Where=/data/results",
       "WantedBy=remote-fs.target",
     ]
    `);
    expect(renderMountSettings(mount.spec).files).toMatchInlineSnapshot(`
     [
       {
         "content": "sysMgmtdHost = beegfs.fake.example
     connClientPort = 8014
     connAuthFile = /etc/beegfs/conn.auth
     ",
         "path": "/etc/daas/mounts/results.conf",
       },
     ]
    `);
  });

  test('of CVMFS: below /cvmfs, which is built into its programs', () => {
    const mount = Mount.cvmfs({ role: 'software', repository: 'software.eessi.io', proxy: 'http://squid.fake.example:3128' });
    expect(linesOf(mount)).toMatchInlineSnapshot(`
     [
       "cvmfs-software.eessi.io.mount",
       "After=network-online.target remote-fs-pre.target",
       "What=software.eessi.io",
       "Where=/cvmfs/software.eessi.io",
       "Type=cvmfs",
       "Options=ro,nosuid,nodev,_netdev",
       "WantedBy=remote-fs.target",
       "cvmfs-software.eessi.io.automount",
       "Where=/cvmfs/software.eessi.io",
       "WantedBy=remote-fs.target",
     ]
    `);
    expect(renderMountSettings(mount.spec).files).toMatchInlineSnapshot(`
     [
       {
         "content": "CVMFS_HTTP_PROXY='http://squid.fake.example:3128'
     ",
         "path": "/etc/cvmfs/config.d/software.eessi.io.local",
       },
     ]
    `);
  });

  test('are named as systemd-escape names them, and a percent sign stays one', () => {
    expect(['/data/raw', '/data/raw-1', '/', '/.hidden', '/a b/ü', '/cvmfs/software.eessi.io'].map(escapePath)).toEqual([
      'data-raw',
      'data-raw\\x2d1',
      '-',
      '\\x2ehidden',
      'a\\x20b-\\xc3\\xbc',
      'cvmfs-software.eessi.io',
    ]);
    expect(linesOf(Mount.nfs({ role: 'raw', server: 'n', path: '/100%' }))).toContain('What=n:/100%%');
  });
});

describe('the port matrix', () => {
  test('has what clients of a Ceph cluster reach: monitors of both protocols, OSDs and metadata servers', () => {
    const { source } = Mount.cephfs({ role: 'raw', monitors: ['m'], path: '/', user: 'u', secret }).spec;
    const rows = mountFlows('raw', source).map((f) => `${f.from} -> ${f.to} ${f.protocol}/${portText(f.port)}`);
    expect(rows.filter((row) => row.startsWith('hub'))).toEqual([
      'hub -> ceph tcp/3300',
      'hub -> ceph tcp/6789',
      'hub -> ceph tcp/6800-7568',
    ]);
    expect(rows).toHaveLength(9);
  });

  test('has one place for all shares that a cloud makes', () => {
    const key = { store: 'state', resource: 'r.a', attribute: 'k', version: '1' } as const;
    const { source } = Mount.cephfs({ role: 'raw', monitors: ['m'], path: '/', user: 'u', secret: key }).spec;
    expect(new Set(mountFlows('raw', source).map((f) => f.to))).toEqual(new Set(['shares']));
  });
});

describe('raw data', () => {
  test('are mounted read-only by every kind of file system, and checked to be so', () => {
    const role = 'raw';
    const mounts = [
      Mount.nfs({ role, server: 'n', path: '/raw' }),
      Mount.gpfs({ role, source: 'g', path: '/g/raw' }),
      Mount.lustre({ role, server: 'l@tcp', filesystem: 'l', path: '/' }),
      Mount.cephfs({ role, monitors: ['m'], path: '/', user: 'u', secret }),
      Mount.beegfs({ role, server: 'b', path: '/raw' }),
      Mount.smb({ role, server: 's', share: 'raw', user: 'u', secret }),
      Mount.glusterfs({ role, servers: ['g'], volume: 'raw' }),
      Mount.sshfs({ role, server: 's', path: '/raw', user: 'u', identityFile: '/k' }),
      Mount.local({ role, path: '/srv/raw' }),
    ];
    for (const mount of mounts) {
      const { units, check } = renderMountSettings(mount.spec);
      const options = units.flatMap((u) => /^Options=(.*)$/m.exec(u.content)?.[1] ?? []);
      expect([mount.spec.source.kind, options.length > 0 && options.every((o) => /(^|,)ro(,|$)/.test(o)), check.readOnly]).toEqual([
        mount.spec.source.kind,
        true,
        true,
      ]);
    }
  });
});

describe('a mount of the facility’s own', () => {
  test('gets no unit, package or credentials; it is only checked', () => {
    const { units, packages, credentials, helper, check } = renderMountSettings(
      Mount.smb({ role: 'results', server: 's', share: 'x', user: 'u', secret, existing: true, owner: 'beamline' }).spec,
    );
    expect({ units, packages, credentials, helper }).toEqual({
      units: [],
      packages: { debian: [], redhat: [] },
      credentials: null,
      helper: null,
    });
    expect(check).toEqual({ types: ['cifs', 'smb3'], readOnly: false, owner: 'beamline' });
  });

  test('lies where the facility has it, and where users see it otherwise', () => {
    const gpfs = { source: 'g', path: '/gpfs/exp' };
    expect(mountHostPath(Mount.gpfs({ role: 'results', ...gpfs, existing: true }).spec)).toBe('/gpfs/exp');
    expect(mountHostPath(Mount.gpfs({ role: 'results', ...gpfs }).spec)).toBe('/data/results');
    expect(mountPoint({ mountPath: '/home/{user}' })).toBe('/home');
    expect(mountPoint({ mountPath: '/data/{user}/scratch' })).toBe('/data');
  });

  test('that users see where it lies needs nothing, unless they must not write', () => {
    const gpfs = { source: 'g', path: '/gpfs/exp', mountPath: '/gpfs/exp' };
    expect(renderMountSettings(Mount.gpfs({ role: 'results', ...gpfs }).spec)).toMatchObject({ existing: true, units: [] });
    expect(renderMountSettings(Mount.gpfs({ role: 'raw', ...gpfs }).spec)).toMatchObject({ existing: false });
  });
});

describe('an override', () => {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-overrides-'));
  const raw = Mount.gpfs({ role: 'raw', source: 'gpfs1', path: '/gpfs/visitor', options: ['noatime'], existing: true }).spec;
  const write = (content: unknown) => {
    process.env['DAAS_MOUNT_OVERRIDES'] = path.join(scratch, 'overrides.json');
    fs.writeFileSync(process.env['DAAS_MOUNT_OVERRIDES'], typeof content === 'string' ? content : JSON.stringify(content));
  };

  afterEach(() => delete process.env['DAAS_MOUNT_OVERRIDES']);
  afterAll(() => fs.rmSync(scratch, { recursive: true }));

  test('puts another file system in the place of a site’s, and changes nothing of what users may do', () => {
    write({
      fake: { raw: { kind: 'glusterfs', servers: ['store'], volume: 'raw', path: '/' } },
      other: { raw: { kind: 'local', path: '/x' } },
    });
    expect(overrideMount(new FakeSite(), raw)).toEqual({
      ...raw,
      source: { kind: 'glusterfs', servers: ['store'], volume: 'raw', path: '/' },
      options: [],
      existing: false,
    });
  });

  test('leaves alone what it doesn’t name, and everything where there is none', () => {
    expect(overrideMount(new FakeSite(), raw)).toBe(raw);
    write({ fake: { home: { kind: 'local', path: '/srv' } } });
    expect(overrideMount(new FakeSite(), raw)).toBe(raw);
  });

  test.each<[string, unknown, string, RegExp]>([
    ['a kind that there isn’t', { fake: { raw: { kind: 'gluster' } } }, 'MountOverrideKind', /unknown kind 'gluster'/],
    ['a field that lacks', { fake: { raw: { kind: 'local' } } }, 'MountOverrideFields', /wrong fields: path/],
    ['a field too many', { fake: { raw: { kind: 'local', path: '/x', role: 'home' } } }, 'MountOverrideFields', /wrong fields: role/],
    ['no JSON', '{', 'MountOverrideFile', /can't be read as JSON/],
  ])('fails with a problem for %s', (_what, content, code, message) => {
    write(content);
    expect(problemsOf((site) => overrideMount(site, raw))).toEqual([
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    ]);
  });
});

describe('on hosts reached by SSH', () => {
  const inventory = 'sites/psi/hosts.yml';
  const nfs = { role: 'home', server: 'nfs.fake.example', path: '/home' } as const;

  test('a mount is made once, as root, on all hosts where users are, with its secret by reference', () => {
    const site = new FakeSite((scope) => {
      const platform = HostsPlatform.ssh(scope, 'Hosts', { inventory });
      const smb = Mount.smb({ role: 'results', server: 's.fake.example', share: 'x', user: 'daas', secret: Secret.site('SMB_PASSWORD') });
      expect(platform.bindMount(smb.spec).hostPath).toBe('/data/results');
      expect(platform.bindMount(smb.spec).ready).toBe(platform.bindMount(smb.spec).ready);
    });
    const { terraform_data } = synthesised(site).resource as { terraform_data: Record<string, Plain> };
    const [settings] = Object.entries(terraform_data).flatMap(([key, value]) => (/Mount-results_Settings/.test(key) ? [value] : []));
    expect(settings!.triggers_replace).toMatchObject({
      target: { hosts: 'hub:login:compute', runAs: 'root' },
      settings: { hostPath: '/data/results', credentials: { lines: ['username=daas', 'password='] } },
      secrets: { CREDENTIALS: { key: 'SMB_PASSWORD' } },
    });
    expect(synthesised(site)['//'].blueprint.secrets).toContainEqual(
      expect.objectContaining({ reference: { store: 'site', name: 'SMB_PASSWORD' } }),
    );
  });

  test.each<[string, Mount, string]>([
    ['data on a file server that destroy would remove', Mount.nfs({ ...nfs, removeOnDestroy: true }), 'HostsMountRemove'],
    ['a mount without a folder of its own', Mount.nfs({ ...nfs, mountPath: '/{user}' }), 'HostsMountPoint'],
  ])('fails with a problem for %s', (_what, mount, code) => {
    const found = problemsOf((scope) => {
      HostsPlatform.ssh(scope, 'Hosts', { inventory }).bindMount(mount.spec);
    });
    expect(found.map((p) => p.code)).toEqual([code]);
  });
});
