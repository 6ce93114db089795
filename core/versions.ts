/**
 * Versions of what the kit deploys, in one place. Python packages are pinned in platforms/hosts/python and in the
 * use cases' lock files, npm packages in package-lock.json.
 */
export const VERSIONS = {
  /** Identity broker; a Maven artifact, an image and a chart of the same version. Java 17 or newer. */
  keycloak: '26.7.0',
  /** The hub's proxy, an npm package. */
  configurableHttpProxy: '5.3.0',
  /** Terraform's provider for Helm: of the bindings' schema, with later security updates. */
  helmProvider: '3.1.2',
  /** Zero to JupyterHub's chart, with JupyterHub 5.5.0; its images have the same version. Kubernetes 1.32 or newer. */
  jupyterhubChart: '4.4.0',
  /** NVIDIA's GPU operator, chart and images. */
  gpuOperatorChart: 'v26.7.0',
  /** Keycloak's chart by codecentric (docs/adr/0007-auth-on-kubernetes.md); the image is the version above. */
  keycloakChart: '7.1.11',
  /** Applies the realm; the second part is the Keycloak that it was built against. */
  keycloakConfigCli: '6.5.0-26.5.4',
  /** Runs the kit's own steps around it: any Python with the standard library. */
  pythonImage: '3.13.7-alpine3.22',
  /** CloudNativePG: operator with its chart, and the chart of one database. */
  postgresOperator: '1.30.0',
  postgresOperatorChart: '0.29.0',
  postgresClusterChart: '0.8.1',
  /** PostgreSQL. */
  postgres: '17.6',
  /** VISA's parts, which are versioned one by one. */
  visa: { api: '3.8.2', web: '3.8.2', accounts: '3.8.0', jupyterProxy: '3.5.0' },
  /** Applies VISA's migrations. */
  dbmate: '2.35.0',
  /** Carries messages between VISA's API servers. */
  redis: '7.4.5-alpine',
  /** SciCat's parts, as scicatlive combines them. */
  scicat: { backend: 'v5.2.1', frontend: 'v5.11.0', mongodb: '8.3' },
} as const;
