import type { SciCatSpec } from '../../../constructs/catalogue/scicat-spec';
import { VERSIONS } from '../../../core/versions';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { hashOf } from '../manifests/hash';
import { KEEP_DATA, type KubernetesObject } from '../manifests/kubernetes-object';
import { clusterService, container, deployment, metadataOf } from '../manifests/workload';
import { DATABASE_USER, SCICAT, SCICAT_SECRET } from './components';

/** User `mongodb` of the image. */
const UID = 999;

/** SciCat's database: one server with a volume that outlives it, and the site unless that says otherwise. Pure. */
export function renderMongodb(spec: SciCatSpec, cluster: ClusterFacts): KubernetesObject[] {
  const { name: component, port } = SCICAT.mongodb;
  const metadata = metadataOf(cluster, spec.name, component);
  const { block } = cluster.storageClasses;
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { ...metadata, ...(!cluster.removeData && { annotations: { [KEEP_DATA]: 'true' } }) },
      spec: {
        accessModes: ['ReadWriteOnce'],
        ...(block !== null && { storageClassName: block }),
        resources: { requests: { storage: `${spec.volumeGibibytes}Gi` } },
      },
    },
    deployment(cluster, {
      service: spec.name,
      component,
      replicas: 1,
      recreate: true,
      configurationHash: hashOf(SCICAT.mongodb),
      volumeGroup: UID,
      containers: [
        container(cluster, {
          name: component,
          image: `docker.io/library/mongo:${VERSIONS.scicat.mongodb}`,
          uid: UID,
          cpu: '1',
          memory: '2Gi',
          port,
          startSeconds: 180,
          args: ['--wiredTigerCacheSizeGB', '0.75'],
          environment: {
            // The first start only: an existing database keeps its password.
            MONGO_INITDB_ROOT_USERNAME: DATABASE_USER,
            MONGO_INITDB_ROOT_PASSWORD: { secret: SCICAT_SECRET, key: 'mongodb-password' },
            HOME: '/tmp',
          },
          mounts: [
            { name: 'data', mountPath: '/data/db' },
            { name: 'temporary', mountPath: '/tmp' },
            { name: 'temporary', mountPath: '/data/configdb', subPath: 'configdb' },
          ],
        }),
      ],
      volumes: [
        { name: 'data', persistentVolumeClaim: { claimName: component } },
        { name: 'temporary', emptyDir: { sizeLimit: '256Mi' } },
      ],
    }),
    clusterService(cluster, { service: spec.name, component, port }),
  ];
}
