import { renderText } from '../../../toolkit/diff/render/text';
import { reportOf, type Resources } from './stacks';

const release = (tag: string): Resources => ({
  helm_release: { hub: { name: 'hub', chart: 'keycloak', values: [JSON.stringify({ image: { repository: 'r', tag }, replicas: 2 })] } },
});
const settings = (sources: string): Resources => ({
  terraform_data: {
    settings: { triggers_replace: { sources }, provisioner: [{ 'local-exec': { command: 'true', environment: { DAAS_ROLE: 'hub' } } }] },
  },
});
const port = (network_id: string): Resources => ({ openstack_networking_port_v2: { port: { network_id } } });

test('of the values of a chart, those are named that differ', () => {
  expect(renderText(reportOf({ a: release('1') }, { a: release('2') }))).toContain("\n      values[0].image.tag: '1' → '2'\n");
});

test('a role that runs again forces no replacement; a replaced resource says what forces it', () => {
  const role = renderText(reportOf({ a: settings('abc') }, { a: settings('def') }));
  expect(role).toContain('\n      files that the role uses\n');
  expect(role).not.toContain('forces replacement');
  expect(renderText(reportOf({ a: port('a') }, { a: port('b') }))).toContain("network_id: 'a' → 'b'  (forces replacement)");
});
