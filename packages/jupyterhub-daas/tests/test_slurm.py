"""Notebook servers as jobs of a real Slurm; needs what test_hub.py needs, and slurmctld, slurmd and munged."""

import copy
import os
import pwd
import shutil
from collections.abc import Iterator

import pytest
from broker import Broker
from cluster import Cluster
from conftest import SETTINGS
from kernel import run_cell
from stage import ACCOUNT, Stage, wait_for
from test_hub import LAB, PROXY, USERS, processes, start_kernel, stop, xsrf

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


@pytest.fixture(scope="module")
def stage(cluster: Cluster) -> Iterator[Stage]:
    settings = copy.deepcopy(SETTINGS)
    settings["spawner"] = {"kind": "slurm", "sandbox": "/usr/bin/bwrap", "conf": str(cluster.conf), "bin": "/usr/bin"}
    settings["profiles"][1].update(queue="short")
    stage = Stage(Broker(USERS), LAB, PROXY, settings)
    yield stage
    stage.close()


def test_a_notebook_is_a_job_with_the_profiles_limits(stage: Stage, cluster: Cluster) -> None:
    browser = stage.browser("alice")
    stage.start_notebook(browser, "alice", "small")
    assert cluster.command("squeue", "-h", "-o", "%T %P %C %m %l %j") == "RUNNING short 1 1G 1:00:00 notebook"
    cell = "import os; print(os.getuid(), 'SLURM_JOB_ID' in os.environ, 'SLURM_CONF' in os.environ)"
    kernel = start_kernel(stage, browser, "alice")["id"]
    assert run_cell(browser, f"{stage.url}/user/alice", kernel, cell) == "4001 True False\n"


def test_the_job_survives_a_restart_of_the_hub(stage: Stage, cluster: Cluster) -> None:
    browser = stage.browser("alice")
    before = stage.start_notebook(browser, "alice", "small").json()["started"]
    stage.restart_hub()
    assert browser.get(f"{stage.url}/user/alice/api/status").json()["started"] == before


@pytest.mark.parametrize("body", [{"batch_cancel_cmd": "touch /tmp/x"}, {"port": 8888, "cmd": ["id"]}, {"port": True}])
def test_fails_to_set_anything_but_the_port_from_a_notebook(stage: Stage, body: dict[str, object]) -> None:
    browser = stage.browser("alice")
    browser.get(f"{stage.url}/hub/home").raise_for_status()
    answer = browser.post(f"{stage.url}/hub/api/batchspawner", json=body, headers=xsrf(browser, "/hub/"))
    assert (answer.status_code, answer.json()["message"]) == (400, "expected a port or a problem and nothing else")


def test_fails_to_start_with_options_that_would_reach_the_job_script(stage: Stage) -> None:
    browser = stage.browser("bob")
    browser.get(f"{stage.url}/hub/home").raise_for_status()
    options = {"profile": "small", "cmd": "touch /tmp/x"}
    answer = browser.post(f"{stage.url}/hub/api/users/bob/server", json=options, headers=xsrf(browser, "/hub/"))
    assert answer.status_code == 400


def test_stopping_ends_the_job_and_its_processes(stage: Stage, cluster: Cluster) -> None:
    assert processes(stage)
    stop(stage, stage.browser("alice"), "alice")
    wait_for("the queue is empty", lambda: cluster.command("squeue", "-h") == "", 30)
    wait_for("no process is left", lambda: not processes(stage), 15)
