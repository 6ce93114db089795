/**
 * Versions of what the kit deploys, in one place. Python packages are pinned in platforms/hosts/python and in the
 * use cases' lock files, npm packages in package-lock.json.
 */
export const VERSIONS = {
  /** Identity broker; a Maven artifact, an image and a chart of the same version. Java 17 or newer. */
  keycloak: '26.7.0',
  /** The hub's proxy, an npm package. */
  configurableHttpProxy: '5.3.0',
  /** Zero to JupyterHub's chart, with JupyterHub 5.5.0; its images have the same version. Kubernetes 1.32 or newer. */
  jupyterhubChart: '4.4.0',
  /** NVIDIA's GPU operator, chart and images. */
  gpuOperatorChart: 'v26.7.0',
} as const;
