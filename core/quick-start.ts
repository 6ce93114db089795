/** Loaded before anything else: by the app, and by node's `-r` where another tree's app is run. */
import * as path from 'path';
import { keepCompiled } from './compile-cache';
import { KIT_ROOT } from './kit';

keepCompiled(path.join(KIT_ROOT, '.daas/cache/compiled-sites'));
