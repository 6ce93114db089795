import type { Construct } from 'constructs';
import type { AuthSpec } from '../../constructs/auth/auth-spec';
import type { SshMachines } from './ssh-machines';

/** Makes the accounts that Auth lists on all hosts where users have processes. */
export function bindAccounts(scope: Construct, machine: SshMachines, realm: string, spec: () => AuthSpec): void {
  const play = machine.play(scope, 'Accounts', {
    role: 'accounts',
    name: `accounts-${realm}`,
    root: true,
    groups: ['hub', 'login', 'controller', 'compute'],
    settings: () => ({ accounts: renderAccounts(spec()) }),
    removal: {},
  });
  // A home that is made before the file system of homes is mounted would be hidden by it.
  play.node.addDependency(machine.homes);
}

/** People with numbers; who has none has no account on hosts. Pure. */
export function renderAccounts({ accounts, identities }: Pick<AuthSpec, 'accounts' | 'identities'>): readonly object[] {
  return accounts.flatMap(({ username, attributes }) => {
    const [uid] = attributes[identities.uid] ?? [];
    const [gid] = attributes[identities.gid] ?? [];
    return uid === undefined || gid === undefined
      ? []
      : [{ name: username, uid: Number(uid), gid: Number(gid), home: `/home/${username}` }];
  });
}
