"""What goes into the job script, without a Slurm."""

import subprocess
from typing import Any

import pytest
from batchspawner.batchspawner import format_template

from jupyterhub_daas.checks import check
from jupyterhub_daas.jobs.slurm import slurm_time
from jupyterhub_daas.settings import HubSettings
from jupyterhub_daas.slurm_spawner import (
    SCRIPT,
    OneMachineSlurmSpawner,
    SlurmSandboxSpawner,
    spawner_class,
)
from jupyterhub_daas.typed import load

VALUES = {"keepvars": "A", "runtime": "60:00", "memory": "1024M", "nprocs": "2", "log": "/srv/log"}


def slurm(document: dict[str, Any], bind: str) -> HubSettings:
    document["spawner"] = {"kind": "slurm", "sandbox": "/usr/bin/bwrap", "conf": "/etc/slurm.conf", "bin": "/opt/bin"}
    document["hub"]["bind"] = bind
    return check(load(HubSettings, document))


def test_queue_and_gpus_are_asked_for_only_where_the_profile_has_them() -> None:
    plain = format_template(SCRIPT, **VALUES, partition="", gres="", passed="A*", cmd="true")
    assert "--partition" not in plain
    assert "--gres" not in plain
    full = format_template(SCRIPT, **VALUES, partition="gpu", gres="gpu:1", passed="A*", cmd="true")
    assert "#SBATCH --partition=gpu\n#SBATCH --gres=gpu:1\nset -eu\n" in full


def test_the_script_passes_only_the_named_variables() -> None:
    script = format_template(SCRIPT, **VALUES, partition="", gres="", passed="JPY_*|CPU_*", cmd="/usr/bin/env")
    environment = {"JPY_API_TOKEN": "x", "CPU_LIMIT": "2", "SECRET": "y", "PATH": "/usr/bin:/bin"}
    answer = subprocess.run(["/bin/bash"], input=script, env=environment, capture_output=True, text=True, check=True)
    # bash counts its level anew
    assert set(answer.stdout.split()) - {"SHLVL=0", "_=/usr/bin/env"} == {"JPY_API_TOKEN=x", "CPU_LIMIT=2"}


def test_servers_listen_for_this_machine_only_where_the_hub_does(document: dict[str, Any]) -> None:
    local = spawner_class(slurm(document, "127.0.0.1"))
    assert issubclass(local, OneMachineSlurmSpawner)
    assert local.batch_submit_cmd.default_value == "/opt/bin/sbatch --parsable"
    assert not issubclass(spawner_class(slurm(document, "192.0.2.1")), OneMachineSlurmSpawner)


@pytest.mark.parametrize(("seconds", "text"), [(3600, "60:00"), (90, "1:30"), (28800, "480:00")])
def test_limits_are_written_in_slurms_form(seconds: int, text: str) -> None:
    assert slurm_time(seconds) == text


@pytest.mark.parametrize(
    ("job", "status", "message"),
    [
        ("", "", "The job is being submitted."),
        ("7", "", "Job 7 is submitted."),
        ("7", "PENDING (null)", "Job 7 is pending."),
        ("7", "RUNNING node1", "Job 7 is running."),
    ],
)
def test_the_progress_names_the_job(job: str, status: str, message: str) -> None:
    spawner = SlurmSandboxSpawner.__new__(SlurmSandboxSpawner)
    spawner.job_id, spawner.job_status = job, status
    assert spawner.progress_message() == message
