"""The port of a notebook server: one that the firewall lets pass, and that the hub has taken."""

import http.server
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_daas.inside import serve

SERVE = Path(serve.__file__)


class Hub(http.server.BaseHTTPRequestHandler):
    heard: list[tuple[str, str | None, Any]]
    answer: int

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.heard.append((self.path, self.headers["Authorization"], body))
        self.send_response(self.answer)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def hub() -> Iterator[http.server.HTTPServer]:
    Hub.heard, Hub.answer = [], 200
    server = http.server.HTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def taken() -> socket.socket:
    listener = socket.socket()
    listener.bind(("", 0))
    listener.listen()
    return listener


def start(hub: http.server.HTTPServer, first: int, last: int) -> "subprocess.CompletedProcess[str]":
    environment = {
        "JUPYTERHUB_API_URL": f"http://127.0.0.1:{hub.server_port}/hub/api",
        "JUPYTERHUB_API_TOKEN": "secret",
        "JUPYTERHUB_SERVICE_URL": "http://0.0.0.0:0/user/alice/",
    }
    server = ["/usr/bin/env", "bash", "-c", "echo $JUPYTERHUB_SERVICE_URL"]
    command = [sys.executable, "-I", str(SERVE), str(first), str(last), *server]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_server_listens_where_the_hub_was_told(hub: http.server.HTTPServer) -> None:
    with taken() as listener:
        port = listener.getsockname()[1]
        answer = start(hub, port, port + 1)
    assert answer.stdout == f"http://0.0.0.0:{port + 1}/user/alice/\n"
    assert Hub.heard == [("/hub/api/batchspawner", "token secret", {"port": port + 1})]


def test_fails_when_the_node_has_no_port_left(hub: http.server.HTTPServer) -> None:
    with taken() as listener:
        port = listener.getsockname()[1]
        answer = start(hub, port, port)
    assert answer.returncode == 1
    assert answer.stderr == f"daas: all ports from {port} to {port} of this node are taken\n"
    assert Hub.heard == []


def test_fails_when_the_hub_refuses_the_port(hub: http.server.HTTPServer) -> None:
    Hub.answer = 400
    answer = start(hub, 20000, 40000)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "400" in answer.stderr
