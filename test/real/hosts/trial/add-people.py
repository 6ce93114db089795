"""Adds people to a realm of the Keycloak on this host, as a user office does; those that are there stay as they are.

add-people.py <{"realm": ..., "password": of the administrator, "users": [Keycloak's own form]}
"""

import json
import sys
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

SERVER = "http://127.0.0.1:8080"


def post(path: str, body: bytes, headers: dict[str, str]) -> Any:
    request = Request(f"{SERVER}{path}", body, headers, method="POST")  # noqa: S310
    with urlopen(request, timeout=300) as answer:  # noqa: S310
        return json.load(answer)


def main() -> None:
    wanted = json.load(sys.stdin)
    login = {"grant_type": "password", "client_id": "admin-cli", "username": "admin", "password": wanted["password"]}
    token = post("/realms/master/protocol/openid-connect/token", urlencode(login).encode(), {})["access_token"]
    body = json.dumps({"ifResourceExists": "SKIP", "users": wanted["users"]}).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    result = post(f"/admin/realms/{wanted['realm']}/partialImport", body, headers)
    sys.stdout.write(f"{result['added']} added, {result['skipped']} were there\n")


main()
