/** The CDKTF app: builds every site below sites/. Called by cdktf; `npx daas validate` calls it for problems only. */
import './core/quick-start';
import { App } from './core/engine';
import { runSites } from './stacks/run-sites';

runSites(new App());
