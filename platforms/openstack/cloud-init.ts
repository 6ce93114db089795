/** Account that may log in by the operators' key. It may all: no service may run as it. */
export const ACCOUNT = 'deploy';

/** Not below /home: a site mounts its users' homes there, which would hide the key and lock everybody out. */
const HOME = `/var/lib/${ACCOUNT}`;

/** sshd reads no key from a folder that SELinux doesn't know as one for keys. */
const LABEL_KEYS = `if command -v selinuxenabled && selinuxenabled; then chcon -R -t ssh_home_t ${HOME}/.ssh; fi`;

/** What a machine does when it first starts: only what lets it be configured. Pure. */
export function renderCloudInit(machine: { readonly name: string; readonly operatorKey: string; readonly volume: boolean }): string {
  const config = {
    hostname: machine.name,
    users: [
      {
        name: ACCOUNT,
        homedir: HOME,
        lock_passwd: true,
        shell: '/bin/bash',
        sudo: 'ALL=(ALL) NOPASSWD:ALL',
        ssh_authorized_keys: [machine.operatorKey],
      },
    ],
    disable_root: true,
    ssh_pwauth: false,
    runcmd: [['sh', '-c', LABEL_KEYS]],
    ...(machine.volume && {
      // A cloud attaches a volume when the machine has started already.
      bootcmd: [['sh', '-c', `for i in $(seq 150); do [ -b ${VOLUME_DEVICE} ] && break; sleep 2; done`]],
      // An existing file system is never overwritten: the volume outlives the machine.
      fs_setup: [{ device: VOLUME_DEVICE, filesystem: 'xfs', label: 'daas', overwrite: false }],
      mounts: [['LABEL=daas', '/srv', 'xfs', 'defaults,nofail', '0', '2']],
    }),
  };
  // JSON is YAML, and needs no writer of its own.
  return `#cloud-config\n${JSON.stringify(config, null, 1)}\n`;
}

/** Second disk of a machine with virtio disks. */
const VOLUME_DEVICE = '/dev/vdb';
