/**
 * Loaded before anything else: by the app, and by node's `-r` where another tree's app is run. Node keeps what V8 compiled, from
 * 22 on; older ones compile at each start.
 */
import * as loader from 'module';
import * as path from 'path';
import { setFlagsFromString } from 'v8';
import { KIT_ROOT } from './kit';

const { enableCompileCache } = loader as { enableCompileCache?: (directory: string) => unknown };
enableCompileCache?.(path.join(KIT_ROOT, '.daas/cache/compiled'));

/**
 * Bytes of code that a function runs, in all, before V8 weighs whether to optimise it; its own number is 67,584. A synthesis of a
 * dozen sites ends before optimising pays, a thousand sites still get it. Node 22's V8 counts calls instead, and waits longer.
 */
const INTERRUPT_BUDGET = 1_000_000;
if (Number(process.versions.node.split('.')[0]) < 22) {
  setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}
