/**
 * Loaded before anything else: by the app, and by node's `-r` where another tree's app is run. Node keeps what V8 compiled, from
 * 22 on; older ones compile at each start.
 */
import * as loader from 'module';
import * as path from 'path';
import { KIT_ROOT } from './kit';

const { enableCompileCache } = loader as { enableCompileCache?: (directory: string) => unknown };
enableCompileCache?.(path.join(KIT_ROOT, '.daas/cache/compiled'));
