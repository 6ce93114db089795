"""Makes the site's broker a SAML service of the federation that the bench plays.

saml_service.py <the password of the federation's administrator
"""

import json
import ssl
import sys
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

SERVER = "https://login.umbrella.example"
BROKER = "https://login.daas.soleil.example/realms/daas"
# AARC's names in SAML, as eduTEAMS gives them.
ATTRIBUTES = {
    "voperson_id": "urn:oid:1.3.6.1.4.1.25178.4.1.6",
    "eduperson_entitlement": "urn:oid:1.3.6.1.4.1.5923.1.1.1.7",
}


def ask(method: str, path: str, data: Any = None, token: str = "", kind: str = "application/json") -> Any:
    body = None if data is None else data.encode() if isinstance(data, str) else json.dumps(data).encode()
    headers = {"Content-Type": kind, **({"Authorization": f"Bearer {token}"} if token else {})}
    context = ssl.create_default_context(cafile="/etc/daas/ca.crt")
    request = Request(f"{SERVER}{path}", body, headers, method=method)  # noqa: S310
    with urlopen(request, timeout=60, context=context) as answer:  # noqa: S310
        text = answer.read()
    return json.loads(text) if text else None


def mapper(attribute: str, name: str) -> dict[str, Any]:
    return {
        "name": attribute,
        "protocol": "saml",
        "protocolMapper": "saml-user-attribute-mapper",
        "config": {
            "user.attribute": attribute,
            "attribute.name": name,
            "attribute.nameformat": "URI Reference",
            "friendly.name": attribute,
        },
    }


def main() -> None:
    login = {
        "grant_type": "password",
        "client_id": "admin-cli",
        "username": "admin",
        "password": sys.stdin.read().strip(),
    }
    form = "application/x-www-form-urlencoded"
    token = ask("POST", "/realms/master/protocol/openid-connect/token", urlencode(login), kind=form)["access_token"]
    clients = "/admin/realms/umbrella/clients"
    if ask("GET", f"{clients}?clientId={quote(BROKER, safe='')}", token=token):
        return
    endpoint = f"{BROKER}/broker/umbrella/endpoint"
    service = {
        "clientId": BROKER,
        "name": "SOLEIL",
        "protocol": "saml",
        "enabled": True,
        "frontchannelLogout": True,
        "fullScopeAllowed": False,
        "redirectUris": [f"{endpoint}*"],
        "attributes": {
            "saml.assertion.signature": "true",
            "saml.server.signature": "true",
            "saml.signature.algorithm": "RSA_SHA256",
            # The federation would know the broker's key from its metadata; the bench doesn't.
            "saml.client.signature": "false",
            "saml.force.post.binding": "true",
            "saml.authnstatement": "true",
            "saml_name_id_format": "persistent",
            "saml_assertion_consumer_url_post": endpoint,
            "saml_single_logout_service_url_post": endpoint,
        },
        "protocolMappers": [mapper(attribute, name) for attribute, name in ATTRIBUTES.items()],
    }
    ask("POST", clients, service, token)
    print("the federation knows the broker")  # noqa: T201


if __name__ == "__main__":
    main()
