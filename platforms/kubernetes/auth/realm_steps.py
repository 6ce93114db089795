"""What keycloak-config-cli doesn't do: endpoints of federations by discovery before it, links to federations after it.

`resolve REALM OUT` writes the realm with its secrets (`$(env:NAME)`) and what Keycloak reads from each federation's
metadata; `link REALM` sets the links of accounts to federations. Both ask the Keycloak at KEYCLOAK_URL, as
KEYCLOAK_USER with KEYCLOAK_PASSWORD.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

PLACEHOLDER = re.compile(r"\$\(env:([A-Z0-9_]+)\)")
PATIENCE_SECONDS = float(os.environ.get("PATIENCE_SECONDS", "600"))


class Keycloak:
    """The admin API."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url = url.rstrip("/")
        form = {"grant_type": "password", "client_id": "admin-cli", "username": user, "password": password}
        address = f"{self.url}/realms/master/protocol/openid-connect/token"
        request = Request(address, urlencode(form).encode())  # noqa: S310
        with urlopen(request, timeout=20) as answer:  # noqa: S310
            self.token = json.load(answer)["access_token"]

    def ask(self, method: str, path: str, data: Any = None) -> Any:
        """One request; None for an empty answer."""
        body = None if data is None else json.dumps(data).encode()
        request = Request(f"{self.url}/admin/realms/{path}", body, method=method)  # noqa: S310
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Content-Type", "application/json")
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            text = answer.read()
        return json.loads(text) if text else None


def with_secrets(value: Any) -> Any:
    """
    Values of the environment in place of their names. Here, not by keycloak-config-cli: that one replaces text in the
    file, so that a quotation mark in a secret would end the realm's JSON.
    """
    if isinstance(value, str):
        return PLACEHOLDER.sub(lambda match: os.environ[match[1]], value)
    if isinstance(value, list):
        return [with_secrets(item) for item in value]
    if isinstance(value, dict):
        return {key: with_secrets(item) for key, item in value.items()}
    return value


def connect() -> Keycloak:
    """Waits until the server answers: it is started at the same time."""
    url, user, password = (os.environ[f"KEYCLOAK_{name}"] for name in ("URL", "USER", "PASSWORD"))
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return Keycloak(url, user, password)
        except HTTPError as error:
            if error.code < 500:
                hint = "is BROKER_ADMIN_PASSWORD the one of its first start?"
                sys.exit(f"Keycloak refuses '{user}' ({error.code}): {hint}")
            reason = str(error)
        except (URLError, TimeoutError) as error:
            reason = str(error)
        if time.monotonic() > end:
            sys.exit(f"Keycloak doesn't answer at {url}: {reason}")
        time.sleep(5)


def resolve(keycloak: Keycloak, realm: dict[str, Any]) -> dict[str, Any]:
    """The realm with endpoints and keys of its federations; Keycloak fetches them, so it must reach them."""
    providers = [discover(keycloak, provider) for provider in realm["identityProviders"]]
    logouts = {provider["firstBrokerLoginFlowAlias"]: logout_of(provider["config"]) for provider in providers}
    configs = [
        {**config, "config": filled(config["config"], logouts.get(config["alias"], ""))}
        for config in realm["authenticatorConfig"]
    ]
    return {**realm, "identityProviders": providers, "authenticatorConfig": configs}


def discover(keycloak: Keycloak, provider: dict[str, Any]) -> dict[str, Any]:
    """What the site says wins over what the metadata say."""
    config = provider["config"]
    url = config["metadataDescriptorUrl"]
    question = {"providerId": provider["providerId"], "fromUrl": url}
    try:
        found = keycloak.ask("POST", "master/identity-provider/import-config", question)
    except HTTPError as error:
        sys.exit(f"federation {provider['alias']}: Keycloak can't read {url} ({error.code})")
    result = {**found, **config}
    # A session that can't be ended there would log the next person at a shared desk in.
    if provider["providerId"] == "oidc" and not result.get("logoutUrl"):
        result["prompt"] = "login"
    return {**provider, "config": result}


def logout_of(config: dict[str, str]) -> str:
    """Where a person ends the federation's session by hand; the provider's own page where there is no log-out."""
    logout = config.get("logoutUrl")
    return f"{logout}?{urlencode({'client_id': config['clientId']})}" if logout else config.get("issuer", "")


def filled(config: dict[str, str], logout: str) -> dict[str, str]:
    """The page that refuses people knows the log-out."""
    return {key: value.replace("{logoutUrl}", logout) for key, value in config.items()}


def link(keycloak: Keycloak, realm: dict[str, Any]) -> list[str]:
    """Exactly the links that the site says, for accounts of the site; returns what was changed."""
    name = quote(realm["realm"], safe="")
    changes: list[str] = []
    for user in realm["users"]:
        query = urlencode({"username": user["username"], "exact": "true"})
        path = f"{name}/users/{keycloak.ask('GET', f'{name}/users?{query}')[0]['id']}/federated-identity"
        there = {x["identityProvider"]: x for x in keycloak.ask("GET", path)}
        wanted = {x["identityProvider"]: x for x in user.get("federatedIdentities", [])}
        for alias, identity in there.items():
            if identity["userId"] != wanted.get(alias, {}).get("userId"):
                keycloak.ask("DELETE", f"{path}/{quote(alias, safe='')}")
                changes.append(f"{user['username']}: link to {alias} removed")
        for alias, identity in wanted.items():
            if there.get(alias, {}).get("userId") != identity["userId"]:
                keycloak.ask("POST", f"{path}/{quote(alias, safe='')}", identity)
                changes.append(f"{user['username']}: linked to {alias}")
    return changes


def main(step: str, source: str, target: str = "") -> None:
    """One step of the job."""
    realm = json.loads(Path(source).read_text(encoding="utf-8"))
    if step == "resolve":
        Path(target).write_text(json.dumps(with_secrets(resolve(connect(), realm))), encoding="utf-8")
    else:
        for change in link(connect(), realm):
            sys.stdout.write(f"{change}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
