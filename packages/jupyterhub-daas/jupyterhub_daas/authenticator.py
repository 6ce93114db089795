"""Log-in through the facility's broker. Independent of the spawner, so that any hub can use it."""

import asyncio
from typing import Any

from jupyterhub.handlers import BaseHandler
from oauthenticator.generic import GenericOAuthenticator
from tornado import web
from tornado.httpclient import HTTPClientError
from traitlets import Bool, Dict, Integer, Unicode

from .checks import check_identity
from .identity import Identity, IdentityRefused, map_claims
from .logout import BrokerLogoutHandler
from .settings import IdentitySettings
from .typed import load


class BrokerAuthenticator(GenericOAuthenticator):
    """Maps claims to a POSIX identity, kept in auth_state, and follows the broker's session."""

    logout_handler = BrokerLogoutHandler

    identity = Dict(help="The key identity of the settings file, in the same form.").tag(config=True)
    end_session_url = Unicode(help="The broker's end_session_endpoint.").tag(config=True)
    after_logout_url = Unicode(help="Where the broker sends users after log-out; registered there.").tag(config=True)

    # upstream's settings with the values that all this relies on
    manage_groups = Bool(True).tag(config=True)
    enable_auth_state = Bool(True).tag(config=True)
    allow_all = Bool(True).tag(config=True)
    auto_login = Bool(True).tag(config=True)
    refresh_pre_spawn = Bool(True).tag(config=True)
    auth_refresh_age = Integer(60).tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._rules = check_identity(load(IdentitySettings, self.identity, "identity"), "identity")
        self._refreshing: dict[str, asyncio.Lock] = {}

    def user_info_to_username(self, user_info: dict[str, Any]) -> str:
        try:
            return map_claims(user_info, self._rules).user
        except IdentityRefused as refused:
            self.log.warning("Log-in refused for subject %s: %s", user_info.get("sub"), refused)
            raise web.HTTPError(403, str(refused)) from refused

    def build_auth_state_dict(self, token_info: dict[str, Any], user_info: dict[str, Any]) -> dict[str, Any]:
        state = super().build_auth_state_dict(token_info, user_info)
        return {**state, "identity": map_claims(user_info, self._rules).to_json()}

    async def get_user_groups(self, auth_state: dict[str, Any]) -> set[str]:
        return set(auth_state["identity"]["groups"])

    async def refresh_user(self, user: Any, handler: BaseHandler | None = None, **kwargs: Any) -> Any:
        """False once the broker refuses the tokens, so that the user has to log in again."""
        if handler is not None and _is_notebook_server(handler):
            # a server reports its activity long after its user has left; refused, it would be culled at work
            return True
        before = user._auth_refreshed
        async with self._refreshing.setdefault(user.name, asyncio.Lock()):
            if user._auth_refreshed != before:
                # A page makes many requests at once. A broker with rotating refresh tokens takes the second
                # use of one for theft and ends the session.
                return True
            return await self._refresh(user, handler, **kwargs)

    async def _refresh(self, user: Any, handler: BaseHandler | None, **kwargs: Any) -> Any:
        try:
            model = await super().refresh_user(user, handler, **kwargs)
        except web.HTTPError as error:
            self.log.warning("Session of %s ended: %s", user.name, error.log_message)
            return False
        except (HTTPClientError, OSError) as error:
            # An outage of the broker must not lock people out of running notebooks.
            self.log.error("The broker does not answer, session of %s is kept: %s", user.name, error)
            return True
        if isinstance(model, dict) and model["name"] != user.name:
            self.log.error("The broker now calls %s by another name, %s", user.name, model["name"])
            return False
        if isinstance(model, dict) and not model["auth_state"]["id_token"]:
            # not every broker sends a new one with refreshed tokens, and log-out needs it
            model["auth_state"]["id_token"] = (await user.get_auth_state() or {}).get("id_token")
        return model


def identity_of(auth_state: dict[str, Any] | None) -> Identity:
    """The identity that the last log-in left for the spawner."""
    if not auth_state or "identity" not in auth_state:
        raise web.HTTPError(403, "Your log-in has been lost. Please log out and in again.")
    return Identity.from_json(auth_state["identity"])


def _is_notebook_server(handler: BaseHandler) -> bool:
    token = handler.get_token()
    # the mark by which JupyterHub itself tells a server's own token from a user's
    return token is not None and (token.note or "").startswith("Server at ")
