import type { IConstruct } from 'constructs';
import type { Flow } from './flow';
import type { SecretReference } from './secret';

const BLUEPRINT = Symbol.for('daas-kit.blueprint');

/** Version of the record's schema (docs/reference/blueprint.schema.json). */
export const BLUEPRINT_VERSION = 1;

/** What a construct records of itself. */
export interface BlueprintEntry {
  /** The concept: `hub`, `auth` ... */
  readonly concept: string;
  /** Path below the site: `Notebooks`. */
  readonly path: string;
  /** The resolved props as plain data, without secrets. */
  readonly spec: object;
  /** Connections that the construct needs. */
  readonly flows: readonly Flow[];
}

/** A secret that something in the site looks up when it is deployed. */
export interface BlueprintSecret {
  /** Path below the site of what needs it. */
  readonly path: string;
  /** Where its value lies. */
  readonly reference: SecretReference;
}

interface Recorder {
  readonly construct: IConstruct;
  readonly concept: string;
  readonly spec: () => object;
  readonly flows: () => readonly Flow[];
}

/** The site in machine form: what every construct is, for verify, report, graph and diff. */
export class Blueprint {
  /** The record of the site that the construct belongs to; one of its own outside a site. */
  public static of(scope: IConstruct): Blueprint {
    const owner = [...scope.node.scopes].reverse().find((s) => BLUEPRINT in s) ?? scope.node.root;
    if (!(BLUEPRINT in owner)) {
      Blueprint.keepAt(owner);
    }
    return (owner as unknown as Record<symbol, Blueprint>)[BLUEPRINT]!;
  }

  /** Makes the construct the place where everything below it is recorded. */
  public static keepAt(root: IConstruct): Blueprint {
    const blueprint = new Blueprint(root);
    Object.defineProperty(root, BLUEPRINT, { value: blueprint });
    return blueprint;
  }

  private readonly recorders: Recorder[] = [];
  private readonly secretRecorders: { readonly construct: IConstruct; readonly secrets: () => readonly SecretReference[] }[] = [];

  private readonly finishers: (() => void)[] = [];

  private constructor(private readonly root: IConstruct) {}

  /**
   * Runs once, when every construct of the site has been made: for resources that follow from the port matrix, to which
   * later constructs add.
   */
  public whenComplete(finish: () => void): void {
    this.finishers.push(finish);
  }

  /** Called by the site's stack before synthesis; a second call finds nothing to do. */
  public complete(): void {
    this.finishers.splice(0).forEach((finish) => finish());
  }

  /**
   * Records a construct. Spec and flows are asked for at the end of synthesis, when everything that refers to the
   * construct is known.
   */
  public record(construct: IConstruct, concept: string, spec: () => object, flows: () => readonly Flow[] = () => []): void {
    this.recorders.push({ construct, concept, spec, flows });
  }

  /** Records what a construct looks up. Asked for at the end of synthesis. */
  public recordSecrets(construct: IConstruct, secrets: () => readonly SecretReference[]): void {
    this.secretRecorders.push({ construct, secrets });
  }

  /** Every secret that the site needs, in the order of the paths. */
  public get secrets(): readonly BlueprintSecret[] {
    return this.secretRecorders
      .flatMap((r) => r.secrets().map((reference) => ({ path: this.below(r.construct), reference })))
      .sort((a, b) => compare(a.path, b.path) || compare(JSON.stringify(a.reference), JSON.stringify(b.reference)));
  }

  /** Everything recorded, in the order of the construct paths. */
  public get entries(): readonly BlueprintEntry[] {
    return this.recorders
      .map((r) => ({ concept: r.concept, path: this.below(r.construct), spec: r.spec(), flows: r.flows() }))
      .sort((a, b) => compare(a.path, b.path));
  }

  /** The port matrix: all flows, each once. */
  public get flows(): readonly Flow[] {
    const rows = new Map(this.recorders.flatMap((r) => r.flows()).map((f) => [JSON.stringify(f), f]));
    return [...rows.keys()].sort().map((key) => rows.get(key)!);
  }

  private below(construct: IConstruct): string {
    const prefix = this.root.node.path === '' ? 0 : this.root.node.path.length + 1;
    return construct.node.path.slice(prefix);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
