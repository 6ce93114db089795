import * as fs from 'fs';
import * as path from 'path';

/** Where a program is; the system's folders count even if an ordinary user's PATH leaves them out. */
export function findCommand(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];
  return folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
}
