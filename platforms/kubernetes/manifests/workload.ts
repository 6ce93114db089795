import type { ClusterFacts } from './cluster-facts';
import { imageOf } from './image';
import type { ManifestObject } from './kubernetes-object';
import { labelsOf, namespaceOf, selectorOf } from './names';
import { fixedResources, RESTRICTED_CONTAINER, restartOn, servicePod } from './pod';

/** Where a value of an environment variable is: in the manifest, or in a Secret. */
export type EnvironmentValue = string | { readonly secret: string; readonly key: string };

/** A container of one of the kit's own pods. */
export interface ContainerOptions {
  readonly name: string;
  /** As upstream names it; a mirror is put before it. */
  readonly image: string;
  /** Numeric user, as many images name none or root. */
  readonly uid: number;
  readonly cpu: string;
  readonly memory: string;
  /**
   * TCP port that it listens on.
   *
   * @default - it runs to its end
   */
  readonly port?: number;
  /**
   * Instead of the image's entry point.
   *
   * @default - the image's
   */
  readonly command?: readonly string[];
  /**
   * Arguments of the entry point.
   *
   * @default - the image's
   */
  readonly args?: readonly string[];
  /**
   * Environment variables.
   *
   * @default - none
   */
  readonly environment?: Readonly<Record<string, EnvironmentValue>>;
  /**
   * Volumes of the pod that it sees.
   *
   * @default - none
   */
  readonly mounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
    readonly readOnly?: boolean;
  }[];
  /**
   * What the kubelet asks to see whether it works.
   *
   * @default - it connects to the port
   */
  readonly probe?: { readonly path: string };
  /**
   * How long it may take to start.
   *
   * @default - 60
   */
  readonly startSeconds?: number;
}

/** A container with limits, probes, and what pod security `restricted` asks for; its root file system is read-only. */
export function container(cluster: ClusterFacts, options: ContainerOptions): Readonly<Record<string, unknown>> {
  const { name, image, uid, cpu, memory, port, command, args, environment, mounts } = options;
  return {
    name,
    image: imageOf(cluster, image),
    ...(command && { command }),
    ...(args && { args }),
    ...(environment && { env: Object.entries(environment).map(([key, value]) => variable(key, value)) }),
    ...(port !== undefined && { ports: [{ name: 'main', containerPort: port }], ...probes(options, port) }),
    resources: fixedResources(cpu, memory),
    securityContext: { ...RESTRICTED_CONTAINER, runAsUser: uid, runAsGroup: uid },
    ...(mounts && { volumeMounts: mounts }),
  };
}

/** What a Deployment or StatefulSet runs. */
export interface WorkloadOptions {
  readonly service: string;
  readonly component: string;
  readonly replicas: number;
  /** Hash of what the pods read at their start only. */
  readonly configurationHash: string;
  readonly containers: readonly object[];
  /**
   * What runs before, one after the other.
   *
   * @default - nothing
   */
  readonly initContainers?: readonly object[];
  /**
   * Volumes of the pod.
   *
   * @default - none
   */
  readonly volumes?: readonly object[];
  /**
   * Group that the volumes belong to.
   *
   * @default - the volumes' own
   */
  readonly volumeGroup?: number;
  /**
   * Whether the old pod has to be gone before the new one comes.
   *
   * @default - pods are exchanged one by one
   */
  readonly recreate?: boolean;
  /**
   * Labels of the pods beside those of every component.
   *
   * @default - none
   */
  readonly podLabels?: Readonly<Record<string, string>>;
}

/** A Deployment, spread over nodes. */
export function deployment(cluster: ClusterFacts, options: WorkloadOptions): ManifestObject {
  const { service, component, replicas, recreate } = options;
  const pods = selectorOf(service, component);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadataOf(cluster, service, component),
    spec: {
      replicas,
      strategy: recreate === true ? { type: 'Recreate' } : { type: 'RollingUpdate' },
      selector: { matchLabels: pods },
      template: podTemplate(cluster, options),
    },
  };
}

/** The pod of a Deployment, StatefulSet or Job. */
export function podTemplate(cluster: ClusterFacts, options: WorkloadOptions & { readonly restartPolicy?: 'Never' | 'OnFailure' }): object {
  const { service, component, configurationHash, containers, initContainers, volumes, volumeGroup, podLabels, restartPolicy } = options;
  const pod = servicePod(cluster);
  return {
    metadata: { labels: { ...labelsOf(cluster, service, component), ...podLabels }, annotations: restartOn(cluster, configurationHash) },
    spec: {
      ...pod,
      ...(volumeGroup !== undefined && { securityContext: { ...(pod['securityContext'] as object), fsGroup: volumeGroup } }),
      ...(restartPolicy && { restartPolicy }),
      ...(initContainers && { initContainers }),
      containers,
      ...(volumes && { volumes }),
      ...(restartPolicy === undefined && {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'kubernetes.io/hostname',
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: { matchLabels: selectorOf(service, component) },
          },
        ],
      }),
    },
  };
}

/** A Service inside the cluster. */
export function clusterService(
  cluster: ClusterFacts,
  options: {
    readonly service: string;
    readonly component: string;
    readonly port: number;
    readonly selector?: Readonly<Record<string, string>>;
  },
): ManifestObject {
  const { service, component, port, selector } = options;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(cluster, service, component),
    spec: { type: 'ClusterIP', selector: selector ?? selectorOf(service, component), ports: [{ name: 'main', port, targetPort: port }] },
  };
}

/** Keeps at least one pod while nodes are emptied. For components with more than one: with one it would stop the work. */
export function disruptionBudget(cluster: ClusterFacts, service: string, component: string): ManifestObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadataOf(cluster, service, component),
    spec: { minAvailable: 1, selector: { matchLabels: selectorOf(service, component) } },
  };
}

/** Where the objects of a component are: a component's objects of all kinds have its name. */
export function metadataOf(
  cluster: ClusterFacts,
  service: string,
  component: string,
): { readonly name: string; readonly namespace: string; readonly labels: Readonly<Record<string, string>> } {
  return { name: component, namespace: namespaceOf(cluster, service), labels: labelsOf(cluster, service, component) };
}

function variable(name: string, value: EnvironmentValue): object {
  return typeof value === 'string' ? { name, value } : { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } };
}

function probes({ probe, startSeconds }: ContainerOptions, port: number): object {
  const action = probe === undefined ? { tcpSocket: { port } } : { httpGet: { path: probe.path, port } };
  return {
    startupProbe: { ...action, periodSeconds: 5, failureThreshold: Math.ceil((startSeconds ?? 60) / 5) },
    readinessProbe: { ...action, periodSeconds: 10, timeoutSeconds: 5 },
    livenessProbe: { ...action, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 6 },
  };
}
