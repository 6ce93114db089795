"""Log-out at the hub, at the broker and, through the broker, at the federation (OIDC RP-initiated log-out)."""

from oauthenticator.oauth2 import OAuthLogoutHandler
from tornado.httputil import url_concat


def end_session_url(end_session: str, client_id: str, after_logout: str, id_token: str | None) -> str:
    """The address to send the browser to. Without the hint the broker asks the user to confirm."""
    parameters = {"client_id": client_id, "post_logout_redirect_uri": after_logout}
    if id_token:
        parameters["id_token_hint"] = id_token
    return url_concat(end_session, parameters)


class BrokerLogoutHandler(OAuthLogoutHandler):
    """Running notebooks are left alone: log-out ends a browser's session, not a computation."""

    _id_token: str | None = None

    async def get(self) -> None:
        # By the cookie and not by current_user: that is None when the broker has ended the session already.
        user = self.get_current_user_cookie()
        if user is not None:
            self._id_token = (await user.get_auth_state() or {}).get("id_token")
            self.clear_cookie(user.spawner.oauth_client_id, path=user.base_url)
            self.clear_login_cookie()
        await super().get()

    async def render_logout_page(self) -> None:
        chosen = self.authenticator
        self.redirect(
            end_session_url(chosen.end_session_url, chosen.client_id, chosen.after_logout_url, self._id_token)
        )
