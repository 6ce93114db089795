import type { Construct } from 'constructs';
import { Alba } from '../sites/alba/site';
import { Dls } from '../sites/dls/site';
import { MaxIv } from '../sites/maxiv/site';
import type { SiteStack } from '../stacks/site-stack';

/** A site's class. */
export type SiteClass = new (app: Construct) => SiteStack;

/** The sites whose services run on a cluster, by their names. */
export const KUBERNETES_SITES: readonly (readonly [string, SiteClass])[] = [
  ['alba', Alba],
  ['dls', Dls],
  ['maxiv', MaxIv],
];
