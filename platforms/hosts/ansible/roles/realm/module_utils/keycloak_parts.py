"""Clients, federations and the flows that refuse people, of one realm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlencode

from ansible.module_utils.keycloak_admin import KeycloakError, seg
from ansible.module_utils.realm_compare import covers

if TYPE_CHECKING:
    from ansible.module_utils.keycloak_realm import Realm


def apply_client(realm: Realm, wanted: dict[str, Any]) -> None:
    """A client with exactly these mappers."""
    name = wanted["clientId"]
    there = realm.find("/clients", {"clientId": name}, clientId=name)
    if there is None:
        realm.write("POST", "/clients", wanted, f"client {name}: created")
    elif not covers(there, wanted):
        realm.write("PUT", f"/clients/{there['id']}", {**there, **wanted}, f"client {name}: changed")
        apply_client_scopes(realm, there, wanted)


def apply_client_scopes(realm: Realm, there: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Scopes of a client that exists; an update of the client leaves them."""
    ids = {x["name"]: x["id"] for x in realm.get("/client-scopes")}
    for kind, key in (("default", "defaultClientScopes"), ("optional", "optionalClientScopes")):
        path = f"/clients/{there['id']}/{kind}-client-scopes"
        for name in set(there[key]) - set(wanted[key]):
            realm.write("DELETE", f"{path}/{ids[name]}", None, None)
        for name in set(wanted[key]) - set(there[key]):
            realm.write("PUT", f"{path}/{ids[name]}", None, None)


def discover(realm: Realm, provider: dict[str, Any]) -> dict[str, Any]:
    """The provider with the endpoints and keys that its metadata name. Keycloak fetches them: it must reach them."""
    config = provider["config"]
    url = config["metadataDescriptorUrl"]
    question = {"providerId": provider["providerId"], "fromUrl": url}
    try:
        found = realm.api.ask("POST", f"{realm.path}/identity-provider/import-config", question)
    except HTTPError as error:
        raise KeycloakError(f"federation {provider['alias']}: Keycloak can't read {url} ({error.code})") from error
    result = {**found, **config}
    # A session that can't be ended there would log the next person at a shared desk in.
    if provider["providerId"] == "oidc" and not result.get("logoutUrl"):
        result["prompt"] = "login"
    return {**provider, "config": result}


def apply_provider(realm: Realm, wanted: dict[str, Any]) -> None:
    """A federation with exactly these importers."""
    alias = wanted["alias"]
    path = f"/identity-provider/instances/{seg(alias)}"
    there = realm.get(path)
    if there is None:
        realm.write("POST", "/identity-provider/instances", wanted, f"federation {alias}: created")
    elif not (covers(there, wanted) and set(there["config"]) == set(wanted["config"])):
        realm.write("PUT", path, {**there, **wanted}, f"federation {alias}: changed")
    elif "clientSecret" in wanted["config"]:
        # The secret can't be compared.
        realm.write("PUT", path, {**there, **wanted}, None)
    mappers = [x for x in realm.wanted["identityProviderMappers"] if x["identityProviderAlias"] == alias]
    apply_named(realm, f"{path}/mappers", realm.get(f"{path}/mappers") or [], mappers, f"federation {alias}: claim")


def apply_directory(realm: Realm, storage: str, wanted: dict[str, Any]) -> None:
    """An LDAP directory with exactly these mappers."""
    name = wanted["name"]
    data = {key: value for key, value in wanted.items() if key != "subComponents"}
    data.update(providerType=storage, parentId=(realm.there or {})["id"])
    there = realm.find("/components", {"type": storage, "name": name}, name=name)
    if there is None:
        realm.write("POST", "/components", data, f"directory {name}: created")
        there = realm.find("/components", {"type": storage, "name": name}, name=name)
        if there is None:
            return  # Check mode.
    else:
        change = None if covers(there, data) else f"directory {name}: changed"
        realm.write("PUT", f"/components/{there['id']}", {**there, **data}, change)
    for kind, mappers in wanted["subComponents"].items():
        found = realm.get("/components", type=kind, parent=there["id"]) or []
        full = [{**x, "providerType": kind, "parentId": there["id"]} for x in mappers]
        apply_named(realm, "/components", found, full, f"directory {name}: mapper")


def apply_flow(realm: Realm, wanted: dict[str, Any], providers: list[dict[str, Any]]) -> None:
    """A flow of plain steps, each with its settings."""
    alias = wanted["alias"]
    # Two log-outs differ by what the federation offers, which is known only now.
    logout = next((logout_of(x["config"]) for x in providers if x["firstBrokerLoginFlowAlias"] == alias), "")
    path = f"/authentication/flows/{seg(alias)}/executions"
    steps = wanted["authenticationExecutions"]
    if realm.find("/authentication/flows", {}, alias=alias) is None:
        flow = {key: value for key, value in wanted.items() if key != "authenticationExecutions"}
        realm.write("POST", "/authentication/flows", flow, f"flow {alias}: created")
    for step in realm.get(path) or []:
        if step["providerId"] not in [x["authenticator"] for x in steps]:
            realm.write("DELETE", f"/authentication/executions/{step['id']}", None, f"flow {alias}: step removed")
    for step in steps:
        if realm.find(path, {}, providerId=step["authenticator"]) is None:
            realm.write("POST", f"{path}/execution", {"provider": step["authenticator"]}, None)
        there = realm.find(path, {}, providerId=step["authenticator"])
        if there is None:
            continue  # Check mode.
        if there["requirement"] != step["requirement"]:
            required = {**there, "requirement": step["requirement"]}
            realm.write("PUT", path, required, f"flow {alias}: requirement changed")
        for config in realm.wanted["authenticatorConfig"]:
            if config["alias"] == step["authenticatorConfig"]:
                values = {key: value.replace("{logoutUrl}", logout) for key, value in config["config"].items()}
                apply_step_config(realm, there, {"alias": config["alias"], "config": values})


def apply_step_config(realm: Realm, step: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Settings of one step."""
    change = f"flow step {wanted['alias']}: settings changed"
    if "authenticationConfig" not in step:
        realm.write("POST", f"/authentication/executions/{step['id']}/config", wanted, change)
        return
    path = f"/authentication/config/{step['authenticationConfig']}"
    if not covers(realm.get(path), wanted):
        realm.write("PUT", path, {"id": step["authenticationConfig"], **wanted}, change)


def logout_of(config: dict[str, str]) -> str:
    """Where a person ends the federation's session by hand; the provider's own page where there is no log-out."""
    logout = config.get("logoutUrl")
    return f"{logout}?{urlencode({'client_id': config['clientId']})}" if logout else config.get("issuer", "")


def apply_named(realm: Realm, path: str, there: list[dict[str, Any]], wanted: list[dict[str, Any]], what: str) -> None:
    """Things with a name and an id: exactly those that are wanted."""
    known = {x["name"]: x for x in there}
    names = [x["name"] for x in wanted]
    for item in wanted:
        found = known.get(item["name"])
        if found is None:
            realm.write("POST", path, item, f"{what} {item['name']} added")
        elif not covers(found, item):
            realm.write("PUT", f"{path}/{found['id']}", {**found, **item}, f"{what} {item['name']} changed")
    for name, item in known.items():
        if name not in names:
            realm.write("DELETE", f"{path}/{item['id']}", None, f"{what} {name} removed")
