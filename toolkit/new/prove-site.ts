import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import type { Problem } from '../../core/problem';
import { SiteApp } from '../app/app';
import { renderSitePage } from '../graph/site-page';
import { validate } from '../validate/validate';

/** What is known of a site that was begun in the clone. */
export interface Proof {
  /** What `daas validate` says; none: it compiles and synthesises. */
  readonly problems: readonly Problem[];
  /** The site's page, written anew; undefined while there are problems. */
  readonly page: string | undefined;
}

/** Compiles a site of the clone and looks for problems; without any, its page with picture and ports is written. */
export function proveSite(name: string): Proof {
  const { problems } = validate('sites', [name]);
  if (problems.length > 0) {
    return { problems, page: undefined };
  }
  const page = `docs/sites/${name}.md`;
  fs.writeFileSync(path.join(KIT_ROOT, page), renderSitePage(new SiteApp().blueprint(name)));
  return { problems, page };
}
