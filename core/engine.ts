/**
 * The only file beside generated bindings that knows which engine renders Terraform: cdktf, or its fork cdktn
 * (scripts/try-cdktn). Load it before anything that loads the engine.
 */
import './lean-engine';
import * as cdktf from 'cdktf';
import type { IConstruct } from 'constructs';
import { quickResolve, type Resolve } from './quick-resolve';

/**
 * A creation trace for every token is 80 % of construct time and of memory. DAAS_TRACE=1 keeps them, to find the line
 * that made an unresolvable token.
 */
if (process.env['DAAS_TRACE'] !== '1') {
  const traces = require('cdktf/lib/tokens/private/stack-trace') as { captureStackTrace: () => string[] };
  traces.captureStackTrace = () => [];
}

/** Most of what the engine looks for tokens in has none. */
const search = require('cdktf/lib/tokens/private/resolve') as { resolve: Resolve };
search.resolve = quickResolve(search.resolve);

export {
  Annotations,
  App,
  HttpBackend,
  Lazy,
  LocalBackend,
  PgBackend,
  S3Backend,
  TerraformBackend,
  TerraformOutput,
  TerraformProvider,
  TerraformRemoteState,
  TerraformResource,
  TerraformStack,
  Token,
} from 'cdktf';

/** Makes every resource below a construct wait for all resources below the constructs that it depends on. */
export function applyDependencies(root: IConstruct): void {
  for (const construct of root.node.findAll()) {
    const wanted = construct.node.dependencies.flatMap((d) => resourcesOf(d));
    if (wanted.length === 0) {
      continue;
    }
    for (const resource of resourcesOf(construct)) {
      const own = new Set(resource.dependsOn ?? []);
      wanted.filter((w) => w !== resource).forEach((w) => own.add(`${w.terraformResourceType}.${w.friendlyUniqueId}`));
      resource.dependsOn = [...own].sort();
    }
  }
}

function resourcesOf(construct: IConstruct): cdktf.TerraformResource[] {
  return construct.node.findAll().filter((c) => cdktf.TerraformResource.isTerraformResource(c)) as cdktf.TerraformResource[];
}
