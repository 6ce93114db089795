"""The form of jupyterhub_moss before a real hub and a real Slurm: what it shows, starts and refuses."""

import copy
import os
import pwd
import re
import shutil
from collections.abc import Iterator

import pytest
from broker import Broker
from cluster import Cluster
from conftest import SETTINGS
from job_program import job_program
from stage import ACCOUNT, Stage, wait_for
from test_hub import LAB, PROXY, USERS, stop, xsrf

MISSING = [n for n in ("slurmctld", "slurmd", "munged") if not shutil.which(n, path=f"{os.environ['PATH']}:/usr/sbin")]
pytestmark = [
    pytest.mark.skipif(not (LAB and PROXY), reason="DAAS_TEST_LAB and DAAS_TEST_PROXY are not set"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]
FIELDS = {"partition": "short", "nprocs": "1", "mem": "1G", "ngpus": "0", "runtime": "0:30:00", "options": ""}


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    cluster = Cluster(pwd.getpwuid(ACCOUNT).pw_name)
    yield cluster
    cluster.close()


@pytest.fixture(scope="module")
def stage(cluster: Cluster) -> Iterator[Stage]:
    settings = copy.deepcopy(SETTINGS)
    command = job_program(cluster.place, "slurm", {"HOME": str(cluster.place), "SLURM_CONF": str(cluster.conf)})
    partition = {"name": "short", "cores": 2, "memoryMebibytes": 2048, "limitSeconds": 3600}
    slurm = {"kind": "slurm", "name": "batch", "command": str(command), "partitions": [partition]}
    ports = {"first": 28000, "last": 28999}
    settings["spawner"] = {"kind": "batch", "ports": ports, "clusters": [slurm]}
    settings["startTimeoutSeconds"] = 60
    stage = Stage(Broker(USERS), LAB, PROXY, settings)
    yield stage
    stage.close()


def test_a_notebook_starts_with_what_its_user_chose_of_a_partition(stage: Stage, cluster: Cluster) -> None:
    browser = stage.browser("alice")
    page = browser.get(f"{stage.url}/hub/spawn").text
    # partition, its free nodes, and the fields that this hub refuses out of sight
    assert "2 cores, 2 GiB" in page
    assert re.search(r"<th>short</th>.*?>1 <small>/ 1</small>", page, re.S)
    assert re.search(r"#options, [^{]*{ display: none; }", page)
    for name in ("option_form.css", "option_form.js"):
        found = re.search(rf'"(/hub/form/{name}[^"]*)"', page)
        assert found
        assert browser.get(f"{stage.url}{found[1]}").status_code == 200
    sent = {**FIELDS, "_xsrf": xsrf(browser, "/hub/")["X-XSRFToken"]}
    browser.post(f"{stage.url}/hub/spawn", data=sent).raise_for_status()

    def ready() -> bool:
        browser.get(f"{stage.url}/user/alice/lab")
        return browser.get(f"{stage.url}/user/alice/api/status", allow_redirects=False).status_code == 200

    wait_for("the notebook server answers", ready, 90)
    assert cluster.command("squeue", "-h", "-o", "%T %P %C %m %l") == "RUNNING short 1 1G 30:00"
    stop(stage, stage.browser("alice"), "alice")
    wait_for("the queue is empty", lambda: cluster.command("squeue", "-h") == "", 30)


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"options": "--exclusive"}, "does not take: options"), ({"nprocs": "3"}, "can have 1 to 2 of cores, not 3")],
)
def test_fails_with_the_reason_in_the_form(stage: Stage, cluster: Cluster, changes: dict[str, str], words: str) -> None:
    browser = stage.browser("alice")
    browser.get(f"{stage.url}/hub/spawn")
    sent = {**FIELDS, **changes, "_xsrf": xsrf(browser, "/hub/")["X-XSRFToken"]}
    assert words in browser.post(f"{stage.url}/hub/spawn", data=sent).text
    assert cluster.command("squeue", "-h") == ""


def test_fails_with_options_of_sbatch_by_the_api(stage: Stage, cluster: Cluster) -> None:
    browser = stage.browser("alice")
    browser.get(f"{stage.url}/hub/home").raise_for_status()
    wanted = {"partition": "short", "nprocs": 1, "prologue": "touch /tmp/pwned", "options": "--exclusive"}
    answer = browser.post(f"{stage.url}/hub/api/users/alice/server", json=wanted, headers=xsrf(browser, "/hub/"))
    assert answer.status_code >= 400, answer.text
    assert cluster.command("squeue", "-h") == ""


def test_fails_to_show_the_form_with_a_sentence_when_the_scheduler_is_away(stage: Stage, cluster: Cluster) -> None:
    program = cluster.place / "job-batch"
    text = program.read_text()
    program.write_text(text.replace("exec sinfo", "exec false sinfo"))
    try:
        page = stage.browser("alice")
        answer = page.get(f"{stage.url}/hub/spawn")
        assert answer.status_code == 503
        assert "scheduler does not answer" in answer.text
    finally:
        program.write_text(text)
