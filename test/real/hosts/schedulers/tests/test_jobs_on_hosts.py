"""The hub on a host of a real cluster: notebooks are jobs of their users, on compute nodes, through sudo.

Runs on the hub's host as root; ./run brings it there. Clusters: Slurm and Grid Engine as the kit's
roles deploy them, and Torque's commands emulated on that Slurm.
"""

import copy
import os
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from broker import Broker
from conftest import SETTINGS
from kernel import run_cell
from stage import ACCOUNT, Stage, wait_for
from test_hub import pending, start_kernel, stop
from test_jobs import failure

NODES = os.environ["DAAS_TEST_NODES"].split()
ADDRESS = os.environ["DAAS_TEST_HUB_ADDRESS"]
LAB = os.environ["DAAS_TEST_LAB"]
PROXY = os.environ["DAAS_TEST_PROXY"]
PROGRAMS = "/usr/local/libexec/daas"
USERS = {
    "marie": {"preferred_username": "marie", "uidNumber": 21001, "gidNumber": 21001},
    # another number than the hosts'
    "pierre": {"preferred_username": "pierre", "uidNumber": 4711, "gidNumber": 4711},
}
assert os.geteuid() == 0 and ACCOUNT != 65534, "as root, with DAAS_TEST_UID of an account that may submit"


def settings_of() -> dict[str, Any]:
    settings = copy.deepcopy(SETTINGS)
    settings["hub"] = {"bind": "0.0.0.0", "port": 0, "connectUrl": f"http://{ADDRESS}"}  # noqa: S104
    settings["spawner"] = {
        "kind": "batch",
        "sudo": "/usr/bin/sudo",
        "clusters": [
            {"kind": "slurm", "name": "batch", "command": f"{PROGRAMS}/job-batch"},
            {"kind": "grid-engine", "name": "ge", "command": f"{PROGRAMS}/job-ge", "memoryResource": "h_vmem"},
            # not Torque: its commands as an emulation on top of that Slurm
            {"kind": "torque", "name": "pbs", "command": f"{PROGRAMS}/job-pbs"},
        ],
    }
    small = {**settings["profiles"][1], "limitSeconds": 1800}
    settings["profiles"] = [
        {**small, "queue": "all"},
        {**small, "name": "gpu", "queue": "gpu", "gpus": 1, "gres": "gpu:a40:1"},
        {**small, "name": "ge", "cluster": "ge", "queue": "gpu.q", "gpus": 1, "gres": "gpu=1", "memoryMebibytes": 2500},
        {**small, "name": "torque", "cluster": "pbs", "queue": "all"},
        {**small, "name": "torque-lost", "cluster": "pbs", "queue": "nowhere"},
        {**small, "name": "long", "queue": "short", "limitSeconds": 7200},
        {**small, "name": "ge-lost", "cluster": "ge", "queue": "nowhere.q"},
    ]
    settings["startTimeoutSeconds"] = 90
    return settings


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    stage = Stage(Broker(USERS), LAB, PROXY, settings_of())
    yield stage
    stage.close()


def command(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize(
    ("profile", "queue", "node"),
    [
        ("small", ("squeue", "-h", "-o", "%u %P %T"), None),
        ("gpu", ("squeue", "-h", "-o", "%u %P %T"), NODES[1]),
        ("torque", ("squeue", "-h", "-o", "%u %P %T"), None),
        ("ge", ("qstat", "-u", "marie", "-s", "r"), NODES[1]),
    ],
)
def test_a_notebook_runs_on_a_node_as_its_user(
    stage: Stage, profile: str, queue: tuple[str, ...], node: str | None
) -> None:
    browser = stage.browser("marie")
    stage.start_notebook(browser, "marie", profile)
    assert "marie" in command(*queue)
    kernel = start_kernel(stage, browser, "marie")["id"]
    cell = "import os, socket; print(os.getuid(), socket.gethostname(), os.getcwd(), 'SUDO_UID' in os.environ)"
    uid, host, folder, _ = run_cell(browser, f"{stage.url}/user/marie", kernel, cell).split()
    assert (uid, folder) == ("21001", "/home/marie")
    assert host == node or (node is None and host != command("hostname"))
    before = browser.get(f"{stage.url}/user/marie/api/status").json()["started"]
    stage.restart_hub()
    assert browser.get(f"{stage.url}/user/marie/api/status").json()["started"] == before
    stop(stage, browser, "marie")
    wait_for("the queues are empty", lambda: command("squeue", "-h") + command("qstat", "-u", "*") == "", 40)


def start_of(stage: Stage, user: str, profile: str) -> str:
    browser: requests.Session = stage.browser(user)
    browser.get(f"{stage.url}/hub/home").raise_for_status()
    return failure(stage, browser, profile, user)


def test_fails_with_the_reason_when_a_limit_is_exceeded(stage: Stage) -> None:
    assert "The profile's time is longer than its partition allows." in start_of(stage, "marie", "long")


def test_fails_with_the_reason_when_grid_engine_has_no_such_queue(stage: Stage) -> None:
    assert "The profile's queue does not exist." in start_of(stage, "marie", "ge-lost")


def test_fails_with_the_reason_when_torque_has_no_such_queue(stage: Stage) -> None:
    assert "The profile's queue does not exist." in start_of(stage, "marie", "torque-lost")


def test_fails_for_an_account_that_has_another_number_here(stage: Stage) -> None:
    page = start_of(stage, "pierre", "small")
    assert "The account pierre has the number 21002 on the cluster, but your log-in says 4711." in page


def test_the_hub_may_not_run_anything_else() -> None:
    for words in (["-u", "marie", "id"], ["-u", "root", f"{PROGRAMS}/job-batch", "status", "1"]):
        answer = subprocess.run(
            ["/usr/bin/sudo", "-n", *words], user=ACCOUNT, capture_output=True, text=True, check=False
        )
        assert (answer.returncode, answer.stderr.strip()) == (1, "sudo: a password is required")


def test_a_notebook_survives_the_controllers_restart(stage: Stage) -> None:
    browser = stage.browser("marie")
    before = stage.start_notebook(browser, "marie", "small").json()["started"]
    command("systemctl", "stop", "slurmctld")
    stage.restart_hub()
    # the hub can't ask the scheduler, which is not the end of the job
    assert browser.get(f"{stage.url}/user/marie/api/status").json()["started"] == before
    command("systemctl", "start", "slurmctld")
    assert browser.get(f"{stage.url}/user/marie/api/status").json()["started"] == before
    # until then JupyterHub does nothing else with the server
    wait_for("the hub has asked the scheduler", lambda: pending(stage, browser) is None, 60)
    stop(stage, browser, "marie")
    wait_for("the queue is empty", lambda: command("squeue", "-h") == "", 40)


def test_a_node_that_dies_during_the_start_ends_it_with_the_reason(stage: Stage) -> None:
    browser = stage.browser("marie")
    browser.get(f"{stage.url}/hub/home").raise_for_status()
    browser.get(f"{stage.url}/hub/spawn?profile=gpu")
    wait_for("the job runs", lambda: "RUNNING" in command("squeue", "-h", "-o", "%T"), 30)
    command("scontrol", "update", f"NodeName={NODES[1]}", "State=DOWN", "Reason=dead")
    try:

        def message() -> str | None:
            page = browser.get(f"{stage.url}/hub/spawn-pending/marie")
            return page.text if page.status_code >= 400 else None

        page = wait_for("the start fails", message, 60)
        assert f"ended on {NODES[1]} (NODE_FAIL) before its notebook server answered" in page
        assert "(NODE_FAIL) before its notebook server answered" in (stage.folder / "log").read_text()
    finally:
        command("scontrol", "update", f"NodeName={NODES[1]}", "State=RESUME")
