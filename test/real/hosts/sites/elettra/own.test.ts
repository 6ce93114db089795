import { own } from '../../trial/own';

const { visitors } = own('marie');

test('the landing page leads to what Elettra has already: desktops, the user office and the catalogue', async () => {
  const marie = await visitors().arrive('marie');
  await marie.openPortal();
  const links = await marie.page.locator('main a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  expect(links).toEqual(
    expect.arrayContaining([
      'https://desktops.elettra.example/guacamole/',
      'https://vuo.elettra.example',
      'https://icat.elettra.example',
      expect.stringMatching(/^https:\/\/notebooks\.daas\.elettra\.example/),
    ]),
  );
});
