"""Comparing what is wanted with what is there, and filling in secrets. No input or output."""

from __future__ import annotations

import json
import re
from typing import Any

PLACEHOLDER = re.compile(r"^\$\(env:([A-Z0-9_]+)\)$")
MASK = "**********"


def filled(value: Any, secrets: dict[str, str]) -> Any:
    """The same with each string that is a placeholder `$(env:NAME)` replaced by the secret."""
    if isinstance(value, dict):
        return {key: filled(item, secrets) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, secrets) for item in value]
    match = PLACEHOLDER.match(value) if isinstance(value, str) else None
    return value if match is None else secrets[match.group(1)]


def covers(there: Any, wanted: Any) -> bool:
    """Whether all that is wanted is there. Order of lists is none; Keycloak masks some secrets, which can't differ."""
    if isinstance(wanted, dict):
        return isinstance(there, dict) and all(covers(there.get(key), item) for key, item in wanted.items())
    if isinstance(wanted, list):
        if not isinstance(there, list) or len(there) != len(wanted):
            return wanted == [] and there is None
        return all(any(covers(x, y) for x in there) for y in wanted)
    if isinstance(wanted, str) and there in (MASK, [MASK]):
        return True
    return there == wanted or (wanted == "" and there is None)


def names_of(representation: dict[str, Any], storage: str) -> dict[str, list[str]]:
    """Names of what the kit makes in the realm: what is in an earlier list and not in this one is removed."""
    return {
        "users": [x["username"] for x in representation["users"]],
        "clients": [x["clientId"] for x in representation["clients"]],
        "identityProviders": [x["alias"] for x in representation["identityProviders"]],
        "flows": [x["alias"] for x in representation["authenticationFlows"]],
        "directories": [x["name"] for x in representation["components"].get(storage, [])],
    }


def record(names: dict[str, list[str]]) -> str:
    """As kept in an attribute of the realm."""
    return json.dumps({kind: sorted(set(found)) for kind, found in names.items()}, sort_keys=True)
