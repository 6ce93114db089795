import type { Plain } from '../../synthesised';
import { rendered } from './deployments';

const values: Plain = rendered().releases.find((r) => r.name === 'notebooks')!.values;

test('the hub itself', () => {
  expect(values.hub).toMatchInlineSnapshot(`
   {
     "annotations": {
       "daas-kit/secrets-revision": "1",
     },
     "config": {
       "BrokerAuthenticator": {
         "after_logout_url": "https://notebooks.fake.example",
         "authorize_url": "https://login.fake.example/realms/daas/auth",
         "client_id": "notebooks",
         "end_session_url": "https://login.fake.example/realms/daas/logout",
         "identity": {
           "gid": "gidNumber",
           "groups": {
             "claim": "eduperson_entitlement",
             "pattern": ":group:(proposal-[0-9]+)#",
           },
           "minimumUid": 1000,
           "uid": "uidNumber",
           "user": "preferred_username",
         },
         "login_service": "facility account",
         "oauth_callback_url": "https://notebooks.fake.example/hub/oauth_callback",
         "scope": [
           "openid",
           "profile",
         ],
         "token_url": "https://login.fake.example/realms/daas/token",
         "userdata_url": "https://login.fake.example/realms/daas/userinfo",
       },
       "DaasKubeSpawner": {
         "automount_service_account_token": false,
         "container_security_context": {
           "allowPrivilegeEscalation": false,
           "capabilities": {
             "drop": [
               "ALL",
             ],
           },
         },
         "mounts": [
           {
             "claim": "mount-home",
             "name": "home",
             "path": "/home/{user}",
             "perProposal": false,
             "readOnly": false,
             "role": "home",
           },
           {
             "claim": "mount-raw",
             "name": "raw",
             "path": "/data/raw",
             "perProposal": true,
             "readOnly": true,
             "role": "raw",
           },
           {
             "claim": "mount-results",
             "name": "results",
             "path": "/data/results",
             "perProposal": true,
             "readOnly": false,
             "role": "results",
           },
           {
             "claim": "mount-software",
             "name": "software",
             "path": "/software",
             "perProposal": false,
             "readOnly": true,
             "role": "software",
           },
         ],
         "pod_security_context": {
           "runAsNonRoot": true,
           "seccompProfile": {
             "type": "RuntimeDefault",
           },
         },
       },
       "JupyterHub": {
         "admin_access": false,
         "authenticator_class": "jupyterhub_daas.authenticator.BrokerAuthenticator",
         "spawner_class": "jupyterhub_daas.kube_spawner.DaasKubeSpawner",
         "tornado_settings": {
           "cookie_options": {
             "samesite": "Lax",
             "secure": true,
           },
           "headers": {
             "Referrer-Policy": "same-origin",
             "X-Content-Type-Options": "nosniff",
           },
           "slow_spawn_timeout": 0,
         },
       },
     },
     "db": {
       "pvc": {
         "storage": "2Gi",
         "storageClassName": null,
       },
       "type": "sqlite-pvc",
     },
     "extraEnv": {
       "OAUTH_CLIENT_SECRET": {
         "valueFrom": {
           "secretKeyRef": {
             "key": "client-secret",
             "name": "notebooks-hub",
           },
         },
       },
       "PYTHONPATH": "/usr/local/lib/daas",
     },
     "extraFiles": {
       "daas-pod": {
         "mountPath": "/usr/local/lib/daas/jupyterhub_daas/pod.py",
         "stringData": "# source of pod.py
   ",
       },
     },
     "image": {
       "name": "quay.io/jupyterhub/k8s-hub",
       "tag": "4.4.0",
     },
     "networkPolicy": {
       "egressAllowRules": {
         "cloudMetadataServer": false,
         "dnsPortsCloudMetadataServer": false,
         "dnsPortsKubeSystemNamespace": true,
         "dnsPortsPrivateIPs": false,
         "nonPrivateIPs": false,
         "privateIPs": false,
       },
       "enabled": true,
     },
     "nodeSelector": {
       "daas-kit/pool": "services",
     },
     "resources": {
       "limits": {
         "cpu": "500m",
         "memory": "1Gi",
       },
       "requests": {
         "cpu": "500m",
         "memory": "1Gi",
       },
     },
     "tolerations": [],
   }
  `);
});

test('what users choose from', () => {
  expect(values.singleuser).toMatchInlineSnapshot(`
   {
     "cloudMetadata": {
       "blockWithIptables": false,
     },
     "cmd": "jupyterhub-singleuser",
     "defaultUrl": "/lab",
     "extraFiles": {
       "kernel-dials": {
         "data": {
           "argv": [
             "/software/dials/bin/python",
             "-m",
             "ipykernel_launcher",
             "-f",
             "{connection_file}",
           ],
           "display_name": "DIALS",
           "env": {
             "PATH": "/software/dials/bin:/usr/local/bin:/usr/bin:/bin",
           },
           "language": "python",
         },
         "mountPath": "/usr/local/share/jupyter/kernels/dials/kernel.json",
       },
     },
     "fsGid": null,
     "image": {
       "name": "ghcr.io/fake/saxs",
       "tag": "2026.1",
     },
     "networkPolicy": {
       "egressAllowRules": {
         "cloudMetadataServer": false,
         "dnsPortsCloudMetadataServer": false,
         "dnsPortsKubeSystemNamespace": true,
         "dnsPortsPrivateIPs": false,
         "nonPrivateIPs": false,
         "privateIPs": false,
       },
       "enabled": true,
     },
     "profileList": [
       {
         "default": true,
         "description": "4 cores, 16 GiB memory, up to 8 h",
         "display_name": "Interactive",
         "kubespawner_override": {
           "cpu_guarantee": 4,
           "cpu_limit": 4,
           "extra_pod_config": {
             "activeDeadlineSeconds": 28800,
           },
           "extra_resource_guarantees": {},
           "extra_resource_limits": {},
           "mem_guarantee": "16384M",
           "mem_limit": "16384M",
           "node_selector": {
             "daas-kit/pool": "sessions",
           },
           "tolerations": [],
         },
         "profile_options": {
           "environment": {
             "choices": {
               "saxs": {
                 "default": true,
                 "display_name": "SAXS",
                 "kubespawner_override": {
                   "image": "ghcr.io/fake/saxs:2026.1",
                 },
               },
             },
             "display_name": "Software",
           },
         },
         "slug": "interactive",
       },
       {
         "description": "8 cores, 32 GiB memory, 1 × A100, up to 8 h",
         "display_name": "Gpu",
         "kubespawner_override": {
           "cpu_guarantee": 8,
           "cpu_limit": 8,
           "extra_pod_config": {
             "activeDeadlineSeconds": 28800,
           },
           "extra_resource_guarantees": {
             "nvidia.com/gpu": "1",
           },
           "extra_resource_limits": {
             "nvidia.com/gpu": "1",
           },
           "mem_guarantee": "32768M",
           "mem_limit": "32768M",
           "node_selector": {
             "daas-kit/pool": "gpus",
           },
           "tolerations": [
             {
               "effect": "NoSchedule",
               "key": "nvidia.com/gpu",
               "operator": "Equal",
               "value": "present",
             },
           ],
         },
         "profile_options": {
           "environment": {
             "choices": {
               "saxs": {
                 "default": true,
                 "display_name": "SAXS",
                 "kubespawner_override": {
                   "image": "ghcr.io/fake/saxs:2026.1",
                 },
               },
             },
             "display_name": "Software",
           },
         },
         "slug": "gpu",
       },
     ],
     "startTimeout": 300,
     "storage": {
       "type": "none",
     },
     "uid": 65534,
   }
  `);
});
