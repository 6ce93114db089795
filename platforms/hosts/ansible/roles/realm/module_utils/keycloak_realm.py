"""One realm: settings, removal, and the order in which its parts are brought up to date."""

from __future__ import annotations

import json
from typing import Any

from ansible.module_utils.keycloak_accounts import apply_user
from ansible.module_utils.keycloak_admin import AdminApi, seg
from ansible.module_utils.keycloak_parts import (
    apply_client,
    apply_directory,
    apply_flow,
    apply_named,
    apply_provider,
    discover,
)
from ansible.module_utils.realm_compare import covers, names_of, record

PROFILE = "org.keycloak.userprofile.UserProfileProvider"
STORAGE = "org.keycloak.storage.UserStorageProvider"
PARTS = {
    "authenticationFlows",
    "authenticatorConfig",
    "identityProviders",
    "identityProviderMappers",
    "clientScopes",
    "clients",
    "users",
    "components",
}
# What the kit made, in an attribute of the realm, so that it is found wherever the realm is moved to.
MADE = "daas.made"


class Realm:
    """`changes` says in words what was done."""

    def __init__(self, api: AdminApi, wanted: dict[str, Any]) -> None:
        self.api = api
        self.wanted = wanted
        self.path = f"/{seg(wanted['realm'])}"
        self.changes: list[str] = []
        self.there: dict[str, Any] | None = api.get(self.path)

    def apply(self) -> None:
        """Creates what is missing, updates what differs, removes what the kit made and the site no longer wants."""
        wanted = self.wanted
        now, before = names_of(wanted, STORAGE), self._made()
        gone = {kind: [x for x in before.get(kind, []) if x not in now[kind]] for kind in now}
        # All names first: what a run that is cut off has made, the next one knows.
        self._settings({kind: now[kind] + gone[kind] for kind in now})
        if self.there is None:
            return  # Check mode: there is nothing yet to compare with.
        self._profile(json.loads(wanted["components"][PROFILE][0]["config"]["kc.user.profile.config"][0]))
        providers = [discover(self, provider) for provider in wanted["identityProviders"]]
        for flow in wanted["authenticationFlows"]:
            apply_flow(self, flow, providers)
        for provider in providers:
            apply_provider(self, provider)
        for directory in wanted["components"].get(STORAGE, []):
            apply_directory(self, STORAGE, directory)
        self._client_scopes(wanted["clientScopes"])
        for client in wanted["clients"]:
            apply_client(self, client)
        for user in wanted["users"]:
            apply_user(self, user)
        if any(gone.values()):
            for kind, names in gone.items():
                self._delete(kind, names)
            self._settings(now)

    def remove(self) -> None:
        """The realm with everybody in it."""
        if self.there is not None:
            self.write("DELETE", "", None, "realm removed")

    def remove_clients(self) -> None:
        """Nobody can be logged in any more, but the users stay."""
        if self.there is not None:
            self._delete("clients", self._made().get("clients", []))

    def get(self, path: str, **query: str) -> Any:
        """GET below the realm; None when there is no such thing."""
        return self.api.get(self.path + path, **query)

    def find(self, path: str, query: dict[str, str], **match: str) -> Any:
        """The one of a list below the realm that has these values."""
        return self.api.find(self.path + path, query, **match)

    def write(self, method: str, path: str, data: Any, change: str | None) -> None:
        """A write below the realm, and what it means."""
        self.api.write(method, self.path + path, data)
        if change is not None:
            self.changes.append(change)

    def _made(self) -> dict[str, list[str]]:
        attributes = (self.there or {}).get("attributes") or {}
        return json.loads(attributes.get(MADE, "{}"))

    def _settings(self, made: dict[str, list[str]]) -> None:
        settings = {key: value for key, value in self.wanted.items() if key not in PARTS}
        there = self.there
        if there is None:
            settings["attributes"] = {MADE: record(made)}
            self.api.write("POST", "", settings)
            self.changes.append("realm created")
        else:
            # Keycloak drops attributes that are not sent.
            settings["attributes"] = {**(there.get("attributes") or {}), MADE: record(made)}
            if covers(there, settings):
                return
            names = (key for key in settings if key != "attributes")
            changed = sorted(key for key in names if not covers(there.get(key), settings[key]))
            self.write("PUT", "", settings, f"realm changed: {', '.join(changed) or 'list of what the kit made'}")
        self.there = self.api.get(self.path)

    def _profile(self, profile: dict[str, Any]) -> None:
        if not covers(self.get("/users/profile"), profile):
            self.write("PUT", "/users/profile", profile, "user profile changed")

    def _client_scopes(self, scopes: list[dict[str, Any]]) -> None:
        """Keycloak's own stay."""
        names = [x["name"] for x in scopes]
        there = [x for x in self.get("/client-scopes") or [] if x["name"] in names]
        apply_named(self, "/client-scopes", there, scopes, "client scope")

    def _delete(self, kind: str, names: list[str]) -> None:
        for name in names:
            path = self._path_of(kind, name)
            if path is not None:
                self.write("DELETE", path, None, f"{kind}: {name} removed")

    def _path_of(self, kind: str, name: str) -> str | None:
        """Where something that the kit made is; None when somebody has removed it."""
        if kind == "identityProviders":
            path = f"/identity-provider/instances/{seg(name)}"
            return path if self.get(path) is not None else None
        lists: dict[str, tuple[str, dict[str, str], str]] = {
            "users": ("/users", {"username": name, "exact": "true"}, "username"),
            "clients": ("/clients", {"clientId": name}, "clientId"),
            "flows": ("/authentication/flows", {}, "alias"),
            "directories": ("/components", {"type": STORAGE, "name": name}, "name"),
        }
        path, query, key = lists[kind]
        found = self.find(path, query, **{key: name})
        return None if found is None else f"{path}/{found['id']}"
