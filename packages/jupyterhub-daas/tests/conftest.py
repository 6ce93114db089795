"""Settings of an invented facility, complete and valid; tests change what they are about."""

import copy
from typing import Any

import pytest

SETTINGS: dict[str, Any] = {
    "name": "Notebooks",
    "url": "http://localhost:8000",
    "hub": {"bind": "127.0.0.1", "port": 8081, "connectUrl": None},
    "proxy": {"apiUrl": "http://127.0.0.1:8001"},
    "stateDirectory": "/srv/daas/hub",
    "login": {
        "label": "UmbrellaID or facility account", "clientId": "notebooks",
        "authorizeUrl": "https://broker.facility.example/auth", "tokenUrl": "https://broker.facility.example/token",
        "userinfoUrl": "https://broker.facility.example/userinfo", "logoutUrl": "https://broker.facility.example/end",
        "afterLogoutUrl": "https://daas.facility.example/", "scopes": ["openid", "profile"],
    },
    "identity": {
        "user": "preferred_username", "uid": "uidNumber", "gid": "gidNumber", "minimumUid": 1000,
        "groups": {"claim": "eduperson_entitlement", "pattern": "^urn:facility.example:group:(p-[0-9]+)#"},
    },
    "profiles": [
        {"name": "interactive", "title": "Interactive", "description": "2 cores, 4 GiB", "cores": 2,
         "memoryMebibytes": 4096, "gpus": 0, "queue": None, "limitSeconds": 28800},
        {"name": "small", "title": "Small", "description": "1 core, 1 GiB", "cores": 1,
         "memoryMebibytes": 1024, "limitSeconds": 3600},
    ],
    "mounts": [
        {"name": "home", "role": "home", "source": "/srv/data/home", "path": "/home/{user}"},
        {"name": "raw", "role": "raw", "source": "/srv/data/raw", "path": "/data/raw", "perProposal": True,
         "readOnly": True},
        {"name": "results", "role": "results", "source": "/srv/data/results", "path": "/data/results",
         "perProposal": True},
    ],
    "lab": {"prefix": "/opt/env/lab"},
    "environments": [{"name": "saxs", "title": "SAXS (pyFAI)", "prefix": "/opt/env/saxs"}],
    "spawner": {"kind": "local", "sandbox": "/usr/bin/bwrap"},
    "culling": {"idleSeconds": 3600, "everySeconds": 60},
}  # fmt: skip


@pytest.fixture
def document() -> dict[str, Any]:
    return copy.deepcopy(SETTINGS)
