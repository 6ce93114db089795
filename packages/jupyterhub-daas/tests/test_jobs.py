"""Notebook servers as jobs through the program that submits: a real Slurm, and Torque's commands emulated on it.

Jobs are the test account's own: whether sudo makes them the user's is tested on hosts (test/real/hosts/schedulers).
"""

import copy
import html
import os
import pwd
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from broker import Broker
from cluster import Cluster
from conftest import SETTINGS
from job_program import job_program, torque_commands
from kernel import run_cell
from stage import ACCOUNT, Stage, give_file, wait_for
from test_hub import LAB, PROXY, USERS, pending, start_kernel, stop, xsrf

PATH = f"{os.environ['PATH']}:/usr/sbin"
MISSING = [name for name in ("slurmctld", "slurmd", "munged") if not shutil.which(name, path=PATH)]
pytestmark = [
    pytest.mark.skipif(not (LAB and PROXY), reason="DAAS_TEST_LAB and DAAS_TEST_PROXY are not set"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    cluster = Cluster(pwd.getpwuid(ACCOUNT).pw_name)
    yield cluster
    cluster.close()


def settings_of(cluster: Cluster) -> dict[str, Any]:
    """One hub with two clusters, of which the second speaks as Torque does."""
    settings = copy.deepcopy(SETTINGS)
    environment = {"HOME": str(cluster.place), "SLURM_CONF": str(cluster.conf)}
    slurm = job_program(cluster.place, "slurm", environment)
    torque = job_program(cluster.place, "torque", environment, "old", str(torque_commands(cluster.place)))
    settings["spawner"] = {
        "kind": "batch",
        "clusters": [
            {"kind": "slurm", "name": "batch", "command": str(slurm)},
            {"kind": "torque", "name": "old", "command": str(torque)},
        ],
    }
    small = {**settings["profiles"][1], "limitSeconds": 1800, "queue": "short"}
    settings["profiles"] = [
        small,
        {**small, "name": "torque", "cluster": "old"},
        {**small, "name": "long", "limitSeconds": 7200},
        {**small, "name": "lost", "queue": "nowhere"},
        {**small, "name": "torque-lost", "cluster": "old", "queue": "nowhere"},
        {**small, "name": "huge", "memoryMebibytes": 2**20},
    ]
    settings["startTimeoutSeconds"] = 60
    return settings


@pytest.fixture(scope="module")
def stage(cluster: Cluster) -> Iterator[Stage]:
    stage = Stage(Broker(USERS), LAB, PROXY, settings_of(cluster))
    yield stage
    stage.close()


def failure(stage: Stage, browser: requests.Session, profile: str, user: str = "alice") -> str:
    """The text of the page after a start that fails."""
    answer = browser.get(f"{stage.url}/hub/spawn?profile={profile}")

    def message() -> str | None:
        page = browser.get(f"{stage.url}/hub/spawn-pending/{user}")
        return page.text if page.status_code >= 400 else None

    at_once = answer.status_code >= 400 or "spawn-error-msg" in answer.text
    text = answer.text if at_once else wait_for("the start fails", message, 90)
    return html.unescape(text).replace("\n", " ")


@pytest.mark.parametrize("profile", ["small", "torque"])
def test_a_notebook_is_a_job_of_the_profiles_cluster(stage: Stage, cluster: Cluster, profile: str) -> None:
    browser = stage.browser("alice")
    stage.start_notebook(browser, "alice", profile)
    assert cluster.command("squeue", "-h", "-o", "%T %P %C %m %l %j") == "RUNNING short 1 1G 30:00 notebook"
    names = "'SLURM_JOB_ID' in os.environ, os.environ['OMP_NUM_THREADS'], 'DAAS_ENVIRONMENT' in os.environ"
    cell = f"import os; print({names})"
    kernel = start_kernel(stage, browser, "alice")["id"]
    assert run_cell(browser, f"{stage.url}/user/alice", kernel, cell) == f"True 1 {profile == 'torque'}\n"
    before = browser.get(f"{stage.url}/user/alice/api/status").json()["started"]
    stage.restart_hub()
    assert browser.get(f"{stage.url}/user/alice/api/status").json()["started"] == before
    stop(stage, stage.browser("alice"), "alice")
    wait_for("the queue is empty", lambda: cluster.command("squeue", "-h") == "", 30)
    assert list(cluster.place.glob(".daas-job.*")) == []


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ("long", "can never start: PartitionTimeLimit."),
        ("lost", "The profile's partition does not exist, or you may not use it."),
        ("torque-lost", "The profile's queue does not exist."),
        ("huge", "No node of the partition has what the profile asks for."),
    ],
)
def test_fails_with_the_reason_when_the_scheduler_refuses_the_job(
    stage: Stage, cluster: Cluster, profile: str, words: str
) -> None:
    browser = stage.browser("alice")
    browser.get(f"{stage.url}/hub/home").raise_for_status()
    page = failure(stage, browser, profile)
    assert words in page, re.sub(r"<[^>]*>|\s+", " ", page)
    log = (stage.folder / "log").read_text()
    assert "refused the job of" in log or "can never start" in log
    wait_for("no job is left", lambda: cluster.command("squeue", "-h") == "", 15)


@pytest.mark.parametrize(
    "body", [{"batch_cancel_cmd": "x"}, {"port": 8888, "problem": "x"}, {"problem": "a\nb"}, {"problem": 1}]
)
def test_fails_to_set_anything_but_port_or_problem(stage: Stage, body: dict[str, object]) -> None:
    browser = stage.browser("alice")
    browser.get(f"{stage.url}/hub/home").raise_for_status()
    answer = browser.post(f"{stage.url}/hub/api/batchspawner", json=body, headers=xsrf(browser, "/hub/"))
    assert (answer.status_code, answer.json()["message"]) == (400, "expected a port or a problem and nothing else")


def test_fails_with_both_versions_when_the_nodes_environment_is_another(stage: Stage, cluster: Cluster) -> None:
    prefix = cluster.place / "other"
    (prefix / "bin").mkdir(parents=True)
    give_file(prefix / "bin/python", "#!/bin/sh\necho 4.0.2\n")
    os.chmod(prefix / "bin/python", 0o755)
    text = (stage.folder / "settings.json").read_text()
    try:
        give_file(
            stage.folder / "settings.json",
            text.replace(f'"lab": {{"prefix": "{LAB}"', f'"lab": {{"prefix": "{prefix}"'),
        )
        stage.restart_hub()
        browser = stage.browser("alice")
        browser.get(f"{stage.url}/hub/home").raise_for_status()
        # the other python only says its version, so the hub hears of it by the log and the end of the job
        page = failure(stage, browser, "small")
        assert "before its notebook server answered" in page or "has 4.0.2" in page
        log = (cluster.place / ".daas-notebook.log").read_text()
        assert "The hub has JupyterHub 5.5.4, node" in log
        assert f"has 4.0.2 in {prefix}: it has to be deployed again." in log
    finally:
        give_file(stage.folder / "settings.json", text)
        stage.restart_hub()


def test_a_notebook_that_is_told_to_end_while_the_controller_is_away_ends_when_it_is_back(
    stage: Stage, cluster: Cluster
) -> None:
    browser = stage.browser("alice")
    stage.start_notebook(browser, "alice", "small")
    cluster.stop_controller()
    try:
        # accepted, and still to be done
        assert stop(stage, browser, "alice").status_code == 202
    finally:
        cluster.start_controller()
    wait_for("the job is ended", lambda: cluster.command("squeue", "-h", "-o", "%T") in ("", "COMPLETING"), 60)
    wait_for("the hub says so", lambda: pending(stage, browser) is None, 60)


def test_a_node_that_is_taken_out_ends_the_start_with_the_reason(stage: Stage, cluster: Cluster) -> None:
    host = cluster.command("sinfo", "-h", "-o", "%N")
    cluster.command("scontrol", "update", f"NodeName={host}", "State=DRAIN", "Reason=repair")
    try:
        browser = stage.browser("alice")
        browser.get(f"{stage.url}/hub/home").raise_for_status()
        page = failure(stage, browser, "small")
        assert "still waits after 60 s" in page
        found = re.search(r"still waits after 60 s: (.*?)\. Try again", page)
        assert found
        assert "DRAINED" in found[1] or "Resources" in found[1] or "ReqNodeNotAvail" in found[1]
        wait_for("the job is cancelled", lambda: cluster.command("squeue", "-h") == "", 15)
    finally:
        cluster.command("scontrol", "update", f"NodeName={host}", "State=RESUME")
