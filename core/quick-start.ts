/** Loaded before anything else: by the app, and by node's `-r` where another tree's app is run. */
import * as path from 'path';
import { setFlagsFromString } from 'v8';
import { keepCompiled } from './compile-cache';
import { KIT_ROOT } from './kit';

/**
 * Bytes of code that a function runs, in all, before V8 weighs whether to optimise it; its own number is 67,584. A synthesis of a
 * dozen sites ends before optimising pays, a thousand sites still get it. Node 22's V8 counts calls instead, and waits longer.
 */
const INTERRUPT_BUDGET = 1_000_000;
if (Number(process.versions.node.split('.')[0]) < 22) {
  setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}

/**
 * Memory for new objects grows to its full size at once, not by doubling: V8 begins with a megabyte, and spent a tenth of a
 * synthesis clearing it up.
 */
setFlagsFromString('--semi-space-growth-factor=16');

// Last: V8 takes compiled code only under the flags that it was compiled with.
const { version, arch } = process;
keepCompiled(KIT_ROOT, path.join(KIT_ROOT, `.daas/cache/compiled/${version}-${arch}`));
