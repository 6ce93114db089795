"""Brings one realm to what its representation says; removes only what an earlier run has made."""

from __future__ import annotations

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.keycloak_admin import AdminApi, KeycloakError
from ansible.module_utils.keycloak_realm import Realm
from ansible.module_utils.realm_compare import filled

DOCUMENTATION = """
module: keycloak_realm_state
short_description: one realm of Keycloak, with its clients, federations and accounts
description:
  - Users, clients and sessions that it did not make stay. Accounts that it made are what the representation says.
  - Passwords can't be compared and are set at each run, which is not reported as a change and ends no session.
options:
  server_url: {description: address of Keycloak, type: str, required: true}
  admin_user: {description: administrator of the realm master, type: str, required: true}
  admin_password: {description: password of the administrator, type: str, required: true}
  representation:
    description: realm in Keycloak's words; C($(env:NAME)) stands for a secret. Only C(realm) is needed for a removal.
    type: dict
    required: true
  secrets: {description: values of the placeholders by name, type: dict, default: {}}
  state:
    description: C(without_clients) removes the clients that earlier runs have made and keeps the users.
    type: str
    choices: [present, absent, without_clients]
    default: present
"""


def main() -> None:
    """Entry point."""
    module = AnsibleModule(
        argument_spec={
            "server_url": {"type": "str", "required": True},
            "admin_user": {"type": "str", "required": True},
            "admin_password": {"type": "str", "required": True, "no_log": True},
            "representation": {"type": "dict", "required": True},
            "secrets": {"type": "dict", "default": {}, "no_log": True},
            "state": {"type": "str", "choices": ["present", "absent", "without_clients"], "default": "present"},
        },
        supports_check_mode=True,
    )
    given = module.params
    api = AdminApi(given["server_url"], given["admin_user"], given["admin_password"], module.check_mode)
    try:
        realm = Realm(api, filled(given["representation"], given["secrets"]))
        if given["state"] == "present":
            realm.apply()
        elif given["state"] == "absent":
            realm.remove()
        else:
            realm.remove_clients()
    except KeycloakError as error:
        module.fail_json(msg=str(error))
    module.exit_json(changed=bool(realm.changes), changes=realm.changes)


if __name__ == "__main__":
    main()
