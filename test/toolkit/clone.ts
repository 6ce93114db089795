import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';

/** Copies the kit, as compiled, to a folder where a test may edit it; without tests, docs and what is hidden. */
export function copyKit(clone: string): void {
  const sources = fs.readdirSync(KIT_ROOT).filter((n) => !/^(\..*|node_modules|cdktf\.out|test|docs)$/.test(n));
  const wanted = (file: string) => !/\/(node_modules|__pycache__|\.\w+_cache)$/.test(file);
  sources.forEach((n) =>
    fs.cpSync(path.join(KIT_ROOT, n), path.join(clone, n), { recursive: true, preserveTimestamps: true, filter: wanted }),
  );
  fs.symlinkSync(path.join(KIT_ROOT, 'node_modules'), path.join(clone, 'node_modules'));
}
