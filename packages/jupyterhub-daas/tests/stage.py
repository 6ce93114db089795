"""Starts proxy and hub for the tests, as an account without privileges even where the tests run as root."""

import copy
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests
from broker import CLIENT, SECRET, Broker

PACKAGE = Path(__file__).parent.parent
ACCOUNT = int(os.environ.get("DAAS_TEST_UID", "65534")) if os.geteuid() == 0 else os.geteuid()
CONFIG = """
from jupyterhub_daas.config import configure
c = get_config()
configure(c)
c.BrokerAuthenticator.auth_refresh_age = 1
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def folder() -> Path:
    """A scratch folder of the account; pytest's own are closed to it."""
    path = Path(tempfile.mkdtemp(prefix="hub-test-"))
    give(path)
    return path


def give(path: Path) -> Path:
    if os.geteuid() == 0:
        os.chown(path, ACCOUNT, ACCOUNT)
    return path


def as_account() -> dict[str, Any]:
    """Arguments of subprocess that drop root."""
    return {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []} if os.geteuid() == 0 else {}


def wait_for(what: str, done: Callable[[], Any], seconds: float = 60) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = done()
        if result:
            return result
        time.sleep(0.2)
    raise AssertionError(f"not within {seconds} s: {what}")


class Stage:
    """Proxy, hub, storage of a facility with two proposals, and browsers to visit them."""

    def __init__(self, broker: Broker, lab: str, proxy: str, settings: dict[str, Any], **environment: str) -> None:
        self.broker = broker
        self.folder = folder()
        for name in ("data", "data/home", "data/raw", "data/results", "data/raw/p-1", "data/raw/p-2", "examples"):
            give_folder(self.folder / name)
        give_file(self.folder / "data/raw/p-1/frame.dat", "frame")
        give_file(self.folder / "data/raw/p-2/frame.dat", "of others")
        give_file(self.folder / "examples/first.ipynb", "{}")
        self.url = f"http://127.0.0.1:{free_port()}"
        self._settings(settings, lab)
        give_file(self.folder / "hub_config.py", CONFIG)
        self.environment = {
            "PATH": os.environ["PATH"], "PYTHONPATH": str(PACKAGE), "HOME": str(self.folder),
            "DAAS_HUB_SETTINGS": str(self.folder / "settings.json"), "DAAS_HUB_CLIENT_SECRET": SECRET,
            "DAAS_HUB_CRYPT_KEY": secrets.token_hex(32), "JPY_COOKIE_SECRET": secrets.token_hex(32),
            "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(32), **environment,
        }  # fmt: skip
        api = self.settings["proxy"]["apiUrl"].rpartition(":")[2]
        port = self.url.rpartition(":")[2]
        self.proxy = self._run([proxy, "--ip=127.0.0.1", f"--port={port}", "--api-ip=127.0.0.1", f"--api-port={api}"])
        try:
            self.start_hub()
        except BaseException:
            end(self.proxy)
            raise

    def _settings(self, settings: dict[str, Any], lab: str) -> None:
        value = copy.deepcopy(settings)
        value["url"] = self.url
        port = free_port()
        # jobs on other machines reach the hub by an address that the test knows
        address = value["hub"]["connectUrl"]
        connect = f"{address}:{port}" if address else None
        value["hub"] = {"bind": value["hub"]["bind"], "port": port, "connectUrl": connect}
        value["proxy"] = {"apiUrl": f"http://127.0.0.1:{free_port()}"}
        value["stateDirectory"] = str(self.folder / "state")
        value["examples"] = str(self.folder / "examples")
        for mount in value["mounts"]:
            mount["source"] = str(self.folder / "data" / mount["name"])
        value["lab"]["prefix"] = value["environments"][0]["prefix"] = lab
        paths = {"authorizeUrl": "authorize", "tokenUrl": "token", "userinfoUrl": "userinfo", "logoutUrl": "end"}
        value["login"].update({key: f"{self.broker.url}/{path}" for key, path in paths.items()}, clientId=CLIENT)
        self.settings = value
        give_file(self.folder / "settings.json", json.dumps(value))

    def _run(self, command: list[str]) -> subprocess.Popen[bytes]:
        with open(self.folder / "log", "ab") as log:
            return subprocess.Popen(
                command, env=self.environment, cwd=self.folder, stdout=log, stderr=log, **as_account()
            )

    def start_hub(self) -> None:
        self.hub = self._run([sys.executable, "-m", "jupyterhub", "-f", "hub_config.py"])
        wait_for("the hub answers through the proxy", self._answers)

    def _answers(self) -> bool:
        assert self.hub.poll() is None, (self.folder / "log").read_text()
        try:
            return requests.get(f"{self.url}/hub/api", timeout=5).ok
        except requests.ConnectionError:
            return False

    def restart_hub(self) -> None:
        end(self.hub)
        self.start_hub()

    def browser(self, user: str) -> requests.Session:
        """A browser whose user the broker knows already."""
        session = requests.Session()
        session.cookies.set("broker_user", user, domain="127.0.0.1", path="/authorize")
        return session

    def start_notebook(self, browser: requests.Session, user: str, profile: str = "interactive") -> requests.Response:
        browser.get(f"{self.url}/hub/spawn?profile={profile}").raise_for_status()

        def ready() -> requests.Response | None:
            answer = browser.get(f"{self.url}/user/{user}/api/status", allow_redirects=False)
            if answer.status_code != 200:
                # the log-in of the notebook server is by the hub's page
                browser.get(f"{self.url}/user/{user}/lab")
            return answer if answer.status_code == 200 else None

        return wait_for("the notebook server answers", ready, 90)

    def close(self) -> None:
        for process in (self.hub, self.proxy):
            end(process)
        shutil.rmtree(self.folder)


def end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(30)


def give_folder(path: Path) -> None:
    path.mkdir()
    give(path)


def give_file(path: Path, text: str) -> None:
    path.write_text(text)
    give(path)
