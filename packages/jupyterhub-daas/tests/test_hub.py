"""A real hub, proxy and JupyterLab with a broker of the test's own; needs DAAS_TEST_LAB and DAAS_TEST_PROXY."""

import os
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from broker import Broker
from conftest import SETTINGS
from kernel import run_cell
from stage import Stage, wait_for

from jupyterhub_daas.processes import start_time

LAB, PROXY = os.environ.get("DAAS_TEST_LAB", ""), os.environ.get("DAAS_TEST_PROXY", "")
pytestmark = pytest.mark.skipif(not (LAB and PROXY), reason="DAAS_TEST_LAB and DAAS_TEST_PROXY are not set")

ALICE = {
    "preferred_username": "alice", "uidNumber": "4001", "gidNumber": 4000,
    "eduperson_entitlement": ["urn:facility.example:group:p-1#aai"],
}  # fmt: skip
USERS = {
    "alice": ALICE,
    "bob": {**ALICE, "preferred_username": "bob", "uidNumber": 4002, "eduperson_entitlement": []},
    "carol": {**ALICE, "preferred_username": "carol"},
    "eve": {"preferred_username": "eve"},
}


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    stage = Stage(Broker(USERS), LAB, PROXY, SETTINGS)
    yield stage
    for user in ("alice", "bob", "carol"):
        stop(stage, stage.browser(user), user)
    stage.close()


def stop(stage: Stage, browser: requests.Session, user: str) -> requests.Response:
    browser.get(f"{stage.url}/hub/home").raise_for_status()
    answer = browser.delete(f"{stage.url}/hub/api/users/{user}/server", headers=xsrf(browser, "/hub/"))
    assert answer.status_code in (202, 204, 400), answer.text
    return answer


def pending(stage: Stage, browser: requests.Session) -> str | None:
    """What the hub is doing with the notebook server of the person."""
    browser.get(f"{stage.url}/hub/home").raise_for_status()
    return browser.get(f"{stage.url}/hub/api/user", headers=xsrf(browser, "/hub/")).json()["pending"]


def xsrf(browser: requests.Session, path: str) -> dict[str, str]:
    return {"X-XSRFToken": next(item.value for item in browser.cookies if (item.name, item.path) == ("_xsrf", path))}


def start_kernel(stage: Stage, browser: requests.Session, user: str) -> dict[str, str]:
    base = f"{stage.url}/user/{user}"
    browser.get(f"{base}/lab").raise_for_status()
    answer = browser.post(f"{base}/api/kernels", headers=xsrf(browser, f"/user/{user}/"), json={})
    assert answer.status_code == 201, answer.text
    return answer.json()


def processes(stage: Stage) -> list[int]:
    """All processes of notebook servers: those that name the hub's folder, and what descends from them."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    found: set[int] = set()
    for line in sorted(listed.splitlines(), key=lambda line: int(line.split()[0])):
        pid, parent, args = line.split(None, 2)
        # a child's number is above its parent's: the numbers have not wrapped within a test
        if f"{stage.folder}/state" in args or int(parent) in found:
            found.add(int(pid))
    return sorted(found)


def token_of_server(stage: Stage, user: str) -> str:
    for pid in processes(stage):
        with open(f"/proc/{pid}/environ", encoding="utf-8") as file:
            environment = dict(entry.partition("=")[::2] for entry in file.read().split("\0"))
        if environment.get("JUPYTERHUB_USER") == user:
            return environment["JUPYTERHUB_API_TOKEN"]
    raise AssertionError(f"no notebook server of {user}")


def test_the_form_offers_the_profiles_and_refuses_an_unknown_one(stage: Stage) -> None:
    browser = stage.browser("alice")
    page = browser.get(f"{stage.url}/hub/spawn").text
    assert 'value="interactive" aria-describedby="profile-interactive-about" checked' in page
    assert "There is no profile of that name" in browser.get(f"{stage.url}/hub/spawn?profile=huge").text


def test_a_notebook_starts_with_the_environments_as_kernels(stage: Stage) -> None:
    browser = stage.browser("alice")
    assert stage.start_notebook(browser, "alice").json()["kernels"] == 0
    specs = browser.get(f"{stage.url}/user/alice/api/kernelspecs").json()
    assert (specs["default"], list(specs["kernelspecs"])) == ("saxs", ["saxs"])
    assert browser.get(f"{stage.url}/user/alice/api/contents/examples/first.ipynb?content=0").ok
    kernel = start_kernel(stage, browser, "alice")
    assert kernel["name"] == "saxs"
    cell = "import os; print(os.getuid(), os.getcwd(), os.listdir('/data/raw'), os.environ['OMP_NUM_THREADS'])"
    assert run_cell(browser, f"{stage.url}/user/alice", kernel["id"], cell) == "4001 /home/alice ['p-1'] 2\n"
    assert oct((stage.folder / "data/home/alice").stat().st_mode & 0o777) == "0o700"
    assert (stage.folder / "data/results/p-1").is_dir()


def test_a_user_without_proposals_gets_a_notebook(stage: Stage) -> None:
    browser = stage.browser("bob")
    assert stage.start_notebook(browser, "bob", "small").ok


def test_the_notebook_survives_a_restart_of_the_hub(stage: Stage) -> None:
    browser = stage.browser("alice")
    before = stage.start_notebook(browser, "alice").json()["started"]
    stage.restart_hub()
    assert browser.get(f"{stage.url}/user/alice/api/status").json()["started"] == before
    home = browser.get(f"{stage.url}/hub/home").text
    assert "Stop My Server" in home


def test_logging_out_ends_the_brokers_session_without_a_question(stage: Stage) -> None:
    browser = stage.browser("alice")
    stage.start_notebook(browser, "alice")
    answer = browser.get(f"{stage.url}/hub/logout", allow_redirects=False)
    asked = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert answer.headers["Location"].startswith(f"{stage.broker.url}/end?")
    assert asked["client_id"] == ["notebooks"]
    assert asked["post_logout_redirect_uri"] == [SETTINGS["login"]["afterLogoutUrl"]]
    assert asked["id_token_hint"][0].count(".") == 2
    assert {cookie.name for cookie in browser.cookies} <= {"broker_user", "_xsrf"}
    assert browser.get(f"{stage.url}/user/alice/api/status", allow_redirects=False).status_code == 403
    assert browser.get(f"{stage.url}/hub/home", allow_redirects=False).status_code == 302
    activity = {"servers": {"": {"last_activity": f"{datetime.now(UTC).isoformat()}"}}}
    headers = {"Authorization": f"token {token_of_server(stage, 'alice')}"}
    answer = requests.post(f"{stage.url}/hub/api/users/alice/activity", json=activity, headers=headers)
    assert answer.status_code == 200, "a notebook that cannot report its activity would be culled at work"
    assert stage.start_notebook(stage.browser("alice"), "alice").json()["kernels"] == 1


def test_logging_out_with_a_cookie_but_without_tokens_still_reaches_the_broker(stage: Stage) -> None:
    browser = stage.browser("carol")
    browser.get(f"{stage.url}/hub/home").raise_for_status()
    stage.broker.end_session("carol")
    time.sleep(1.1)
    answer = browser.get(f"{stage.url}/hub/logout", allow_redirects=False)
    assert answer.headers["Location"].startswith(f"{stage.broker.url}/end?")
    assert not [cookie.name for cookie in browser.cookies if cookie.name.startswith("jupyterhub")]


def test_a_session_ended_at_the_broker_ends_at_the_hub(stage: Stage) -> None:
    browser = stage.browser("carol")
    browser.get(f"{stage.url}/hub/home").raise_for_status()
    stage.broker.end_session("carol")
    time.sleep(1.1)
    answer = browser.get(f"{stage.url}/hub/home", allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/hub/login")


def test_many_requests_at_once_use_a_refresh_token_once(stage: Stage) -> None:
    browser = stage.browser("carol")
    browser.get(f"{stage.url}/hub/home").raise_for_status()
    stage.broker.expire_access("carol")
    time.sleep(1.1)
    cookies = browser.cookies.copy()
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda _: requests.get(f"{stage.url}/hub/home", cookies=cookies), range(8))
    assert {(answer.status_code, len(answer.history)) for answer in answers} == {(200, 0)}


def test_an_outage_of_the_broker_keeps_sessions(stage: Stage) -> None:
    browser = stage.browser("carol")
    browser.get(f"{stage.url}/hub/home").raise_for_status()
    stage.broker.down = True
    try:
        time.sleep(1.1)
        assert browser.get(f"{stage.url}/hub/home", allow_redirects=False).status_code == 200
    finally:
        stage.broker.down = False


def test_fails_to_log_in_with_the_reason_when_claims_are_missing(stage: Stage) -> None:
    before = (stage.folder / "log").stat().st_size
    answer = stage.browser("eve").get(f"{stage.url}/hub/home")
    assert answer.status_code == 403
    assert "Your account has no uidNumber" in answer.text
    log = (stage.folder / "log").read_text()[before:]
    assert "identity-claim-missing" in log
    assert "Traceback" not in log


def test_stopping_ends_every_process_of_the_sandbox(stage: Stage) -> None:
    running = processes(stage)
    # of each server: timeout, bubblewrap twice, the server; and one kernel
    assert len(running) >= 9
    for user in ("alice", "bob"):
        stop(stage, stage.browser(user), user)
    wait_for("all processes ended", lambda: not [pid for pid in running if start_time(pid)], 30)
    assert processes(stage) == []
