import { ending, Trial } from './trial';
import { Visitors } from './visitors';

const MINUTE = 60_000;
const HOSTS = ['front', 'ctl', 'node1', 'node2'];
const trial = Trial.open();

/** What the facility had before the site, and has to have after it. */
function existing(): object {
  const hosts = HOSTS.map((host) => [
    host,
    trial.on(host, 'sha256sum /etc/slurm/slurm.conf /etc/munge/munge.key /etc/passwd /etc/group'),
    trial.on(
      host,
      `systemctl list-units --plain --no-legend --state=running 'slurm*' munge glusterd ssh ${host === 'ctl' ? "'daas-*'" : ''}`,
    ),
  ]);
  const discovery = 'https://login.umbrella.example/realms/umbrella/.well-known/openid-configuration';
  const federation = trial.on('front', `python3 -c "import urllib.request as u; print(u.urlopen('${discovery}').read().decode())"`);
  const others = trial.on('ctl', "squeue --noheader --user=pierre --format='%i %T %N %j'");
  return { hosts, federation, others, nodes: trial.on('ctl', 'sinfo --noheader --Node --format="%N %P" | sort') };
}

/** Sums of what is on the file server. */
function data(): string {
  return trial.on('ctl', "cd /srv && find home raw -type f -not -path '*/.*' -exec sha256sum {} + | sort -k 2");
}

/** What the site has put onto a host and that has to go. */
function added(host: string): string {
  const looks = [
    'ls -d /opt/daas/env /opt/daas/run /etc/daas /etc/sudoers.d/daas-jobs /usr/local/libexec/daas 2>/dev/null',
    'ls /etc/nginx/conf.d/daas-* /etc/systemd/system/daas-* /etc/systemd/system/home.* /etc/systemd/system/data-raw.* 2>/dev/null',
    "find /etc/ssl/certs /usr/local/share/ca-certificates -name 'daas-*'",
    'findmnt --noheadings --output TARGET --types fuse.glusterfs,fuse.sshfs',
    'nft list tables 2>/dev/null | grep daas',
    "ss --listening --tcp --numeric --no-header | awk '{ print $4 }' | grep -E ':(80|443|8000|8001|8080|8081|8090)$'",
    "ps -eo user:20,args | grep -E '^daas ' | grep -v grep",
  ];
  return trial.on(host, `${looks.join('; ')}; true`);
}

test('there is something to remove, which the looks of this test find', () => {
  expect(added('front').split('\n').length).toBeGreaterThan(12);
  expect(added('node1').split('\n').length).toBeGreaterThan(3);
});

test(
  'destroy removes what the site has added, ends its notebooks, and leaves the scheduler, the federation, accounts and all data alone',
  async () => {
    const visitors = await Visitors.of(trial);
    const marie = await visitors.working('marie');
    await marie.runCode("open('work.txt', 'w').write('mine'); print('written')");
    expect(trial.job('marie')).toMatch(/^marie RUNNING node/);
    await visitors.leave();

    const before = { existing: existing(), data: data() };
    expect(before.data).toMatch(/home\/marie\/work\.txt/);
    expect(before.data).toMatch(/raw\/proposal-4711\/scan\.txt/);
    expect(ending(await trial.cdktf('destroy'))).toEqual({ code: 0 });

    for (const host of ['front', 'node1', 'node2']) {
      expect([host, added(host)]).toEqual([host, '']);
    }
    expect(trial.job('marie')).toBe('');
    expect({ existing: existing(), data: data() }).toEqual(before);
    expect(trial.on('ctl', "squeue --noheader --user=pierre --format='%T'")).toBe('RUNNING');
    // Realms hold what ties people to their accounts: they are data.
    expect(trial.on('front', 'ls /opt/daas/services/keycloak/data')).toContain('h2');
  },
  12 * MINUTE,
);
