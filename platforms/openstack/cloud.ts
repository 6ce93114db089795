import { DataOpenstackIdentityAuthScopeV3 } from '@cdktf/provider-openstack/lib/data-openstack-identity-auth-scope-v3';
import { OpenstackProvider } from '@cdktf/provider-openstack/lib/provider';
import { Construct } from 'constructs';
import { BLUEPRINT_VERSION } from '../../core/blueprint';
import { Check } from '../../core/check';
import { Place } from '../../core/place';
import { Site } from '../../core/site';
import type { OpenStackOptions } from './options';

/** A public SSH key to use instead of the site's: a trial has a key of its own. */
const OVERRIDE = 'DAAS_OPERATOR_KEY';

/** Project of a cloud, and what everything in it carries. */
export class Cloud extends Construct {
  public readonly check: Check;
  /** Of resources that have tags. Orphans are found by them. */
  public readonly tags: string[];
  /** Of resources that have metadata instead. */
  public readonly metadata: Record<string, string>;
  /** Administrator's, for flavours and quotas; undefined without one. */
  public readonly admin: OpenstackProvider | undefined;
  /** Public SSH key of the account that configures the machines. */
  public readonly operatorKey: string;

  private readonly prefix: string;
  private readonly shared = new Map<string, Construct>();

  constructor(
    scope: Construct,
    id: string,
    public readonly options: OpenStackOptions,
  ) {
    super(scope, id);
    this.check = new Check(scope, 'OpenStack', Place.here());
    const { name } = Site.of(this);
    this.operatorKey = process.env[OVERRIDE] ?? options.operatorKey;
    if (!isPublicKey(this.operatorKey)) {
      this.check.report('PublicKey', 'operatorKey', "must be a public SSH key such as 'ssh-ed25519 AAAA... operators@facility.example'");
    }
    this.prefix = `site-${name}`;
    this.tags = [`daas-site=${name}`, `daas-blueprint=${BLUEPRINT_VERSION}`];
    this.metadata = { daas_site: name, daas_blueprint: `${BLUEPRINT_VERSION}` };
    new OpenstackProvider(this, 'Provider', { cloud: options.cloud });
    const admin = options.adminCloud;
    this.admin = admin === undefined ? undefined : new OpenstackProvider(this, 'Admin', { cloud: admin, alias: 'admin' });
  }

  /** Name of a resource in the project: names are what people see in the cloud's own interface. */
  public named(name: string): string {
    return name === '' ? this.prefix : `${this.prefix}-${name}`;
  }

  /** What is written on resources that have neither tags nor metadata. */
  public get description(): string {
    return this.tags.join(' ');
  }

  /** Whether data may be removed: the site's key, together with the construct's own. */
  public mayRemove(removeOnDestroy: boolean): boolean {
    return removeOnDestroy && Site.of(this).removeDataOnDestroy;
  }

  /** The project and the endpoints of its services, as the credentials see them. */
  public get scope(): DataOpenstackIdentityAuthScopeV3 {
    return this.once('Scope', () => new DataOpenstackIdentityAuthScopeV3(this, 'Scope', { name: this.named('scope') }));
  }

  /** What several constructs share, made when first asked for. */
  public once<T extends Construct>(id: string, make: () => T): T {
    const made = this.shared.get(id) ?? make();
    this.shared.set(id, made);
    return made as T;
  }
}

/** Whether the text is a key that says its own type, as OpenSSH writes it: the cloud refuses others at apply only. */
function isPublicKey(text: string): boolean {
  const [type, data] = text.split(' ');
  const bytes = Buffer.from(data ?? '', 'base64');
  return bytes.length > 40 && bytes.subarray(4, 4 + bytes.readUInt32BE(0)).toString('latin1') === type;
}
