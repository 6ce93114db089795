import * as fs from 'fs';
import * as path from 'path';

/** The clone: the folder that holds package.json, above the sources and above dist. */
export const KIT_ROOT = ['..', '../..']
  .map((up) => path.resolve(__dirname, up))
  .find((dir) => fs.existsSync(path.join(dir, 'package.json')))!;
