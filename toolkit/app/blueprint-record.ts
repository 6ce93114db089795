import type { BlueprintEntry, BlueprintSecret } from '../../core/blueprint';
import type { Flow } from '../../core/flow';
import type { SiteFacts } from '../../core/site';

/** What a stack says of itself under `"//".blueprint`. */
export interface BlueprintRecord {
  readonly version: number;
  readonly site: SiteFacts;
  readonly entries: readonly BlueprintEntry[];
  readonly flows: readonly Flow[];
  readonly secrets: readonly BlueprintSecret[];
}
