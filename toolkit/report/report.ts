import type { BlueprintRecord } from '../app/blueprint-record';
import { VERSIONS } from '../../core/versions';
import type { FederationView } from './federation';
import type { CloudCatalogue } from './suitability/catalogue';
import { suitability, type Suitability } from './suitability/suitability';

/** Everything that the report shows. */
export interface Report extends FederationView {
  /** Versions that the kit deploys, by what they are of. */
  readonly versions: readonly (readonly [string, string])[];
  /** Names of the clouds that were held against the blueprint. */
  readonly clouds: readonly string[];
  readonly suitability: readonly Suitability[];
}

/** Puts the view of the federation together with the kit's versions and the clouds. */
export function report(view: FederationView, records: readonly BlueprintRecord[], clouds: readonly CloudCatalogue[]): Report {
  return { ...view, versions: flat('', VERSIONS), clouds: clouds.map((c) => c.name), suitability: suitability(records, clouds) };
}

function flat(prefix: string, versions: object): readonly (readonly [string, string])[] {
  return Object.entries(versions).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${prefix}${name}`, value] as const] : flat(`${prefix}${name}.`, value as object),
  );
}
