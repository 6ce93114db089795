"""A small OIDC provider for the tests: it knows some users and approves at once whom the cookie names."""

import asyncio
import base64
import hashlib
import secrets
import threading
import time
from typing import Any

import jwt
from tornado import httpserver, netutil, web
from tornado.httputil import url_concat

CLIENT = "notebooks"
SECRET = "client-secret-of-the-test"


class Broker:
    """Runs in a thread; `users` maps names to claims and `log_outs` collects what log-out was asked with."""

    def __init__(self, users: dict[str, dict[str, Any]]) -> None:
        self.users = users
        self.codes: dict[str, tuple[str, str]] = {}
        self.tokens: dict[str, str] = {}
        self.userinfo_requests: list[str] = []
        self.log_outs: list[dict[str, str]] = []
        self.down = False
        (socket,) = netutil.bind_sockets(0, "127.0.0.1")
        self.url = f"http://127.0.0.1:{socket.getsockname()[1]}"
        ready = threading.Event()
        threading.Thread(target=self._serve, args=(socket, ready), daemon=True).start()
        ready.wait()

    def end_session(self, user: str) -> None:
        """What an administrator or a log-out at another service does."""
        self.tokens = {token: owner for token, owner in self.tokens.items() if owner != user}

    def expire_access(self, user: str) -> None:
        """Only the refresh token still counts; each is for one use."""
        self.tokens = {
            token: owner for token, owner in self.tokens.items() if owner != user or token.startswith("refresh")
        }

    def issue(self, user: str) -> dict[str, Any]:
        tokens = {name: f"{name}-{secrets.token_hex(16)}" for name in ("access_token", "refresh_token")}
        self.tokens.update({token: user for token in tokens.values()})
        claims = {"sub": user, "aud": CLIENT, "exp": int(time.time()) + 300}
        id_token = jwt.encode(claims, SECRET.ljust(32, "."), algorithm="HS256")
        return {**tokens, "token_type": "Bearer", "id_token": id_token, "scope": "openid profile"}

    def _serve(self, socket: Any, ready: threading.Event) -> None:
        async def run() -> None:
            handlers = [("/authorize", Authorize), ("/token", Token), ("/userinfo", UserInfo), ("/end", EndSession)]
            application = web.Application([(path, kind, {"broker": self}) for path, kind in handlers])
            httpserver.HTTPServer(application).add_socket(socket)
            ready.set()
            await asyncio.Event().wait()

        asyncio.run(run())


class Handler(web.RequestHandler):
    def initialize(self, broker: Broker) -> None:
        self.broker = broker

    def prepare(self) -> None:
        if self.broker.down:
            raise web.HTTPError(503)

    def log_exception(self, *_: Any) -> None:
        """The refusals are meant."""


class Authorize(Handler):
    def get(self) -> None:
        assert self.get_argument("code_challenge_method") == "S256"
        code = secrets.token_hex(8)
        self.broker.codes[code] = (self.get_cookie("broker_user", ""), self.get_argument("code_challenge"))
        arguments = {"code": code, "state": self.get_argument("state")}
        self.redirect(url_concat(self.get_argument("redirect_uri"), arguments))


class Token(Handler):
    def post(self) -> None:
        if self.get_argument("client_secret") != SECRET:
            raise web.HTTPError(401)
        if self.get_argument("grant_type") == "refresh_token":
            user = self.broker.tokens.pop(self.get_argument("refresh_token"), None)
            if user is None:
                raise web.HTTPError(400, "invalid_grant")
        else:
            user, challenge = self.broker.codes.pop(self.get_argument("code"))
            digest = hashlib.sha256(self.get_argument("code_verifier").encode()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != challenge:
                raise web.HTTPError(400, "wrong code_verifier")
        self.write(self.broker.issue(user))


class UserInfo(Handler):
    def get(self) -> None:
        user = self.broker.tokens.get(self.request.headers["Authorization"].removeprefix("Bearer "))
        if user is None:
            raise web.HTTPError(401)
        self.broker.userinfo_requests.append(user)
        self.write({"sub": user, **self.broker.users[user]})


class EndSession(Handler):
    def get(self) -> None:
        arguments = {name: self.get_argument(name) for name in self.request.arguments}
        self.broker.log_outs.append(arguments)
        if "id_token_hint" in arguments:
            hint = jwt.decode(arguments["id_token_hint"], options={"verify_signature": False})
            self.broker.end_session(hint["sub"])
        self.write("logged out")
