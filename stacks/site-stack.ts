import type { Construct } from 'constructs';
import { Blueprint, BLUEPRINT_VERSION } from '../core/blueprint';
import { Check } from '../core/check';
import { Annotations, applyDependencies, TerraformOutput, TerraformStack } from '../core/engine';
import { Place } from '../core/place';
import { hasTokens } from '../core/has-tokens';
import { PlainResource } from '../core/plain-resource';
import { formatProblem, type Problem } from '../core/problem';
import { Problems } from '../core/problems';
import { Site, type SiteFacts } from '../core/site';
import { SecretStore } from './secret-store';
import { StateBackend } from './state-backend';
import { trialOf } from './trial';

/** Props of SiteStack. */
export interface SiteProps {
  /** The facility's name for users: `ESRF`. */
  readonly facility: string;
  /** DNS domain of the services: `daas.esrf.example`. */
  readonly domain: string;
  /** E-mail address that users may write to. */
  readonly contact: string;
  /**
   * Where Terraform keeps the site's state.
   *
   * @default - a local file: for a trial only
   */
  readonly state?: StateBackend;
  /**
   * Where the site keeps secrets of its own.
   *
   * @default - sops, in the site's folder
   */
  readonly secrets?: SecretStore;
  /**
   * Whether secrets may be in a state that its backend doesn't promise to encrypt: a local file for a trial, or a
   * database whose disks are encrypted. docs/state.md says what a reader of the state can do.
   *
   * @default false
   */
  readonly acceptSecretsInState?: boolean;
  /**
   * One of two keys to remove data with `destroy`: the mount must say `removeOnDestroy` too. With one key alone the
   * data stay.
   *
   * @default false
   */
  readonly removeDataOnDestroy?: boolean;
}

/** One facility: a Terraform stack `site-<name>`. A site composes constructs in the constructor of a subclass. */
export abstract class SiteStack extends TerraformStack {
  /** What everything in the site may know of it. */
  public readonly facts: SiteFacts;

  private readonly collected: Problems;
  /** The blueprint record, where it holds no tokens: the engine needn't look for any then. */
  private plainRecord: object | undefined;

  protected constructor(app: Construct, name: string, props: SiteProps) {
    super(app, `site-${name}`);
    this.collected = Problems.collectAt(this, name);
    Blueprint.keepAt(this);
    const trial = trialOf(name);
    this.facts = {
      name,
      facility: props.facility,
      domain: props.domain,
      contact: props.contact,
      removeDataOnDestroy: trial?.removeData ?? props.removeDataOnDestroy ?? false,
      secretStore: SecretStore.ofSite(name, props.secrets).spec,
    };
    const state = trial === undefined ? (props.state ?? StateBackend.local()) : StateBackend.local();
    const safe = state.guarantees.encrypted && state.guarantees.locking;
    Site.define(this, this.facts, { secretsInState: safe || trial !== undefined || (props.acceptSecretsInState ?? false) });
    const check = new Check(this, 'Site', Place.here());
    check.name('name', name);
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(props.contact)) {
      check.report('Contact', 'contact', `must be an e-mail address, got '${props.contact}'`);
    }
    if (!/^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+)$/.test(props.domain)) {
      check.report('Domain', 'domain', `must be a DNS name such as 'daas.facility.example', got '${props.domain}'`);
    }
    state.bind(this, this.node.id);
    if (trial !== undefined) {
      const data = trial.removeData ? ', and destroy removes data' : '';
      Annotations.of(this).addWarning(`deployed as a trial (.daas/site-${name}/settings.json): the state is a local file${data}`);
    }
    this.node.addValidation({ validate: () => this.problems.map(formatProblem) });
  }

  /** What is wrong with the site, as far as can be told without its platforms. */
  public get problems(): readonly Problem[] {
    return this.collected.all;
  }

  /** Shows an address after deployment, and to `daas`. */
  protected output(name: string, value: string): void {
    new TerraformOutput(this, name, { value, staticId: true });
  }

  /** Called by the engine before synthesis. */
  public override prepareStack(): void {
    Blueprint.of(this).complete();
    applyDependencies(this);
    const { entries, flows, secrets } = Blueprint.of(this);
    const record = { version: BLUEPRINT_VERSION, site: this.facts, entries, flows, secrets };
    if (hasTokens(record)) {
      this.addOverride('//.blueprint', record);
    } else {
      this.plainRecord = record;
    }
    // The engine's own preparation resolves everything once more to find references to other stacks: a site has none,
    // and a third of the time is saved.
    this.ensureBackendExists();
  }

  /** Called by the engine. */
  public override toTerraform(): object {
    const terraform = super.toTerraform() as { '//': object; resource?: Record<string, object> };
    PlainResource.addAll(this, terraform);
    return this.plainRecord === undefined ? terraform : { ...terraform, '//': { ...terraform['//'], blueprint: this.plainRecord } };
  }
}
