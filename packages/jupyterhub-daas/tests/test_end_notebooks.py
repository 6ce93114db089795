"""Ending the jobs of a hub that is removed, with a scheduler's program that only notes what it is told."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from test_job_script import batch

from jupyterhub_daas.end_notebooks import end_notebooks, jobs_of
from jupyterhub_daas.settings import HubSettings

# job 7 runs until it is cancelled, job 8 is unknown by now, job 9 can't be cancelled
PROGRAM = """#!/bin/bash
echo "$@" >>{folder}/told
case "$*" in
  'status 7') [ -e {folder}/ended ] && echo 'CANCELLED|node1|None' || echo 'RUNNING|node1|None' ;;
  'cancel 7') touch {folder}/ended ;;
  'status 8') echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1 ;;
  *) echo 'Unable to contact slurm controller' >&2; exit 1 ;;
esac
"""


@pytest.fixture
def hub(document: dict[str, Any], tmp_path: Path) -> HubSettings:
    program = tmp_path / "job-batch"
    program.write_text(PROGRAM.format(folder=tmp_path))
    program.chmod(0o755)
    document["stateDirectory"] = str(tmp_path)
    return batch(document, {"kind": "slurm", "name": "batch", "command": str(program)})


def write(folder: str, *states: str | None) -> None:
    with sqlite3.connect(f"{folder}/jupyterhub.sqlite") as connection:
        connection.execute("CREATE TABLE users (id INTEGER, name TEXT)")
        connection.execute("CREATE TABLE spawners (user_id INTEGER, state TEXT)")
        connection.execute("INSERT INTO users VALUES (1, 'marie')")
        connection.executemany("INSERT INTO spawners VALUES (1, ?)", [(state,) for state in states])


def test_jobs_are_cancelled_and_waited_for_and_what_has_ended_is_left_alone(hub: HubSettings, tmp_path: Path) -> None:
    write(hub.state_directory, '{"job_id": "7", "cluster": "batch"}', '{"job_id": "8"}', "{}", None)
    assert end_notebooks(hub) == []
    assert (tmp_path / "told").read_text().splitlines() == ["status 7", "status 8", "cancel 7", "status 7"]
    assert end_notebooks(hub) == []


def test_fails_to_end_what_its_scheduler_says_nothing_of(hub: HubSettings) -> None:
    write(hub.state_directory, '{"job_id": "9", "cluster": "batch"}')
    assert [(job.user, job.number) for job in end_notebooks(hub, patience=0.3)] == [("marie", "9")]


def test_a_hub_that_never_ran_has_no_jobs(hub: HubSettings) -> None:
    assert list(jobs_of(hub)) == []
