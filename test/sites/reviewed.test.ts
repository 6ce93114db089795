import { App } from '../../core/engine';
import { Desy } from '../../sites/desy/site';
import { Elettra } from '../../sites/elettra/site';
import { Esrf } from '../../sites/esrf/site';
import { Hzdr } from '../../sites/hzdr/site';
import { Ill } from '../../sites/ill/site';
import { Psi } from '../../sites/psi/site';
import { Soleil } from '../../sites/soleil/site';
import { Xfel } from '../../sites/xfel/site';
import { synthesised } from '../synthesised';

// Which files a play depends on is worth a review; that their content changed is not.
jest.mock('../../platforms/hosts/source-hash', () => ({ sourceHash: (...sources: string[]) => `hash of ${sources.join(', ')}` }));
// Nothing of this clone enters.
jest.mock('../../stacks/site-settings', () => ({ siteSettings: (_site: string, defaults: object) => defaults }));

test.each([
  ['desy', Desy],
  ['elettra', Elettra],
  ['esrf', Esrf],
  ['hzdr', Hzdr],
  ['ill', Ill],
  ['psi', Psi],
  ['soleil', Soleil],
  ['xfel', Xfel],
])('%s has no problems and is what was reviewed', (_name, Site) => {
  const site = new Site(new App());
  expect(site.problems).toEqual([]);
  expect(synthesised(site)).toMatchSnapshot({ '//': { metadata: { version: expect.any(String) as string } } });
});
