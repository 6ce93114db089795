import type { ClusterFacts } from './cluster-facts';

/** An image where the site pulls it from, by its digest if the site says it: the mirror keeps the path, below its own address. */
export function imageOf({ imageMirror, imageDigests }: ClusterFacts, image: string): string {
  const digest = Object.hasOwn(imageDigests, image) ? `@${imageDigests[image]}` : '';
  return `${imageMirror === null ? image : `${imageMirror}/${withoutRegistry(image)}`}${digest}`;
}

/** Repository and tag (with digest), as many charts want them. */
export function imageParts(cluster: ClusterFacts, image: string): { readonly repository: string; readonly tag: string } {
  const whole = imageOf(cluster, image);
  const colon = whole.indexOf(':', whole.lastIndexOf('/'));
  return { repository: whole.slice(0, colon), tag: whole.slice(colon + 1) };
}

/** `quay.io/jupyterhub/k8s-hub:4.4.0` -> `jupyterhub/k8s-hub:4.4.0`. */
function withoutRegistry(image: string): string {
  const [first, ...rest] = image.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first!) ? rest.join('/') : image;
}
