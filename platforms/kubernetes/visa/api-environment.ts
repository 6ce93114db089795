import type { VisaCloudSpec, VisaSpec } from '../../../constructs/portal/visa-spec';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { hostOf } from '../manifests/names';
import type { EnvironmentValue } from '../manifests/workload';
import type { DatabaseConnection } from '../postgres/database';
import { MADE_SECRET, VISA, VISA_SECRET } from './visa-deployment';

type Environment = Readonly<Record<string, EnvironmentValue>>;

/** Where the key pair of VISA's PAM module is mounted. */
export const SIGNING_PATH = '/srv/signing';
const STAFF_FACTOR = 4;
/** Staff may leave a desktop alone for twice as long. */
const STAFF_IDLE_FACTOR = 2;

/**
 * Settings of VISA's API server (those of its application.yml). Pure.
 *
 * What has no default there is always set, empty where it isn't used: an expression that can't be expanded stops the server.
 */
export function renderApiEnvironment(visa: VisaSpec, database: DatabaseConnection, cluster: ClusterFacts): Environment {
  const url = `https://${hostOf(cluster, visa.name)}`;
  const { lifetimeHours, idleHours } = visa;
  return {
    VISA_SERVER_HOST: '0.0.0.0',
    VISA_SERVER_PORT: String(VISA.api.port),
    VISA_ROOT_URL: url,
    VISA_CORS_ORIGIN: url,
    VISA_LOGGING_FILE_ENABLED: 'false',
    VISA_LOGGING_SYSLOG_ENABLED: 'false',
    JAVA_TOOL_OPTIONS: '-XX:MaxRAMPercentage=70 -Djava.io.tmpdir=/tmp',
    VISA_DATABASE_URL: `jdbc:postgresql://${database.host}:${database.port}/${database.name}?sslmode=require`,
    VISA_DATABASE_USERNAME: database.user,
    VISA_DATABASE_PASSWORD: database.password,
    // The oldest that may be behind it.
    VISA_DATABASE_VERSION: '13',
    VISA_ACCOUNTS_SERVICE_CLIENT_URL: `http://${VISA.accounts.name}:${VISA.accounts.port}/api/authenticate`,
    VISA_SECURITY_GROUP_SERVICE_CLIENT_ENABLED: 'false',
    VISA_SECURITY_GROUP_SERVICE_CLIENT_URL: '',
    VISA_SECURITY_GROUP_SERVICE_CLIENT_AUTH_TOKEN: '',
    ...cloudEnvironment(visa.cloud, cluster),
    VISA_VDI_ENABLED: 'true',
    VISA_VDI_SIGNATURE_PRIVATE_KEY_PATH: visa.signing === null ? '' : `${SIGNING_PATH}/private.pem`,
    VISA_VDI_SIGNATURE_PUBLIC_KEY_PATH: visa.signing === null ? '' : `${SIGNING_PATH}/public.pem`,
    ...redisEnvironment(visa),
    VISA_INSTANCE_USER_DEFAULT_QUOTA: String(visa.desktopsPerUser),
    VISA_INSTANCE_USER_MAX_LIFETIME_DURATION_HOURS: String(lifetimeHours),
    VISA_INSTANCE_STAFF_MAX_LIFETIME_DURATION_HOURS: String(lifetimeHours * STAFF_FACTOR),
    VISA_INSTANCE_USER_MAX_INACTIVITY_DURATION_HOURS: String(idleHours),
    VISA_INSTANCE_STAFF_MAX_INACTIVITY_DURATION_HOURS: String(idleHours * STAFF_IDLE_FACTOR),
    // A link that opens somebody's desktop for whoever has it is no way to share one.
    VISA_INSTANCE_PUBLIC_ACCESS_TOKEN_ENABLED: 'false',
    VISA_CLIENT_CONFIG_LOGIN_ISSUER: visa.login.issuer,
    VISA_CLIENT_CONFIG_LOGIN_CLIENT_ID: visa.login.clientId,
    // No offline_access, VISA's default: such a token outlives a log-out.
    VISA_CLIENT_CONFIG_LOGIN_SCOPE: visa.login.scopes.join(' '),
    VISA_CLIENT_CONFIG_CONTACT_EMAIL: visa.contact,
    VISA_CLIENT_CONFIG_ANALYTICS_ENABLED: 'false',
    VISA_CLIENT_CONFIG_ANALYTICS_URL: '',
    VISA_CLIENT_CONFIG_ANALYTICS_SITE_ID: '',
    ...mailEnvironment(visa),
  };
}

function cloudEnvironment(cloud: VisaCloudSpec, cluster: ClusterFacts): Environment {
  const common = {
    VISA_CLOUD_DEFAULT_PROVIDER_ENABLED: 'true',
    VISA_DEFAULT_CLOUD_PROVIDER_TYPE: cloud.kind,
    VISA_DEFAULT_CLOUD_PROVIDER_NAME: cloud.name,
    VISA_CLOUD_SERVER_NAME_PREFIX: `VISA-${cluster.site.toUpperCase()}`,
  };
  if (cloud.kind === 'web') {
    return {
      ...common,
      VISA_CLOUD_WEB_PROVIDER_URL: cloud.url,
      VISA_CLOUD_WEB_PROVIDER_AUTH_TOKEN: { secret: VISA_SECRET, key: 'cloud-secret' },
    };
  }
  return {
    ...common,
    VISA_CLOUD_IDENTITY_ENDPOINT: cloud.endpoints.identity,
    VISA_CLOUD_COMPUTE_ENDPOINT: cloud.endpoints.compute,
    VISA_CLOUD_PLACEMENT_ENDPOINT: cloud.endpoints.placement,
    VISA_CLOUD_IMAGE_ENDPOINT: cloud.endpoints.image,
    VISA_CLOUD_NETWORK_ENDPOINT: cloud.endpoints.network,
    VISA_CLOUD_ADDRESS_PROVIDER: cloud.network.name,
    VISA_CLOUD_ADDRESS_PROVIDER_UUID: cloud.network.id,
    // A new credential has a new id, so that the pods restart with its secret.
    VISA_CLOUD_APPLICATION_ID: cloud.credentialId,
    VISA_CLOUD_APPLICATION_SECRET: { secret: cloud.credentialSecret.store === 'made' ? MADE_SECRET : VISA_SECRET, key: 'cloud-secret' },
  };
}

function redisEnvironment({ secondaries }: VisaSpec): Environment {
  if (secondaries === 0) {
    return { VISA_VDI_REDIS_ENABLED: 'false', VISA_VDI_REDIS_URL: '', VISA_VDI_REDIS_PASSWORD: '' };
  }
  return {
    VISA_VDI_REDIS_ENABLED: 'true',
    VISA_VDI_REDIS_URL: `redis://${VISA.redis.name}:${VISA.redis.port}`,
    VISA_VDI_REDIS_PASSWORD: { secret: VISA_SECRET, key: 'redis-password' },
  };
}

function mailEnvironment({ mail, contact }: VisaSpec): Environment {
  return {
    VISA_NOTIFICATION_EMAIL_ADAPTER_ENABLED: String(mail !== null),
    VISA_NOTIFICATION_EMAIL_ADAPTER_MOCKED: String(mail === null),
    ...(mail !== null && {
      VISA_NOTIFICATION_EMAIL_ADAPTER_HOST: mail.host,
      VISA_NOTIFICATION_EMAIL_ADAPTER_PORT: String(mail.port),
    }),
    VISA_NOTIFICATION_EMAIL_ADAPTER_FROM_EMAIL_ADDRESS: mail?.from ?? '',
    VISA_NOTIFICATION_EMAIL_ADAPTER_ADMIN_EMAIL_ADDRESS: mail === null ? '' : contact,
    VISA_NOTIFICATION_EMAIL_ADAPTER_BCC_EMAIL_ADDRESS: '',
    VISA_NOTIFICATION_EMAIL_ADAPTER_DEV_EMAIL_ADDRESS: '',
    VISA_LOGGING_EMAIL_APPENDER_ENABLED: 'false',
    VISA_LOGGING_EMAIL_APPENDER_MOCKED: 'true',
    VISA_LOGGING_EMAIL_APPENDER_RECIPIENT_ADDRESS: '',
    VISA_LOGGING_EMAIL_APPENDER_FROM_ADDRESS: '',
    VISA_LOGGING_EMAIL_SUBJECT: '',
  };
}
