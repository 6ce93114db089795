"""What a starting notebook server may tell the hub."""

import json

import batchspawner  # noqa: F401  adds the handler that is replaced here
from jupyterhub.apihandlers import APIHandler, default_handlers
from tornado import web

LONGEST = 500


class PortHandler(APIHandler):
    """Receives the port that a notebook server chose, or why there will be none, and nothing else.

    The handler of batchspawner 1.3.0 sets any attribute of the spawner, also its submit command: with it every
    user could run commands as the hub.
    """

    @web.authenticated
    def post(self) -> None:
        body = self.get_json_body()
        key, value = next(iter(body.items())) if isinstance(body, dict) and len(body) == 1 else ("", None)
        if not (is_port(key, value) or is_problem(key, value)):
            raise web.HTTPError(400, "expected a port or a problem and nothing else")
        token = self.get_auth_token()
        for spawner in getattr(self.current_user, "spawners", {}).values():
            if spawner.api_token == token and spawner.pending == "spawn":
                setattr(spawner, key, value)
                self.finish(json.dumps({"message": f"{key} received"}))
                return
        raise web.HTTPError(404, "no notebook server is starting with this token")


def is_port(key: str, value: object) -> bool:
    return key == "port" and isinstance(value, int) and not isinstance(value, bool) and 1024 <= value <= 65535


def is_problem(key: str, value: object) -> bool:
    return key == "problem" and isinstance(value, str) and value.isprintable() and 0 < len(value) <= LONGEST


# importing batchspawner has added its own
default_handlers[:] = [entry for entry in default_handlers if entry[0] != r"/api/batchspawner"]
default_handlers.append((r"/api/batchspawner", PortHandler))
