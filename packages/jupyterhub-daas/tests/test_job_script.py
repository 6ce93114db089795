"""Job scripts and the languages of schedulers, without any scheduler."""

import asyncio
import base64
import dataclasses
import json
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jupyterhub.apihandlers import default_handlers
from test_sandbox import ALICE

from jupyterhub_daas.checks import check
from jupyterhub_daas.job_spawner import JobProblem, JobSpawner, check_account, dialect_of, listens
from jupyterhub_daas.jobs.dialect import JobState
from jupyterhub_daas.jobs.grid_engine import GridEngineDialect
from jupyterhub_daas.jobs.script import cuda_commands, encoded_environment, job_files, job_script
from jupyterhub_daas.jobs.slurm import SlurmDialect
from jupyterhub_daas.jobs.torque import TorqueDialect
from jupyterhub_daas.port_handler import PortHandler, is_port, is_problem
from jupyterhub_daas.settings import (
    BatchSpawnerSettings,
    Cuda,
    GridEngineCluster,
    HubSettings,
    PortRange,
    Profile,
    SlurmCluster,
    TorqueCluster,
)
from jupyterhub_daas.typed import AbsolutePath, SettingsError, load
from jupyterhub_daas.workspace import kernel_spec

COMMAND = AbsolutePath("/usr/local/libexec/daas/job-batch")
SLURM = SlurmDialect(SlurmCluster("slurm", "batch", COMMAND, "school"))
GRID_ENGINE = GridEngineDialect(GridEngineCluster("grid-engine", "batch", COMMAND))
TORQUE = TorqueDialect(TorqueCluster("torque", "batch", COMMAND))
GPU = Profile("gpu", "GPU", "", 4, 4098, 5430, gpus=1, queue="gpu")


def batch(document: dict[str, Any], *clusters: dict[str, str]) -> HubSettings:
    command = {"command": COMMAND}
    document["spawner"] = {"kind": "batch", "clusters": [{**command, **cluster} for cluster in clusters]}
    return check(load(HubSettings, document))


def test_slurm_is_asked_for_what_the_profile_has() -> None:
    profile = Profile("gpu", "GPU", "", 4, 4098, 5430, gpus=1, queue="gpu", gres="gpu:a40:1")
    assert SLURM.directives(profile) == [
        "#SBATCH --job-name=notebook",
        "#SBATCH --no-requeue",
        "#SBATCH --time=90:30",
        "#SBATCH --mem=4098M",
        "#SBATCH --nodes=1",
        "#SBATCH --cpus-per-task=4",
        "#SBATCH --partition=gpu",
        "#SBATCH --gres=gpu:a40:1",
        "#SBATCH --reservation=school",
    ]


def test_grid_engine_is_asked_for_slots_on_one_host_and_memory_for_each() -> None:
    profile = Profile("gpu", "GPU", "", 4, 4098, 5430, gpus=1, queue="gpu.q", gres="gpu=1")
    assert GRID_ENGINE.directives(profile) == [
        "#$ -N notebook",
        "#$ -S /bin/bash",
        "#$ -r n",
        "#$ -l h_rt=5430",
        "#$ -l h_vmem=1025M",
        "#$ -pe smp 4",
        "#$ -q gpu.q",
        "#$ -l gpu=1",
        "#$ -w e",
    ]


def test_torque_is_asked_for_cores_of_one_node() -> None:
    profile = Profile("gpu", "GPU", "", 4, 4098, 5430, gpus=2, queue="gpu", gres="gpus=2")
    assert TORQUE.directives(profile) == [
        "#PBS -N notebook",
        "#PBS -S /bin/bash",
        "#PBS -r n",
        "#PBS -l nodes=1:ppn=4:gpus=2",
        "#PBS -l mem=4098mb",
        "#PBS -l walltime=01:30:30",
        "#PBS -q gpu",
    ]


GE_LIST = """<?xml version='1.0'?><job_info><queue_info>
<job_list state="running"><JB_job_number>7</JB_job_number><state>r</state><queue_name>q@node1</queue_name></job_list>
</queue_info><job_info>
<job_list state="pending"><JB_job_number>8</JB_job_number><state>qw</state><queue_name></queue_name></job_list>
<job_list state="pending"><JB_job_number>9</JB_job_number><state>hqw</state></job_list>
<job_list state="pending"><JB_job_number>10</JB_job_number><state>Eqw</state></job_list>
</job_info></job_info>"""


def torque_job(state: str, more: str = "") -> str:
    return f"<Data><Job><Job_Id>7.pbs</Job_Id><job_state>{state}</job_state>{more}</Job></Data>"


@pytest.mark.parametrize(
    ("dialect", "output", "job", "state"),
    [
        (SLURM, "RUNNING|node1|None", "7", JobState("running", "node1")),
        (SLURM, "PENDING|n/a|Priority", "7", JobState("pending", reason="Priority")),
        (SLURM, "NODE_FAIL|node1|NodeDown", "7", JobState("gone", "node1", "NODE_FAIL")),
        (SLURM, "CANCELLED|n/a|None", "7", JobState("gone", "", "CANCELLED")),
        (SLURM, "", "7", JobState("gone")),
        (GRID_ENGINE, GE_LIST, "7", JobState("running", "node1")),
        (GRID_ENGINE, GE_LIST, "8", JobState("pending", reason="waiting in the queue")),
        (GRID_ENGINE, GE_LIST, "9", JobState("pending", reason="held")),
        (GRID_ENGINE, GE_LIST, "10", JobState("gone", reason="the job is in the error state")),
        (GRID_ENGINE, GE_LIST, "11", JobState("gone")),
        (TORQUE, torque_job("R", "<exec_host>node1/0+node1/1</exec_host>"), "7.pbs", JobState("running", "node1")),
        (TORQUE, torque_job("Q"), "7.pbs", JobState("pending", reason="waiting in the queue")),
        (TORQUE, torque_job("H"), "7.pbs", JobState("pending", reason="held")),
        (
            TORQUE,
            torque_job("C", "<exit_status>271</exit_status>"),
            "7.pbs",
            JobState("gone", reason="exit status 271"),
        ),
    ],
)
def test_what_schedulers_say_of_a_job_is_understood(dialect: Any, output: str, job: str, state: JobState) -> None:
    assert dialect.state(output, job) == state


@pytest.mark.parametrize(
    ("dialect", "output", "job"),
    [
        (SLURM, "sbatch: warning\n123;cluster\n", "123"),
        (GRID_ENGINE, "123\n", "123"),
        (GRID_ENGINE, "123.1-4:1", "123"),
        (TORQUE, "123.pbs.facility.example\n", "123.pbs.facility.example"),
    ],
)
def test_the_number_of_the_job_is_found(dialect: Any, output: str, job: str) -> None:
    assert dialect.job_id(output) == job


@pytest.mark.parametrize("dialect", [SLURM, GRID_ENGINE, TORQUE])
@pytest.mark.parametrize("output", ["", "no number", "7; rm -rf /"])
def test_fails_without_the_number_of_the_job(dialect: Any, output: str) -> None:
    if (dialect, output) == (SLURM, "7; rm -rf /"):
        # after the semicolon Slurm names the cluster; only the number is used
        assert dialect.job_id(output) == "7"
        return
    with pytest.raises(ValueError, match=r"invalid literal|no job number"):
        dialect.job_id(output)


@pytest.mark.parametrize(
    ("dialect", "error", "words"),
    [
        (SLURM, "sbatch: error: Invalid qos specification\nViolates accounting/QOS policy", "reached a limit"),
        (SLURM, "Unable to contact slurm controller", "does not answer"),
        (GRID_ENGINE, "Unable to run job: no suitable queues.", "No queue has"),
        (
            GRID_ENGINE,
            'Unable to run job: Job was rejected because job requests unknown queue "x"',
            "exist",
        ),
        (TORQUE, "qsub: submit error (Unknown queue MSG=cannot locate queue)", "does not exist"),
        (TORQUE, "something new", ""),
    ],
)
def test_refusals_are_put_into_a_users_words(dialect: Any, error: str, words: str) -> None:
    assert words in dialect.refusal(error)


def test_a_query_that_fails_is_not_the_end_of_the_job() -> None:
    assert SLURM.is_gone("slurm_load_jobs error: Invalid job id specified")
    assert not SLURM.is_gone("slurm_load_jobs error: Unable to contact slurm controller (connect failure)")
    assert TORQUE.is_gone("qstat: Unknown Job Id Error 7.pbs")
    assert not GRID_ENGINE.is_gone("error: commlib error: got select error (Connection refused)")


def test_a_job_that_can_never_start_is_known() -> None:
    assert SLURM.never_starts(JobState("pending", reason="PartitionTimeLimit"))
    assert not SLURM.never_starts(JobState("pending", reason="Priority"))
    assert not TORQUE.never_starts(JobState("pending", reason="held"))


def test_the_script_holds_no_secret_and_carries_what_the_server_reads(document: dict[str, Any], tmp_path: Path) -> None:
    # nodes have no such folder
    (tmp_path / "first.ipynb").write_text("{}\n")
    document["examples"] = str(tmp_path)
    settings = batch(document, {"kind": "slurm", "name": "batch"})
    assert isinstance(settings.spawner, BatchSpawnerSettings)
    spawner = dataclasses.replace(settings.spawner, ports=PortRange(28000, 28999))
    settings = dataclasses.replace(settings, spawner=spawner)
    script = job_script(settings, ALICE, settings.profiles[0], ["#SBATCH --time=1"], ["--x=a b"], "5.5.4")
    assert script.startswith("#!/bin/bash\n#SBATCH --time=1\nset -uo pipefail\n")
    assert "TOKEN'" in script  # of the node's question only
    assert '"$scratch/inside/launch.py" /opt/env/lab/bin/python -I "$scratch/inside/serve.py" 28000 28999 ' in script
    assert script.rstrip().endswith("/opt/env/lab/bin/jupyterhub-singleuser '--x=a b'")
    assert "export OMP_NUM_THREADS=2" in script
    assert "export DAAS_RAW=/data/raw" in script
    assert "export DAAS_EXAMPLES=$scratch/examples" in script
    assert job_files(settings)["examples/first.ipynb"] == "{}\n"
    assert sorted(job_files(settings)) == [
        "examples/first.ipynb",
        "inside/jupyter_server_config.py",
        "inside/labconfig/default_setting_overrides.json",
        "inside/launch.py",
        "inside/serve.py",
        "jupyter/kernels/saxs/kernel.json",
    ]
    subprocess.run(["/bin/bash", "-n"], input=script, text=True, check=True)


def cuda_of(tmp_path: Path, cuda: Cuda, before: str = "") -> "subprocess.CompletedProcess[str]":
    """What a job of a profile with this toolkit sees."""
    profile = Profile("gpu", "GPU", "", 4, 4098, 5430, gpus=1, cuda=cuda)
    shown = 'echo "${CUDA_HOME-}|${PATH%%:*}|${LD_LIBRARY_PATH-}|$CUDA_VISIBLE_DEVICES"'
    script = f'set -uo pipefail\ngive_up() {{ echo "$1"; exit 1; }}\n{before}\n{cuda_commands(profile)}{shown}'
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "CUDA_VISIBLE_DEVICES": "MIG-1"}
    return subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, env=environment, check=False)


def test_a_job_with_gpus_finds_its_toolkit_and_keeps_what_the_scheduler_gave(tmp_path: Path) -> None:
    prefix = tmp_path / "cuda"
    prefix.mkdir()
    answer = cuda_of(tmp_path, Cuda(prefix=AbsolutePath(str(prefix))))
    assert answer.stdout == f"{prefix}|{prefix}/bin|{prefix}/lib64|MIG-1\n"
    module = 'module() { [ "$*" = "load cuda/12.6" ] && export CUDA_HOME=/m PATH=/m/bin:$PATH$unset; }'
    assert cuda_of(tmp_path, Cuda(module="cuda/12.6"), module).stdout == "/m|/m/bin||MIG-1\n"
    assert cuda_commands(GPU) == ""


def test_fails_with_the_node_where_the_toolkit_is_missing(tmp_path: Path) -> None:
    answer = cuda_of(tmp_path, Cuda(prefix=AbsolutePath("/nowhere")))
    assert answer.returncode == 1
    assert answer.stdout.endswith("there is no CUDA in /nowhere.\n")
    answer = cuda_of(tmp_path, Cuda(module="cuda/0"), "module() { return 1; }")
    assert answer.returncode == 1
    assert "module cuda/0 of CUDA can't be loaded" in answer.stdout


@pytest.mark.parametrize("ports", [{"first": 0, "last": 10}, {"first": 9, "last": 8}, {"first": 2000, "last": 70000}])
def test_fails_with_ports_that_no_server_can_have(document: dict[str, Any], ports: dict[str, int]) -> None:
    document["spawner"] = {
        "kind": "batch",
        "ports": ports,
        "clusters": [{"kind": "slurm", "name": "a", "command": "/a"}],
    }
    with pytest.raises(SettingsError, match=r"spawner.ports: expected a first and a last port from 1024 to 65535"):
        check(load(HubSettings, document))


def test_fails_with_a_toolkit_that_is_both_module_and_prefix(document: dict[str, Any]) -> None:
    document["profiles"][0]["cuda"] = {"module": "cuda", "prefix": "/usr/local/cuda"}
    with pytest.raises(SettingsError, match=r"profiles\[0\].cuda: expected exactly one of module and prefix"):
        check(load(HubSettings, document))


def test_the_environment_is_one_line_that_sets_any_text() -> None:
    line = encoded_environment({"B": "it's $HOME\n`id`", "A": "1"})
    text = base64.b64decode(line).decode()
    answer = subprocess.run(
        ["/bin/bash", "-c", f'{text}\nprintf "%s|%s" "$A" "$B"'], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "1|it's $HOME\n`id`"


@pytest.mark.parametrize(
    ("python", "words"), [("", "is missing or broken"), ("#!/bin/sh\necho 4.0.2\n", "has 4.0.2 in")]
)
def test_fails_on_the_node_with_the_reason_when_its_environment_is_not_the_hubs(
    document: dict[str, Any], tmp_path: Path, python: str, words: str
) -> None:
    document["lab"]["prefix"] = str(tmp_path / "lab")
    settings = batch(document, {"kind": "slurm", "name": "batch"})
    if python:
        (tmp_path / "lab/bin").mkdir(parents=True)
        (tmp_path / "lab/bin/python").write_text(python)
        (tmp_path / "lab/bin/python").chmod(0o755)
    script = job_script(settings, ALICE, settings.profiles[0], [], [], "5.5.4")
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "JUPYTERHUB_API_URL": "http://127.0.0.1:9/hub/api"}
    answer = subprocess.run(["/bin/bash"], input=script, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert words in answer.stderr.splitlines()[0 if python else -1] or words in answer.stderr


@pytest.mark.parametrize("makes_folders", [False, True])
def test_fails_on_the_node_with_the_reason_when_its_disk_is_full(
    document: dict[str, Any], tmp_path: Path, makes_folders: bool
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "python").write_text("#!/bin/sh\necho 5.5.4\n")
    # writes as to a full disk: empty files come into being, what is in them doesn't
    (programs / "cat").write_text("#!/bin/sh\nexec /bin/cat >/dev/full\n")
    for program in programs.iterdir():
        program.chmod(0o755)
    document["lab"]["prefix"] = str(tmp_path)
    settings = batch(document, {"kind": "slurm", "name": "batch"})
    script = job_script(settings, ALICE, settings.profiles[0], [], [], "5.5.4")
    scratch = tmp_path if makes_folders else tmp_path / "none"
    environment = {"HOME": str(tmp_path), "PATH": f"{programs}:/usr/bin:/bin", "TMPDIR": str(scratch)}
    answer = subprocess.run(["/bin/bash"], input=script, env=environment, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr.count("its disk is most likely full")) == (1, 1)
    assert f"can't write temporary files to {scratch}" in answer.stderr
    assert list(tmp_path.glob("tmp.*")) == []


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"prefix": "/opt/saxs"}, ["/opt/saxs/bin/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]),
        (
            {"module": "mx/2025"},
            [
                *("/bin/bash", "-lc", 'module load mx/2025 && exec python -m ipykernel_launcher -f "$1"'),
                *("kernel", "{connection_file}"),
            ],
        ),
        (
            {"image": "/images/mx.sif"},
            [*("apptainer", "exec", "/images/mx.sif", "python", "-m", "ipykernel_launcher", "-f"), "{connection_file}"],
        ),
    ],
)
def test_kernels_come_from_prefixes_modules_and_images(
    document: dict[str, Any], environment: dict[str, str], command: list[str]
) -> None:
    document["environments"] = [{"name": "mx", "title": "MX", **environment}]
    settings = batch(document, {"kind": "slurm", "name": "batch"})
    assert kernel_spec(settings.environments[0])["argv"] == command
    assert json.loads(job_files(settings)["jupyter/kernels/mx/kernel.json"])["argv"] == command


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("spawner.clusters", [], "spawner.clusters: expected at least one"),
        ("profiles.0.cluster", "other", "profiles[0].cluster: 'other' is not a cluster of the spawner"),
        ("profiles.0.gres", "gpu:1\n#SBATCH --uid=0", "profiles[0].gres: is not the name of a resource"),
        ("environments.0.module", "mx", "environments[0]: expected exactly one of prefix, module and image"),
    ],
)
def test_fails_on_settings_that_no_job_can_have(document: dict[str, Any], path: str, value: Any, message: str) -> None:
    document["spawner"] = {
        "kind": "batch", "clusters": [{"kind": "slurm", "name": "batch", "command": COMMAND}],
    }  # fmt: skip
    place: Any = document
    *folders, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for part in folders:
        place = place[part]
    place[last] = value
    with pytest.raises(SettingsError) as caught:
        check(load(HubSettings, document))
    assert message in str(caught.value)


def test_fails_on_an_account_that_is_not_there_or_has_another_number() -> None:
    with pytest.raises(JobProblem, match="has no account alice"):
        check_account(ALICE)
    with pytest.raises(JobProblem, match="has the number 1 on the cluster, but your log-in says 4001"):
        check_account(type(ALICE)("daemon", 4001, 4000, ()))


def test_one_handler_takes_port_or_problem_for_every_spawner() -> None:
    assert [entry[1] for entry in default_handlers if entry[0] == "/api/batchspawner"] == [PortHandler]
    assert is_port("port", 8888)
    assert is_problem("problem", "the node is full")
    for key, value in (("port", True), ("port", 80), ("problem", ""), ("problem", "x" * 501), ("cmd", "id")):
        assert not is_port(key, value)
        assert not is_problem(key, value)


def test_the_progress_says_why_a_job_waits(document: dict[str, Any]) -> None:
    spawner = JobSpawner.__new__(JobSpawner)
    spawner.settings = batch(document, {"kind": "slurm", "name": "batch"}, {"kind": "torque", "name": "old"})
    assert isinstance(dialect_of(spawner._cluster), SlurmDialect)
    for job, status, message in (
        ("", "", "The job is being submitted."),
        ("7", "", "Job 7 waits."),
        ("7", "PENDING|n/a|Priority", "Job 7 waits: Priority."),
        ("7", "RUNNING|node1|None", "Job 7 runs on node1; the notebook server starts."),
    ):
        spawner.job_id, spawner.job_status = job, status
        assert spawner.progress_message() == message


def test_a_server_counts_as_there_when_somebody_listens_at_its_port() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
        assert not asyncio.run(listens("127.0.0.1", port))
        server.listen()
        assert asyncio.run(listens("127.0.0.1", port))
