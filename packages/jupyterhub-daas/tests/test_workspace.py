"""Folders and files made before a sandbox starts."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from test_sandbox import ALICE, settings_in

from jupyterhub_daas.workspace import WorkspaceError, kernel_spec, passwd_text, prepare_hub, prepare_user


def test_kernels_are_those_of_the_settings_only(document: dict[str, Any], tmp_path: Path) -> None:
    settings = settings_in(tmp_path, document)
    (tmp_path / "state/kernels/share/jupyter/kernels/old").mkdir(parents=True)
    prepare_hub(settings)
    kernels = tmp_path / "state/kernels/share/jupyter/kernels"
    assert os.listdir(kernels) == ["saxs"]
    assert json.loads((kernels / "saxs/kernel.json").read_text()) == kernel_spec(settings.environments[0])
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700


def test_home_and_results_are_made_and_raw_is_not(document: dict[str, Any], tmp_path: Path) -> None:
    for name in ("home", "results", "raw"):
        (tmp_path / name).mkdir()
    prepare_user(settings_in(tmp_path, document), ALICE)
    assert (tmp_path / "home/alice").stat().st_mode & 0o777 == 0o700
    assert sorted(os.listdir(tmp_path / "results")) == ["p-1", "p-9"]
    assert os.listdir(tmp_path / "raw") == []
    assert "alice:x:4001:4000:" in passwd_text(ALICE, "/home/alice")


def test_fails_when_the_storage_is_not_mounted(document: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="the source of the mount home, is not there"):
        prepare_user(settings_in(tmp_path, document), ALICE)
    assert not (tmp_path / "home").exists()
