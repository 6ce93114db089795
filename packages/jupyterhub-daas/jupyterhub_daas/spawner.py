"""Notebook servers as sandboxed processes of this machine, and what all our spawners share."""

import os
import signal
import subprocess
from collections.abc import Callable
from typing import Any

from jupyterhub.spawner import LocalProcessSpawner, Spawner
from jupyterhub.utils import random_port
from traitlets import Instance, Integer
from traitlets.config import LoggingConfigurable

from .authenticator import identity_of
from .processes import first_descendant, send, start_time
from .profiles import form, options_from_request, select
from .sandbox import KIT, limited, sandbox_command
from .settings import HubSettings, Profile
from .workspace import logs_folder, prepare_user

# what the hub tells a notebook server; anything else of the hub's environment stays outside
PASSED = ("JUPYTERHUB_", "JPY_", "MEM_", "CPU_")


class SandboxMixin(LoggingConfigurable):
    """Profiles, environment and sandbox command; subclasses start the command in their way."""

    settings = Instance(HubSettings).tag(config=True)
    # of the Spawner that this is mixed with
    user: Any
    port: int
    handler: Any
    user_options: dict[str, Any]
    get_args: Callable[[], list[str]]

    def _options_form_default(self) -> Any:
        return self._profile_form if len(self.settings.profiles) > 1 else ""

    def _profile_form(self, _spawner: Spawner) -> str:
        # when a start by ?profile=NAME has failed, the form comes with the reason and that choice
        return form(self.settings.profiles, self.handler.get_argument("profile", None) if self.handler else None)

    def options_from_form(self, formdata: dict[str, list[str]]) -> dict[str, str]:
        return options_from_request(self.settings.profiles, formdata)

    options_from_query = options_from_form

    def _apply_user_options_default(self) -> Any:
        return SandboxMixin._apply_profile

    def chosen(self, options: dict[str, Any]) -> Profile:
        """What the options of a start ask for; ValueError for any that may not be given."""
        return select(self.settings.profiles, options)

    def _apply_profile(self, options: dict[str, Any]) -> None:
        profile = self.chosen(options)
        # not enforced here: extensions of JupyterLab show them
        self.mem_limit = profile.memory_mebibytes * 2**20
        self.cpu_limit = profile.cores

    def get_env(self) -> dict[str, str]:
        return {name: value for name, value in Spawner.get_env(self).items() if name.startswith(PASSED)}

    async def prepare(self, launcher: tuple[str, ...] = ()) -> tuple[Profile, list[str]]:
        """Makes folders and returns the profile and the sandbox command; `launcher` goes before the server."""
        identity = identity_of(await self.user.get_auth_state())
        profile = self.chosen(self.user_options)
        prepare_user(self.settings, identity)
        programs = os.path.join(self.settings.lab.prefix, "bin")
        command = [f"{programs}/python", "-I", f"{KIT}/inside/launch.py"]
        command += [f"{programs}/{name}" for name in (*launcher, "jupyterhub-singleuser")] + self.get_args()
        return profile, sandbox_command(self.settings, identity, profile, command)

    def log_file(self) -> str:
        return os.path.join(logs_folder(self.settings), f"{self.user.name}.log")


class SandboxSpawner(SandboxMixin, LocalProcessSpawner):
    """The process that the hub knows is timeout(1), which holds the sandbox."""

    started = Integer(0, help="Start time of the process in clock ticks; with the pid it names one process for sure.")

    def get_state(self) -> dict[str, Any]:
        return {**super().get_state(), **({"started": self.started} if self.pid else {})}

    def load_state(self, state: dict[str, Any]) -> None:
        super().load_state(state)
        self.started = state.get("started", 0)

    def clear_state(self) -> None:
        super().clear_state()
        self.started = 0

    async def start(self) -> tuple[str, int]:
        self.port = self.port or random_port()
        profile, command = await self.prepare()
        # a file and not the hub's own output: that closes when the hub restarts
        log = os.open(self.log_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            self.proc = subprocess.Popen(
                limited(profile.limit_seconds, command),
                env=self.get_env(), cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        finally:
            os.close(log)
        self.pid = self.proc.pid
        self.started = start_time(self.pid) or 0
        self.log.info("Started %s of %s, process %d", profile.name, self.user.name, self.pid)
        return "127.0.0.1", self.port

    async def poll(self) -> int | None:
        if self.proc is not None:
            return await super().poll()
        # after a restart of the hub: the pid alone could be another process by now
        if self.pid and start_time(self.pid) == self.started:
            return None
        self.clear_state()
        return 0

    async def stop(self, now: bool = False) -> None:
        """Asks the server to end, then takes the sandbox away from it: no process survives that."""
        if await self.poll() is not None:
            return
        # timeout, bubblewrap, bubblewrap as process 1, server
        server = None if now else first_descendant(self.pid, depth=3)
        if server:
            send(server, signal.SIGTERM)
            await self.wait_for_death(self.interrupt_timeout)
        for number in (signal.SIGTERM, signal.SIGKILL):
            if await self.poll() is not None:
                return
            send(self.pid, number)
            await self.wait_for_death(self.term_timeout)
        if await self.poll() is None:
            self.log.error("Process %d of %s did not end", self.pid, self.user.name)
