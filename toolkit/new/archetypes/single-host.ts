import { exampleLine, guessLine, quoted } from '../render/code';
import { renderHub } from '../render/hub';
import { OUTPUTS, renderLandingPage } from '../render/portal';
import { HOST_SOFTWARE } from '../render/software';
import type { Archetype, Setting } from './archetype';

/** Folders of the machine that users' data lie in. */
const ROLES = ['home', 'raw', 'results'] as const;
const USER = 'first-user';

/** Everything on the machine that deploys, for a trial with the facility's own people and data. */
export const SINGLE_HOST: Archetype = {
  name: 'single-host',
  begin: (setting) => ({
    about: 'everything on one machine, without root, on its loopback interface',
    constants: [],
    props: [`secrets: SecretStore.envFile({ path: '.daas/site-${setting.name}/secrets.env' }),`],
    body: [
      `${exampleLine('a folder with room, seven ports that nobody uses, and an account to make when root deploys')}
      const directory = '/var/tmp/daas-${setting.name}';
      const machine = HostsPlatform.local(this, 'Machine', { directory, firstPort: 8600, account: ${quoted(`daas-${setting.name}`.slice(0, 32))} });`,
      renderAccounts(setting),
      HOST_SOFTWARE,
      renderHub({ platform: 'machine', takes: ['software'], mounts: renderFolders(setting), profiles: PROFILES }),
      renderLandingPage('machine', [`Write to ${setting.answers.contact.value} for an account.`]),
      OUTPUTS,
    ],
    inventory: null,
    first: [`The password of \`${USER}\` is made by \`npx daas secrets\`; \`.daas/site-${setting.name}/secrets.env\` has it.`],
    concepts: ['auth', 'hub', 'portal', 'software'],
    infrastructure: 'One machine.',
  }),
};

function renderAccounts({ answers: { contact } }: Setting): string {
  return `
    const auth = new Auth(this, 'Auth', {
      platform: machine,
      accounts: [
        ${exampleLine('one user, until a federation knows them')}
        Account.withPassword({
          username: '${USER}',
          firstName: 'First',
          lastName: 'User',
          email: ${quoted(contact.value)},
          password: Secret.site('FIRST_USER_PASSWORD'),
          attributes: { uidNumber: ['21001'], gidNumber: ['21001'] },
        }),
      ],
    });`;
}

/** Folders of the kit's own. What is mounted already is said, not taken: the kit would make folders in it. */
function renderFolders({ found }: Setting): readonly string[] {
  return ROLES.map((role) => {
    const seen = found.mounts.find((m) => m.value.role === role);
    const why =
      seen === undefined
        ? exampleLine('a folder of its own')
        : guessLine(seen.source, `the facility’s ${role} is at ${seen.value.point}; a trial has a folder of its own`);
    return `${why}\nMount.local({ role: '${role}', path: \`\${directory}/data/${role}\` }),`;
  });
}

const PROFILES = [
  `${exampleLine('sizes that small machines have')}\nProfile.cpu('interactive', { cores: 1, memory: Size.gibibytes(2), limit: Duration.hours(8) }),`,
];
