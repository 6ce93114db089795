import { Construct } from 'constructs';
import * as path from 'path';
import { App, applyDependencies, TerraformStack } from '../../core/engine';
import { TerraformData } from '../../core/terraform-data';
import { KubernetesBackend } from '../../stacks/kubernetes-backend';
import { StateBackend } from '../../stacks/state-backend';
import { FakeSite } from '../fake-platform';
import { synthesised } from '../synthesised';

describe('terraform_data', () => {
  let late = 'not yet';

  const stack = synthesised(
    new FakeSite((site) => {
      new TerraformData(site, 'Play', {
        input: () => ({ text: 'costs ${price} and %{if}', list: ['${a}', 1, true, null], nested: { deep: 'plain' } }),
        triggersReplace: () => ({ late, 'kebab-key': '%{for}', camelKey: '$${escaped}' }),
        create: { command: 'bash play', environment: { DAAS_SITE: 'fake', DAAS_TARGET: '${jsonencode(self.triggers_replace.target)}' } },
        destroy: { command: 'bash play', environment: { DAAS_NAME: '${self.input.name}' } },
      });
      new TerraformData(site, 'Empty', {});
      late = 'at the end of synthesis';
    }),
  );
  const { Play: play, Empty: empty } = stack.resource.terraform_data;

  test('template syntax in data is escaped, and lists, keys and values stay what they are', () => {
    expect(play.input).toEqual({ text: 'costs $${price} and %%{if}', list: ['$${a}', 1, true, null], nested: { deep: 'plain' } });
    expect(play.triggers_replace).toMatchObject({ 'kebab-key': '%%{for}', camelKey: '$$${escaped}' });
  });

  test('triggers are asked for when all constructs are made', () => {
    expect(play.triggers_replace.late).toBe('at the end of synthesis');
  });

  test('a reference to another resource stays one, also beside text that is escaped', () => {
    const json = synthesised(
      new FakeSite((site) => {
        const network = new TerraformData(site, 'Network', {});
        new TerraformData(site, 'Port', { input: () => ({ of: `${network.getStringAttribute('id')} not ${'$'}{id}` }) });
      }),
    );
    expect(json.resource.terraform_data.Port.input.of).toBe('${terraform_data.Network.id} not $${id}');
  });

  test('an override changes its part of plain data, and no more', () => {
    const json = synthesised(
      new FakeSite((site) => new TerraformData(site, 'Data', { input: () => ({ a: { b: 1, c: 2 } }) }).addOverride('input.a.b', 3)),
    );
    expect(json.resource.terraform_data.Data.input).toEqual({ a: { b: 3, c: 2 } });
  });

  test('what was moved to another address stands there alone, with where it came from', () => {
    const json = synthesised(
      new FakeSite((site) => {
        new TerraformData(site, 'After', { input: () => ({ a: 1 }) }).addMoveTarget('there');
        new TerraformData(site, 'Before', { input: () => ({ a: 0 }) }).moveTo('there');
      }),
    );
    expect(Object.keys(json.resource.terraform_data as object)).toEqual(['After']);
    expect(json.moved).toEqual([{ from: 'terraform_data.Before', to: 'terraform_data.After' }]);
  });

  test('commands keep their references and the names of environment variables', () => {
    expect(play.provisioner).toMatchInlineSnapshot(`
     [
       {
         "local-exec": {
           "command": "bash play",
           "environment": {
             "DAAS_SITE": "fake",
             "DAAS_TARGET": "\${jsonencode(self.triggers_replace.target)}",
           },
         },
       },
       {
         "local-exec": {
           "command": "bash play",
           "environment": {
             "DAAS_NAME": "\${self.input.name}",
           },
           "when": "destroy",
         },
       },
     ]
    `);
  });

  test('what isn’t given isn’t written: Terraform refuses an empty list of provisioners', () => {
    expect(Object.keys(empty)).toEqual(['//']);
  });
});

describe('dependencies', () => {
  test('all resources below a construct wait for all below the one that it depends on', () => {
    const site = new FakeSite((scope) => {
      const [hub, auth] = [new Construct(scope, 'Hub'), new Construct(scope, 'Auth')];
      for (const id of ['B', 'A']) {
        new TerraformData(hub, id, {});
        new TerraformData(auth, id, {});
      }
      new TerraformData(scope, 'Alone', {});
      hub.node.addDependency(auth);
    });
    const resources: Record<string, { depends_on?: string[] }> = synthesised(site).resource.terraform_data;
    const waits = Object.fromEntries(
      Object.entries(resources).map(([name, r]) => [
        name.replace(/_[0-9A-F]{8}$/, ''),
        r.depends_on?.map((d) => d.replace(/_[0-9A-F]{8}$/, '')),
      ]),
    );
    expect(waits).toEqual({
      Alone: undefined,
      Auth_A: undefined,
      Auth_B: undefined,
      Hub_A: ['terraform_data.Auth_A', 'terraform_data.Auth_B'],
      Hub_B: ['terraform_data.Auth_A', 'terraform_data.Auth_B'],
    });
  });

  test('applying them twice changes nothing, and what was there already stays', () => {
    const site = new FakeSite((scope) => {
      const first = new TerraformData(scope, 'First', {});
      const second = new TerraformData(scope, 'Second', {});
      second.dependsOn = ['terraform_data.Other'];
      second.node.addDependency(first);
    });
    applyDependencies(site);
    applyDependencies(site);
    expect(synthesised(site).resource.terraform_data.Second.depends_on).toEqual(['terraform_data.First', 'terraform_data.Other']);
  });
});

describe('state backends', () => {
  const backendOf = (state?: StateBackend) => synthesised(new FakeSite(undefined, state === undefined ? {} : { state })).terraform.backend;

  test('a site without one keeps its state in a file beside cdktf.out, where the engine deletes nothing', () => {
    const { local } = backendOf();
    expect(backendOf()).toEqual({ local: { path: '../../../.daas/state/site-fake.tfstate' } });
    expect(path.relative('/clone', path.resolve('/clone/cdktf.out/stacks/site-fake', local.path))).toBe('.daas/state/site-fake.tfstate');
  });

  test('S3 encrypts and locks by an object', () => {
    expect(backendOf(StateBackend.s3({ bucket: 'daas-state', region: 'eu-west-1' }))).toEqual({
      s3: { bucket: 'daas-state', key: 'site-fake.tfstate', region: 'eu-west-1', encrypt: true, use_lockfile: true },
    });
  });

  test('S3 of a facility is not asked what only Amazon knows', () => {
    const { s3 } = backendOf(StateBackend.s3({ bucket: 'b', region: 'default', key: 'k.tfstate', endpoint: 'https://s3.fake.example' }));
    expect(s3).toMatchInlineSnapshot(`
     {
       "bucket": "b",
       "encrypt": true,
       "endpoints": {
         "s3": "https://s3.fake.example",
       },
       "key": "k.tfstate",
       "region": "default",
       "skip_credentials_validation": true,
       "skip_metadata_api_check": true,
       "skip_region_validation": true,
       "skip_requesting_account_id": true,
       "use_lockfile": true,
       "use_path_style": true,
     }
    `);
  });

  test('HTTP locks by POST and unlocks by DELETE of one address', () => {
    expect(backendOf(StateBackend.http({ address: 'https://git.fake.example/api/v4/projects/1/terraform/state/daas' })))
      .toMatchInlineSnapshot(`
     {
       "http": {
         "address": "https://git.fake.example/api/v4/projects/1/terraform/state/daas",
         "lock_address": "https://git.fake.example/api/v4/projects/1/terraform/state/daas/lock",
         "lock_method": "POST",
         "unlock_address": "https://git.fake.example/api/v4/projects/1/terraform/state/daas/lock",
         "unlock_method": "DELETE",
       },
     }
    `);
  });

  test('PostgreSQL has a schema for each site', () => {
    expect(backendOf(StateBackend.pg())).toEqual({ pg: { schema_name: 'site_fake' } });
    expect(backendOf(StateBackend.pg({ schemaName: 'daas' }))).toEqual({ pg: { schema_name: 'daas' } });
  });

  test('Kubernetes has a Secret, and no other backend stands beside it', () => {
    expect(backendOf(StateBackend.kubernetes({ secretSuffix: 'fake', namespace: 'daas' }))).toEqual({
      kubernetes: { secret_suffix: 'fake', namespace: 'daas' },
    });
  });

  test.each([
    ['local', StateBackend.local(), false],
    ['s3', StateBackend.s3({ bucket: 'b', region: 'r' }), true],
    ['http', StateBackend.http({ address: 'https://git.fake.example' }), true],
    ['pg', StateBackend.pg(), false],
    ['kubernetes', StateBackend.kubernetes({ secretSuffix: 's', namespace: 'n' }), false],
  ])('%s says what it promises', (kind, backend, encrypted) => {
    expect(backend).toMatchObject({ kind, guarantees: { encrypted, locking: true } });
  });

  test('fails with RemoteState when a site wants to read the state of another', () => {
    const site = new Construct(new App(), 'Alone');
    const stack = new TerraformStack(site, 'Stack');
    const backend = new KubernetesBackend(stack, { secretSuffix: 's', namespace: 'n' });
    expect(() => backend.getRemoteStateDataSource(stack)).toThrow(expect.objectContaining({ code: 'RemoteState' }));
  });
});
