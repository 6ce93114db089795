import { own } from '../../trial/own';

const { visitors } = own('marie');

test('a notebook runs in the environment of a module of the facility, loaded on the compute node', async () => {
  const marie = await visitors().working('marie');
  const seen = await marie.runCode("import os, sys; print(sys.executable, os.environ['LOADEDMODULES'])", 'crystfel');
  expect(seen.trim()).toBe('/opt/facility/crystfel/bin/python crystfel/0.11.1');
});
