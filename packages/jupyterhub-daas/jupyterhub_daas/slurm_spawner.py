"""The same sandbox as a Slurm job, for a Slurm that runs without privileges on this one machine."""

import os
import shlex
from collections.abc import AsyncIterator
from typing import Any

import batchspawner
from traitlets import Unicode, default

from .jobs.slurm import slurm_time
from .port_handler import PortHandler  # noqa: F401  closes batchspawner's own
from .settings import HubSettings, SlurmSpawnerSettings
from .spawner import PASSED, SandboxMixin

SCRIPT = """#!/bin/bash
#SBATCH --job-name=notebook
#SBATCH --output={{log}}
#SBATCH --open-mode=truncate
#SBATCH --chdir=/
#SBATCH --export={{keepvars}}
#SBATCH --time={{runtime}}
#SBATCH --mem={{memory}}
#SBATCH --cpus-per-task={{nprocs}}
{% if partition %}#SBATCH --partition={{partition}}
{% endif %}{% if gres %}#SBATCH --gres={{gres}}
{% endif %}set -eu
# the node's own environment stays outside
for name in $(compgen -e); do
  case "$name" in {{passed}}) ;; *) unset "$name" ;; esac
done
exec {{cmd}}
"""
# what a job may see beside the hub's variables: where it runs and which GPUs it got
FROM_JOB = ("SLURM_JOB_", "CUDA_VISIBLE_DEVICES")


class SlurmSandboxSpawner(SandboxMixin, batchspawner.SlurmSpawner):
    """Slurm holds the job to the profile's limits; the end of the job is the end of the sandbox."""

    exec_prefix = Unicode("").tag(config=True)
    batch_script = Unicode(SCRIPT).tag(config=True)
    req_log = Unicode()
    req_passed = Unicode("|".join(f"{prefix}*" for prefix in (*PASSED, *FROM_JOB)))

    # upstream's default looks the user up on this host; there are no such accounts
    @default("req_homedir")
    def _home(self) -> str:
        return "/"

    def get_env(self) -> dict[str, str]:
        # sbatch needs the first two; --export keeps them from the job
        outside = {name: os.environ[name] for name in ("PATH", "SLURM_CONF") if name in os.environ}
        return {**outside, **super().get_env()}

    def cmd_formatted_for_batch(self) -> str:
        return shlex.join(self._command)

    async def start(self) -> tuple[str, int]:
        profile, self._command = await self.prepare(launcher=("batchspawner-singleuser",))
        self.req_log = self.log_file()
        self.req_keepvars = ",".join(SandboxMixin.get_env(self))
        self.req_partition = profile.queue or ""
        self.req_nprocs = str(profile.cores)
        self.req_memory = f"{profile.memory_mebibytes}M"
        self.req_runtime = slurm_time(profile.limit_seconds)
        self.req_gres = profile.gres or (f"gpu:{profile.gpus}" if profile.gpus else "")
        return await super().start()

    async def progress(self) -> AsyncIterator[dict[str, Any]]:
        # upstream's own says when to go on; this adds which job is meant
        async for event in super().progress():
            yield {**event, "message": self.progress_message()}

    def progress_message(self) -> str:
        if not self.job_id:
            return "The job is being submitted."
        state = self.job_status.split(" ")[0].lower() or "submitted"
        return f"Job {self.job_id} is {state}."


class OneMachineSlurmSpawner(SlurmSandboxSpawner):
    """Job and hub share a machine, so the server listens for this machine only."""

    ip = Unicode("127.0.0.1").tag(config=True)

    def state_gethost(self) -> str:
        return "127.0.0.1"


def spawner_class(settings: HubSettings) -> type[SlurmSandboxSpawner]:
    """The class for a hub, with the commands of its Slurm."""
    assert isinstance(settings.spawner, SlurmSpawnerSettings)
    folder = f"{settings.spawner.bin}/" if settings.spawner.bin else ""
    base = OneMachineSlurmSpawner if settings.hub.bind in ("127.0.0.1", "::1", "localhost") else SlurmSandboxSpawner
    commands = {
        "batch_submit_cmd": Unicode(f"{folder}sbatch --parsable").tag(config=True),
        "batch_query_cmd": Unicode(f"{folder}squeue -h -j {{job_id}} -o '%T %B'").tag(config=True),
        "batch_cancel_cmd": Unicode(f"{folder}scancel {{job_id}}").tag(config=True),
    }
    return type(base.__name__, (base,), commands)
