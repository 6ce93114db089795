import { SiteApp } from '../app/app';
import { siteName } from '../app/site-name';
import { compileSites } from '../validate/compile';
import { StackFolder } from './stack-folder';

/** A site by its name, with or without `site-`, synthesised as it is written now. */
export function siteStack(given: string): { readonly name: string; readonly stack: StackFolder } {
  const name = siteName(given, new SiteApp().names());
  compileSites('sites', [name]);
  return { name, stack: StackFolder.of(name) };
}
