import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import type { SecretReference } from '../../core/secret';
import { Site } from '../../core/site';
import type { StateSecret } from '../../core/state-secret';
import { TerraformData, type LocalCommand } from '../../core/terraform-data';
import { locateStateSecrets, resolveSecrets, stateSecretEnvironment } from './secret-location';
import { sourceHash } from './source-hash';
import type { PlayTarget } from './target';

/** The clone, seen from a stack's folder: plays are found there at apply and at destroy. */
const PLAY = '../../../platforms/hosts/ansible/play';
const ROLES = 'platforms/hosts/ansible/roles';
/** What every play uses. */
const COMMON = ['platforms/hosts/ansible/play.yml', `${ROLES}/service`];

/** Props of Play. */
export interface PlayProps {
  readonly target: PlayTarget;
  /** Role below platforms/hosts/ansible/roles; it has tasks/main.yml and tasks/remove.yml. */
  readonly role: string;
  /** Name of the service, for progress and logs. */
  readonly name: string;
  /** Rendered settings, asked for at the end of synthesis. Any change runs the role again. */
  readonly settings: () => object;
  /** What the removal needs to know; in state, so that it works when the construct is gone from the site. */
  readonly removal: object;
  /**
   * Secrets that the role looks up, by the names that it knows them by.
   *
   * @default - none
   */
  readonly secrets?: () => Readonly<Record<string, SecretReference>>;
  /**
   * Secrets that only the state has, likewise. The role looks them up in the same way.
   *
   * @default - none
   */
  readonly stateSecrets?: Readonly<Record<string, StateSecret>>;
  /**
   * Files and folders of the kit that the role installs, relative to the clone. A change runs the role again.
   *
   * @default - none
   */
  readonly sources?: () => readonly string[];
}

/**
 * One role on the target: Terraform holds the intent, Ansible does the work.
 *
 * Two resources: `Service` stands for what is there and carries the removal; `Settings` carries what it is set to and
 * runs the role whenever that changes. So a change reconfigures and tears nothing down, although Terraform calls it a
 * replacement of `Settings`.
 */
export class Play extends Construct {
  constructor(scope: Construct, id: string, props: PlayProps) {
    super(scope, id);
    const { target, role, name, removal } = props;
    const site = Site.of(this).name;
    const fromState = locateStateSecrets(props.stateSecrets ?? {});
    const secrets = (): object => ({ ...resolveSecrets(this, props.secrets?.() ?? {}), ...fromState });
    const inventory = target.inventory === '' ? [] : target.inventory.split(',');
    const service = new TerraformData(this, 'Service', {
      input: () => ({ site, name, role, target, removal, secrets: secrets() }),
      destroy: command('remove', {
        DAAS_SITE: '${self.input.site}',
        DAAS_NAME: '${self.input.name}',
        DAAS_ROLE: '${self.input.role}',
        DAAS_TARGET: '${jsonencode(self.input.target)}',
        DAAS_INVENTORY: '${self.input.target.inventory}',
        DAAS_SETTINGS: '${jsonencode(self.input.removal)}',
        DAAS_SECRETS: '${jsonencode(self.input.secrets)}',
        DAAS_SOURCES: '',
      }),
    });
    const settings = new TerraformData(this, 'Settings', {
      triggersReplace: () => ({
        target,
        settings: props.settings(),
        secrets: secrets(),
        // A host that joins gets what the others have.
        sources: sourceHash(`${ROLES}/${role}`, ...COMMON, ...inventory, ...(props.sources?.() ?? [])),
      }),
      create: command('main', {
        DAAS_SITE: site,
        DAAS_NAME: name,
        DAAS_ROLE: role,
        DAAS_TARGET: '${jsonencode(self.triggers_replace.target)}',
        DAAS_INVENTORY: '${self.triggers_replace.target.inventory}',
        DAAS_SETTINGS: '${jsonencode(self.triggers_replace.settings)}',
        DAAS_SECRETS: '${jsonencode(self.triggers_replace.secrets)}',
        DAAS_SOURCES: '${self.triggers_replace.sources}',
        ...stateSecretEnvironment(fromState),
      }),
    });
    settings.node.addDependency(service);
    Blueprint.of(this).recordSecrets(scope, () => Object.values(props.secrets?.() ?? {}));
  }
}

function command(action: 'main' | 'remove', environment: Readonly<Record<string, string>>): LocalCommand {
  return { command: `bash ${PLAY}`, environment: { ...environment, DAAS_ACTION: action } };
}
