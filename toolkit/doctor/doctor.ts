import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { findCommand } from '../program/find-command';
import { unmetRequirements } from '../program/requirements';
import { KitError } from '../kit-error';
import { cloudEntry } from '../openstack/clouds-yaml';
import { secrets, type SecretNeed } from '../secrets/secrets';
import { siteStack } from '../stack/site-stack-folder';
import { missing, there, type Finding } from './finding';
import { checkKubeconfig } from './kubeconfig-check';
import { checkProvider } from './provider-check';
import { ANY_SITE, siteNeeds, type SiteNeeds } from './site-needs';

/** What this machine has and lacks to deploy a site; without one, what every site takes. */
export function doctor(site: string | undefined): readonly Finding[] {
  if (site === undefined) {
    return lookAt(ANY_SITE, '', []);
  }
  const { name, stack } = siteStack(site);
  const { document } = stack;
  return lookAt(siteNeeds(document), document.folder, secrets(name, false).needs, name);
}

/** Looks at the machine. */
export function lookAt(needs: SiteNeeds, folder: string, secretNeeds: readonly SecretNeed[], site = 'SITE'): readonly Finding[] {
  return [
    ...checkPrograms(needs),
    ...(needs.ssh ? [program('ssh', 'apt-get install openssh-client, or dnf install openssh-clients')] : []),
    ...needs.inventories.map(checkInventory),
    ...Object.entries(needs.providers).map(([name, version]) => checkProvider(name, version, folder)),
    ...needs.clouds.map(checkCloud),
    ...needs.clusters.flatMap(checkKubeconfig),
    ...checkBackend(needs.backend),
    ...storePrograms(secretNeeds),
    ...secretNeeds.map((need) => checkSecret(need, site)),
  ];
}

/** The checks that the demo makes too. */
function checkPrograms({ programs, terraform }: SiteNeeds): readonly Finding[] {
  const wrong = unmetRequirements(programs, '--terraform', terraform);
  return programs.map((name) => {
    const text = wrong[name] ?? null;
    const at = text?.indexOf(': ') ?? -1;
    return text === null ? there(name, 'is new enough') : missing(name, text.slice(0, at), text.slice(at + 2));
  });
}

function program(name: string, fix: string): Finding {
  const found = findCommand(name);
  return found === undefined ? missing(name, 'it is not installed', fix) : there(name, found);
}

function checkInventory(file: string): Finding {
  const name = `inventory ${file}`;
  return fs.existsSync(path.resolve(KIT_ROOT, file))
    ? there(name, 'is there')
    : missing(name, 'there is no such file', `write ${file}: docs/hosts.md`);
}

function checkCloud(cloud: string): Finding {
  const name = `cloud ${cloud}`;
  try {
    const { auth } = cloudEntry(cloud);
    const secret = auth['password'] ?? auth['application_credential_secret'];
    return secret === undefined
      ? missing(
          name,
          'its entry has neither a password nor an application credential',
          `add it to secure.yaml, below clouds: ${cloud}: auth`,
        )
      : there(name, auth['auth_url'] ?? '');
  } catch (error) {
    if (error instanceof KitError) {
      return missing(name, error.message, `add the entry '${cloud}' to ~/.config/openstack/clouds.yaml; ${error.hint}`);
    }
    throw error;
  }
}

/** Only what is asked for by environment can be looked at. */
function checkBackend(backend: string): readonly Finding[] {
  if (backend !== 's3') {
    return [];
  }
  const name = "credentials of the state's bucket";
  return process.env['AWS_ACCESS_KEY_ID'] === undefined && process.env['AWS_PROFILE'] === undefined
    ? [
        missing(
          name,
          'neither AWS_ACCESS_KEY_ID nor AWS_PROFILE is set',
          'export AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=... (docs/state.md)',
        ),
      ]
    : [there(name, 'are in the environment')];
}

function storePrograms(needs: readonly SecretNeed[]): readonly Finding[] {
  const uses = (text: string): boolean => needs.some((n) => n.from.includes(text));
  return [
    ...(uses('sops') ? [program('sops', 'install sops 3.10 or newer and an age key: getsops.io')] : []),
    ...(uses('vault ') ? [program('vault', 'install vault: developer.hashicorp.com/vault/install')] : []),
  ];
}

function checkSecret({ name: secret, from, state, canBeMade }: SecretNeed, site: string): Finding {
  const name = `secret ${secret}`;
  if (state !== 'missing') {
    return { name, state, detail: from, fix: state === 'unknown' ? `look in ${from}` : '' };
  }
  const variable = /^environment variable (.+)$/.exec(from)?.[1];
  const given = variable === undefined ? `put it into ${from}` : `read -rs ${variable} && export ${variable}`;
  return missing(
    name,
    `is not in ${from}`.replace('is not in environment variable', 'is not in the environment:'),
    canBeMade ? `npx daas secrets ${site} --init` : given,
  );
}
