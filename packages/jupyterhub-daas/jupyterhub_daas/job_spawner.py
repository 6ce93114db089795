"""Notebook servers as jobs of their own users, on one batch cluster or on several."""

import asyncio
import pwd
import shlex
import time
from collections.abc import AsyncIterator
from importlib.metadata import version
from typing import Any

from batchspawner import BatchSpawnerBase, JobStatus
from tornado import web
from traitlets import Unicode

from .authenticator import identity_of
from .identity import Identity
from .jobs.dialect import Dialect, JobState
from .jobs.grid_engine import GridEngineDialect
from .jobs.script import encoded_environment, job_script
from .jobs.slurm import SlurmDialect
from .jobs.torque import TorqueDialect
from .port_handler import PortHandler  # noqa: F401  closes batchspawner's own
from .settings import BatchSpawnerSettings, Cluster, GridEngineCluster, Profile, SlurmCluster
from .spawner import SandboxMixin

# the programs that submit set their own path
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
# so long before the hub's own time-out, a job that still waits is given up with the reason
EARLIER = 5
# a question to the scheduler starts three programs: of fifty starts at once, one a second each would keep a core busy
STATE_SECONDS = 5
# so long a scheduler that doesn't answer is told to end a job: JupyterHub forgets the server when it can't be ended
CANCEL_SECONDS = 600


class JobProblem(web.HTTPError):
    """Why there is no notebook server; the message is for its user.

    An HTTPError, because JupyterHub hides what any other error says when a start fails within a second.
    """

    def __init__(self, message: str) -> None:
        super().__init__(503, message)
        # the page of a failed start shows it
        self.jupyterhub_message = message


class JobSpawner(SandboxMixin, BatchSpawnerBase):
    """A job of the user, submitted by a program that sudo lets the hub run as him; the profile says on which cluster.

    A hub of one cluster and a hub that offers several are the same: no second spawner is wrapped, whose ports and
    state would have to be kept in step.
    """

    cluster_name = Unicode("", help="Cluster of the job that runs; profiles may change meanwhile.")
    # set by PortHandler
    problem = Unicode("")

    @property
    def _cluster(self) -> Cluster:
        assert isinstance(self.settings.spawner, BatchSpawnerSettings)
        clusters = self.settings.spawner.clusters
        return next((cluster for cluster in clusters if cluster.name == self.cluster_name), clusters[0])

    @property
    def _dialect(self) -> Dialect:
        return dialect_of(self._cluster)

    def get_state(self) -> dict[str, Any]:
        return {**super().get_state(), **({"cluster": self.cluster_name} if self.job_id else {})}

    def load_state(self, state: dict[str, Any]) -> None:
        super().load_state(state)
        self.cluster_name = state.get("cluster", "")

    async def start(self) -> tuple[str, int]:
        identity = identity_of(await self.user.get_auth_state())
        profile = self.chosen(self.user_options)
        assert isinstance(self.settings.spawner, BatchSpawnerSettings)
        self.cluster_name = profile.cluster or self.settings.spawner.clusters[0].name
        if self.settings.spawner.sudo:
            check_account(identity)
        self.ip, self.port, self.problem = "0.0.0.0", 0, ""
        if self.server:
            self.server.port = self.port
        await self._submit(identity, profile)
        end = time.monotonic() + self.start_timeout - EARLIER
        self.ip = await self._node(end)
        # It tells its port before it listens there; a node that dies in between must not cost the whole time-out.
        asked = time.monotonic()
        while self.port == 0 or not await listens(self.ip, self.port):
            await asyncio.sleep(self.startup_poll_interval)
            self._raise_problem()
            if time.monotonic() - asked >= STATE_SECONDS:
                await self._must_run(end)
                asked = time.monotonic()
        self.db.commit()
        self.log.info("Job %s of %s runs on %s:%d", self.job_id, self.user.name, self.ip, self.port)
        return self.ip, self.port

    async def _submit(self, identity: Identity, profile: Profile) -> None:
        cluster = self._cluster
        directives = self._dialect.directives(profile)
        script = job_script(self.settings, identity, profile, directives, self.get_args(), version("jupyterhub"))
        try:
            output = await self._run("submit", text=f"{encoded_environment(self.get_env())}\n{script}")
            self.job_id = self._dialect.job_id(output)
        except (RuntimeError, ValueError) as error:
            self.log.error("%s refused the job of %s for %s: %s", cluster.name, profile.name, self.user.name, error)
            said = str(error).strip().rpartition("\n")[2]
            why = self._dialect.refusal(str(error))
            raise JobProblem(f"The cluster did not accept the job. {why} ({said})".replace("  ", " ")) from error
        self.log.info("Job %s of %s submitted to %s", self.job_id, self.user.name, cluster.name)

    async def _node(self, end: float) -> str:
        """Waits until the job runs."""
        while True:
            state = await self._state()
            self._raise_problem()
            if state.phase == "running" and state.host:
                return state.host
            if state.phase == "gone":
                self._ended(state)
            if self._dialect.never_starts(state):
                raise self._given_up(f"The job {self.job_id} can never start: {state.reason}.")
            if time.monotonic() > end:
                reason = state.reason or "no reason given"
                message = f"The job {self.job_id} still waits after {self.start_timeout} s: {reason}."
                raise self._given_up(f"{message} Try again later, or with a smaller profile.")
            await asyncio.sleep(self.startup_poll_interval)

    async def _must_run(self, end: float) -> None:
        state = await self._state()
        self._raise_problem()
        if state.phase == "gone":
            self._ended(state)
        if time.monotonic() > end:
            message = f"The job {self.job_id} runs on {self.ip}, but its notebook server does not answer: the node may"
            raise self._given_up(f"{message} be dead, or cannot reach the hub at {self.hub.api_url}.")

    def _given_up(self, message: str) -> JobProblem:
        # JupyterHub ends what is left of a start that failed
        self.log.error("%s of %s: %s", self._cluster.name, self.user.name, message)
        return JobProblem(message)

    def _raise_problem(self) -> None:
        if self.problem:
            self.log.error("Job %s of %s: %s", self.job_id, self.user.name, self.problem)
            raise JobProblem(self.problem)

    def _ended(self, state: JobState) -> None:
        how = f" ({state.reason})" if state.reason else ""
        where = f" on {state.host}" if state.host else ""
        message = f"The job {self.job_id} ended{where}{how} before its notebook server answered."
        message += " Its log is ~/.daas-notebook.log."
        self.log.error("%s of %s: %s", self._cluster.name, self.user.name, message)
        self.clear_state()
        raise JobProblem(message)

    async def _state(self) -> JobState:
        """The job's state. As long as the scheduler can't be asked, what was known last."""
        try:
            self.job_status = await self._run("status", self.job_id)
        except RuntimeError as error:
            if self._dialect.is_gone(str(error)):
                return JobState("gone")
            self.log.warning("%s does not say how job %s is: %s", self._cluster.name, self.job_id, error)
        return self._dialect.state(self.job_status, self.job_id) if self.job_status else JobState("pending")

    async def query_job_status(self) -> JobStatus:
        if not self.job_id:
            return JobStatus.NOTFOUND
        phases = {"running": JobStatus.RUNNING, "pending": JobStatus.PENDING, "gone": JobStatus.NOTFOUND}
        return phases[(await self._state()).phase]

    async def poll(self) -> int | None:
        if not self.job_id:
            return 1
        state = await self._state()
        if state.phase != "gone":
            return None
        self.log.info("Job %s of %s has ended: %s", self.job_id, self.user.name, state.reason or "no reason given")
        self.clear_state()
        return 1

    async def cancel_batch_job(self) -> None:
        end = time.monotonic() + CANCEL_SECONDS
        while self.job_id:
            try:
                await self._run("cancel", self.job_id)
                return
            except RuntimeError as error:
                if self._dialect.is_gone(str(error)):
                    return
                if time.monotonic() > end:
                    self.log.error("Job %s of %s may still run: %s", self.job_id, self.user.name, error)
                    raise
                self.log.warning("%s does not end job %s yet: %s", self._cluster.name, self.job_id, error)
            await asyncio.sleep(STATE_SECONDS)

    async def progress(self) -> AsyncIterator[dict[str, Any]]:
        """What the page of a start shows, each message once."""
        last = ""
        while True:
            message = self.progress_message()
            if message != last:
                yield {"message": message}
            last = message
            await asyncio.sleep(1)

    def progress_message(self) -> str:
        if not self.job_id:
            return "The job is being submitted."
        state = self._dialect.state(self.job_status, self.job_id) if self.job_status else JobState("pending")
        if state.phase == "running":
            return f"Job {self.job_id} runs on {state.host}; the notebook server starts."
        return f"Job {self.job_id} waits{f': {state.reason}' if state.reason and state.reason != 'None' else ''}."

    async def _run(self, action: str, *arguments: str, text: str | None = None) -> str:
        assert isinstance(self.settings.spawner, BatchSpawnerSettings)
        sudo = self.settings.spawner.sudo
        prefix = [sudo, "-n", "-u", self.user.name, "--"] if sudo else []
        command = shlex.join([*prefix, self._cluster.command, action, *arguments])
        # never the hub's own environment, which holds its secrets
        return await self.run_command(command, input=text, env=ENVIRONMENT)


async def listens(host: str, port: int) -> bool:
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(host, port), timeout=2)
    except OSError:  # a time-out is one
        return False
    writer.close()
    return True


def dialect_of(cluster: Cluster) -> Dialect:
    if isinstance(cluster, SlurmCluster):
        return SlurmDialect(cluster)
    return GridEngineDialect(cluster) if isinstance(cluster, GridEngineCluster) else TorqueDialect(cluster)


def check_account(identity: Identity) -> None:
    """The number that the log-in gives must be the account's here, or somebody would get another person's files."""
    try:
        account = pwd.getpwnam(identity.user)
    except KeyError as error:
        raise JobProblem(f"The cluster has no account {identity.user}. Please ask the facility's support.") from error
    if account.pw_uid != identity.uid:
        raise JobProblem(
            f"The account {identity.user} has the number {account.pw_uid} on the cluster, but your log-in says"
            f" {identity.uid}. Please ask the facility's support."
        )
