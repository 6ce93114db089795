"""Ends the jobs of a hub that is being removed: nobody could reach them, and they would hold its file systems.

python -m jupyterhub_daas.end_notebooks SETTINGS, as the hub's account, once the hub has ended.
"""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .job_spawner import ENVIRONMENT, dialect_of
from .settings import BatchSpawnerSettings, Cluster, HubSettings, read_settings

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Job:
    user: str
    cluster: Cluster
    number: str
    sudo: str | None

    def ask(self, action: str) -> "subprocess.CompletedProcess[str]":
        prefix = [self.sudo, "-n", "-u", self.user, "--"] if self.sudo else []
        command = [*prefix, self.cluster.command, action, self.number]
        return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)

    def is_gone(self) -> bool:
        """Only what the scheduler says counts: one that can't be asked may still run the job."""
        answer = self.ask("status")
        dialect = dialect_of(self.cluster)
        if answer.returncode != 0:
            return dialect.is_gone(answer.stderr)
        return dialect.state(answer.stdout, self.number).phase == "gone"


def jobs_of(settings: HubSettings) -> Iterator[Job]:
    """The jobs that the hub's database knows."""
    database = Path(settings.state_directory) / "jupyterhub.sqlite"
    spawner = settings.spawner
    if not (isinstance(spawner, BatchSpawnerSettings) and database.exists()):
        return
    clusters = {cluster.name: cluster for cluster in spawner.clusters}
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT users.name, spawners.state FROM spawners JOIN users ON users.id = user_id")
        for user, text in rows.fetchall():
            state = json.loads(text or "{}") or {}
            if state.get("job_id"):
                yield Job(user, clusters.get(state.get("cluster"), spawner.clusters[0]), state["job_id"], spawner.sudo)


def end_notebooks(settings: HubSettings, patience: float = PATIENCE_SECONDS) -> list[Job]:
    """Cancels them; returns those that don't end."""
    left = [job for job in jobs_of(settings) if not job.is_gone()]
    for job in left:
        job.ask("cancel")
        print(f"ended job {job.number} of {job.user}")
    end = time.monotonic() + patience
    while left and time.monotonic() < end:
        time.sleep(0.2)
        left = [job for job in left if not job.is_gone()]
    return left


if __name__ == "__main__":
    remaining = end_notebooks(read_settings(sys.argv[1]))
    if remaining:
        names = ", ".join(f"{job.number} of {job.user} on {job.cluster.name}" for job in remaining)
        sys.exit(f"jobs that do not end, or whose scheduler does not answer: {names}; end them and run this again")
