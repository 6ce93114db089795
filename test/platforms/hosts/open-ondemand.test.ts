import type { OpenOnDemandSpec } from '../../../constructs/portal/open-ondemand-spec';
import { renderOpenOnDemand } from '../../../platforms/hosts/open-ondemand-settings';
import { fakeBroker } from '../../fake-platform';

const daily = { name: 'daily', limitSeconds: 86_400, coresPerNode: 44, memoryMebibytesPerNode: 393_216, gpus: null, nodes: null };
const gpu = {
  name: 'gpu',
  limitSeconds: 28_800,
  coresPerNode: 16,
  memoryMebibytesPerNode: 131_072,
  gpus: { model: 'A40', count: 4, sharing: { kind: 'whole' as const }, resource: null, cuda: null },
  nodes: null,
};
const merlin = { name: 'merlin', title: 'Merlin', scheduler: 'slurm', queues: [daily, gpu], configurationFile: null } as const;
const spec: OpenOnDemandSpec = {
  name: 'on-demand',
  title: 'Open OnDemand',
  facility: 'Fake Light Source',
  login: {
    ...fakeBroker('daas'),
    clientId: 'on-demand',
    secret: { store: 'site', name: 'ON_DEMAND_CLIENT_SECRET' },
    scopes: ['openid', 'profile'],
    label: 'UmbrellaID',
  },
  userClaim: 'preferred_username',
  clusters: [merlin],
  nodeNames: 'merlin-[a-z]-[0-9]+',
  desktop: 'xfce',
  release: null,
  cookieSecret: { store: 'site', name: 'ON_DEMAND_COOKIE_SECRET' },
};
const render = (more: Partial<OpenOnDemandSpec> = {}) =>
  renderOpenOnDemand({ ...spec, ...more }, 'https://ondemand.fake.example', '/opt/daas');

test('the portal logs in at the broker, listens behind the reverse proxy, and passes on to compute nodes only', () => {
  expect(render().portal).toMatchInlineSnapshot(`
   {
     "auth": [
       "AuthType openid-connect",
       "Require valid-user",
     ],
     "custom_vhost_directives": [
       "<IfDirective OIDCXForwardedHeaders>",
       "  OIDCXForwardedHeaders X-Forwarded-Proto X-Forwarded-Host",
       "</IfDirective>",
     ],
     "dex": false,
     "host_regex": "merlin-[a-z]-[0-9]+",
     "listen_addr_port": "127.0.0.1:8085",
     "logout_redirect": "/oidc?logout=https%3A%2F%2Fondemand.fake.example",
     "node_uri": "/node",
     "oidc_client_id": "on-demand",
     "oidc_cookie_same_site": "Off",
     "oidc_provider_metadata_url": "https://login.fake.example/realms/daas/.well-known/openid-configuration",
     "oidc_redirect_uri": "https://ondemand.fake.example/oidc",
     "oidc_remote_user_claim": "preferred_username",
     "oidc_scope": "openid profile",
     "oidc_uri": "/oidc",
     "port": "8085",
     "rnode_uri": "/rnode",
     "security_csp_frame_ancestors": "https://ondemand.fake.example",
     "servername": "ondemand.fake.example",
     "user_map_match": "^([a-z_][a-z0-9_-]*)$",
   }
  `);
  expect(render().nginxStage).toMatchInlineSnapshot(`
   {
     "disable_bundle_user_config": true,
     "ondemand_portal": "on-demand",
     "ondemand_title": "Fake Light Source: Open OnDemand",
   }
  `);
});

test('no secret is among the settings', () => {
  expect(JSON.stringify(render())).not.toMatch(/SECRET|client_secret|passphrase/);
});

test.each<[OpenOnDemandSpec['clusters'][number]['scheduler'], string | null, object]>([
  ['slurm', null, { adapter: 'slurm', bin: '/usr/bin' }],
  ['slurm', '/etc/slurm-maxwell/slurm.conf', { adapter: 'slurm', bin: '/usr/bin', conf: '/etc/slurm-maxwell/slurm.conf' }],
  ['grid-engine', null, { adapter: 'sge', bin: '/usr/bin' }],
  ['torque', null, { adapter: 'torque', bin: '/usr/bin' }],
])('a cluster of %s with configuration %s', (scheduler, configurationFile, job) => {
  const { clusters } = render({ clusters: [{ ...merlin, scheduler, configurationFile }] });
  expect(clusters).toEqual({ merlin: { v2: { metadata: { title: 'Merlin' }, job } } });
});

test('JupyterLab asks for what the largest queue has, and for GPUs where there are any', () => {
  expect(render().apps).toMatchInlineSnapshot(`
   [
     {
       "folder": "daas-jupyter-merlin",
       "form": {
         "attributes": {
           "bc_num_hours": {
             "label": "Hours",
             "max": 24,
             "min": 1,
             "step": 1,
             "value": 1,
             "widget": "number_field",
           },
           "bc_queue": {
             "label": "Queue",
             "options": [
               [
                 "daily (up to 24 h)",
                 "daily",
               ],
               [
                 "gpu (up to 8 h)",
                 "gpu",
               ],
             ],
             "widget": "select",
           },
           "cores": {
             "label": "Cores",
             "max": 44,
             "min": 1,
             "step": 1,
             "value": 1,
             "widget": "number_field",
           },
           "gpus": {
             "label": "GPUs",
             "max": 4,
             "min": 0,
             "step": 1,
             "value": 0,
             "widget": "number_field",
           },
           "lab": "/opt/daas/env/lab",
           "memory": {
             "label": "Memory (GiB)",
             "max": 384,
             "min": 1,
             "step": 1,
             "value": 4,
             "widget": "number_field",
           },
         },
         "cluster": "merlin",
         "form": [
           "lab",
           "bc_queue",
           "bc_num_hours",
           "cores",
           "memory",
           "gpus",
         ],
       },
       "manifest": {
         "category": "Interactive Apps",
         "description": "JupyterLab with the facility's analysis software, as a job on Merlin.",
         "name": "JupyterLab (Merlin)",
         "role": "batch_connect",
         "subcategory": "Servers",
       },
       "scheduler": "slurm",
     },
   ]
  `);
  expect(render({ clusters: [{ ...merlin, queues: [daily] }] }).apps[0]!.form).not.toMatchObject({
    form: expect.arrayContaining(['gpus']),
  });
});

test('a desktop is offered on each cluster, or none at all', () => {
  expect(render().desktops).toMatchInlineSnapshot(`
   {
     "merlin": {
       "attributes": {
         "bc_account": null,
         "bc_num_hours": {
           "label": "Hours",
           "max": 24,
           "min": 1,
           "step": 1,
           "value": 1,
           "widget": "number_field",
         },
         "bc_queue": {
           "label": "Queue",
           "options": [
             [
               "daily (up to 24 h)",
               "daily",
             ],
             [
               "gpu (up to 8 h)",
               "gpu",
             ],
           ],
           "widget": "select",
         },
         "desktop": "xfce",
       },
       "cluster": "merlin",
       "title": "Desktop (Merlin)",
     },
   }
  `);
  expect(render({ desktop: null }).desktops).toEqual({});
});
