import type { Construct } from 'constructs';
import { Account, Auth, Federation, IdentityMap, Portal, Secret } from '../../constructs';
import { HostsPlatform } from '../../platforms/hosts/hosts-platform';
import { SiteStack } from '../../stacks/site-stack';

/** PSI: notebooks as Slurm jobs on the Ra cluster, beside the data. */
export class Psi extends SiteStack {
  constructor(app: Construct) {
    super(app, 'psi', { facility: 'PSI', domain: 'daas.psi.example', contact: 'useroffice@psi.example' });
    const cluster = HostsPlatform.ssh(this, 'Ra', { inventory: 'sites/psi/hosts.yml', accounts: 'created' });
    const auth = new Auth(this, 'Auth', {
      platform: cluster,
      title: 'PSI Data Analysis',
      contact: 'useroffice@psi.example',
      federations: [
        Federation.umbrella({
          issuer: 'https://login.umbrella.example/realms/umbrella',
          clientId: 'psi-broker',
          secret: Secret.env('UMBRELLA_SECRET'),
        }),
      ],
      identities: IdentityMap.fromClaims({ user: 'preferred_username', uid: 'uidNumber', gid: 'gidNumber' }),
      accounts: [
        Account.linked({
          username: 'marie',
          firstName: 'Marie',
          lastName: 'Dupont',
          email: 'marie@psi.example',
          uid: 21001,
          gid: 21001,
          federation: 'umbrella',
          subject: '0a1b2c3d4e5f@umbrella.example',
        }),
      ],
    });
    new Portal(this, 'Portal', { platform: cluster, auth, kind: Portal.landingPage({ hubs: [], access: ['x'] }) });
  }
}
