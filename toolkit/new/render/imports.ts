/** Classes that aren't in the index of the constructs, and their files. */
const FILES: Readonly<Record<string, string>> = {
  HostsPlatform: 'platforms/hosts/hosts-platform',
  Kubeconfig: 'platforms/kubernetes/kubeconfig',
  KubernetesPlatform: 'platforms/kubernetes/kubernetes-platform',
  NodePool: 'platforms/kubernetes/node-pool',
  Tls: 'platforms/kubernetes/tls',
  Flavor: 'platforms/openstack/flavor',
  Image: 'platforms/openstack/image',
  OpenStackPlatform: 'platforms/openstack/openstack-platform',
  SecretStore: 'stacks/secret-store',
  SiteStack: 'stacks/site-stack',
  StateBackend: 'stacks/state-backend',
};
const TEXTS_AND_COMMENTS = /\/\/.*|'(?:[^'\\\n]|\\.)*'/g;
const CLASSES = /\b[A-Z][A-Za-z]+(?=[.(])/g;

/** Imports of all that the code uses. Pure. */
export function renderImports(code: string): string {
  const used = [...new Set(code.replace(TEXTS_AND_COMMENTS, "''").match(CLASSES))].sort();
  const constructs = used.filter((name) => FILES[name] === undefined);
  const others = Object.entries({ ...FILES }).filter(([name]) => used.includes(name) || name === 'SiteStack');
  return [
    "import type { Construct } from 'constructs';",
    `import { ${constructs.join(', ')} } from '../../constructs';`,
    ...others.map(([name, file]) => `import { ${name} } from '../../${file}';`),
  ].join('\n');
}
