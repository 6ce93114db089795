"""Accounts of a realm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansible.module_utils.keycloak_admin import seg
from ansible.module_utils.realm_compare import covers

if TYPE_CHECKING:
    from ansible.module_utils.keycloak_realm import Realm

FIELDS = ("enabled", "firstName", "lastName", "email", "emailVerified")


def apply_user(realm: Realm, wanted: dict[str, Any]) -> None:
    """Creates or updates an account; its sessions go on."""
    name = wanted["username"]
    user = realm.find("/users", {"username": name, "exact": "true"}, username=name)
    if user is None:
        realm.write("POST", "/users", wanted, f"account {name}: created")
        return
    path = f"/users/{user['id']}"
    fields: dict[str, Any] = {field: wanted[field] for field in FIELDS}
    fields["attributes"] = attributes(realm, wanted["attributes"], user.get("attributes") or {})
    same = covers(user, fields) and set(fields["attributes"]) == set(user.get("attributes") or {})
    if not same:
        realm.write("PUT", path, {**fields, "username": name}, f"account {name}: changed")
    apply_links(realm, path, name, wanted.get("federatedIdentities", []))
    apply_password(realm, path, name, wanted.get("credentials", []))


def attributes(realm: Realm, declared: dict[str, list[str]], there: dict[str, list[str]]) -> dict[str, list[str]]:
    """What the site says, and what the last log-in at a federation has brought, which is newer than the site."""
    imported = {mapper["config"]["user.attribute"] for mapper in realm.wanted["identityProviderMappers"]}
    return {**declared, **{name: values for name, values in there.items() if name in imported}}


def apply_links(realm: Realm, path: str, name: str, wanted: list[dict[str, str]]) -> None:
    """Exactly the identities that the site names: one that it has taken away must not log in any more."""
    there = {x["identityProvider"]: x["userId"] for x in realm.get(f"{path}/federated-identity") or []}
    links = {x["identityProvider"]: x for x in wanted}
    for alias, subject in there.items():
        if alias not in links or links[alias]["userId"] != subject:
            link_path = f"{path}/federated-identity/{seg(alias)}"
            realm.write("DELETE", link_path, None, f"account {name}: unlinked from {alias}")
    for alias, link in links.items():
        if there.get(alias) != link["userId"]:
            realm.write("POST", f"{path}/federated-identity/{seg(alias)}", link, f"account {name}: linked to {alias}")


def apply_password(realm: Realm, path: str, name: str, wanted: list[dict[str, Any]]) -> None:
    """Keycloak doesn't tell whether a password is the same. An account of a federation has none."""
    if wanted:
        realm.write("PUT", f"{path}/reset-password", wanted[0], None)
        return
    for credential in realm.get(f"{path}/credentials") or []:
        if credential["type"] == "password":
            realm.write("DELETE", f"{path}/credentials/{credential['id']}", None, f"account {name}: password removed")
