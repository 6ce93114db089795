"""Keycloak's admin REST API, as far as the realm needs it."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode

from ansible.module_utils.urls import open_url

TOKEN_SECONDS = 40


class KeycloakError(Exception):
    """Keycloak refused something."""


def seg(name: str) -> str:
    """A name as one segment of a path."""
    return quote(name, safe="")


class AdminApi:
    """Requests as the administrator. Writes nothing in check mode."""

    def __init__(self, server: str, user: str, password: str, check_mode: bool) -> None:
        self._server = server.rstrip("/")
        self._login = {"grant_type": "password", "client_id": "admin-cli", "username": user, "password": password}
        self._check_mode = check_mode
        self._token = ""
        self._token_end = 0.0

    def get(self, path: str, **query: str) -> Any:
        """The answer; None when there is no such thing."""
        try:
            return self.ask("GET", f"{path}?{urlencode(query)}" if query else path)
        except HTTPError as error:
            if error.code == 404:
                return None
            raise KeycloakError(_words("GET", path, error)) from error

    def find(self, path: str, query: dict[str, str], **match: str) -> Any:
        """The first of a list that has these values; None when there is none."""
        found = self.get(path, **query) or []
        return next((x for x in found if all(x.get(key) == value for key, value in match.items())), None)

    def write(self, method: str, path: str, data: Any = None) -> None:
        """POST, PUT or DELETE."""
        if self._check_mode:
            return
        try:
            self.ask(method, path, data)
        except HTTPError as error:
            raise KeycloakError(_words(method, path, error)) from error

    def ask(self, method: str, path: str, data: Any = None) -> Any:
        """One request with the administrator's token."""
        if time.monotonic() > self._token_end:
            self._log_in()
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        body = None if data is None else json.dumps(data)
        return self._send(method, f"/admin/realms{path}", headers, body)

    def _log_in(self) -> None:
        path = "/realms/master/protocol/openid-connect/token"
        try:
            self._token = self._send("POST", path, {}, urlencode(self._login))["access_token"]
        except HTTPError as error:
            raise KeycloakError(f"the administrator can't log in: {_words('POST', path, error)}") from error
        self._token_end = time.monotonic() + TOKEN_SECONDS

    def _send(self, method: str, path: str, headers: dict[str, str], body: str | None) -> Any:
        try:
            answer = open_url(f"{self._server}{path}", method=method, headers=headers, data=body, timeout=60).read()
        except URLError as error:
            if isinstance(error, HTTPError):
                raise
            raise KeycloakError(f"no answer from {self._server}: {error.reason}") from error
        return json.loads(answer) if answer else None


def _words(method: str, path: str, error: HTTPError) -> str:
    text = error.read().decode(errors="replace")
    try:
        answer = json.loads(text)
        text = answer.get("errorMessage") or answer.get("error_description") or answer.get("error") or text
    except json.JSONDecodeError:
        text = text[:200]
    return f"{method} {path}: {error.code} {text}"
