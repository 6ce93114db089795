import { ANSWERED } from '../answers/answers';
import type { Setting } from '../archetypes/archetype';
import { exampleLine, guessLine, quoted } from './code';

const REGISTER = 'register one at the federation';

/** The broker, on one of the site's platforms. Pure. */
export function renderAuth(platform: string, { name, answers: { issuer, domain } }: Setting): string {
  return `
    const auth = new Auth(this, 'Auth', {
      platform: ${platform},
      federations: [
        ${issuer.source === ANSWERED ? exampleLine(`the client; ${REGISTER}`) : guessLine(issuer.source, `issuer and client; ${REGISTER}`)}
        Federation.umbrella({ issuer: ${quoted(issuer.value)}, clientId: '${name}-broker', secret: Secret.env('UMBRELLA_SECRET') }),
      ],
      ${exampleLine('how the federation names proposals')}
      identities: IdentityMap.fromClaims({ groups: IdentityMap.entitlements({ namespace: 'urn:geant:umbrella.example', group: 'proposal-[0-9]+' }) }),
      accounts: [
        ${exampleLine('a person of the user office, with the numbers that her files have; Federation.ldap asks a directory instead')}
        Account.linked({ username: 'marie', firstName: 'Marie', lastName: 'Dupont',
          email: ${quoted(`marie@${domain.value}`)}, uid: 21001, gid: 21001,
          federation: 'umbrella', subject: '0a1b2c3d4e5f@umbrella.example' }),
      ],
    });`;
}
