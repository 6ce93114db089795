"""Rules over several settings."""

import json
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_daas.checks import check
from jupyterhub_daas.settings import HubSettings, read_settings
from jupyterhub_daas.typed import SettingsError, load


def read(document: dict[str, Any]) -> HubSettings:
    return check(load(HubSettings, document))


def test_reads_a_complete_file(document: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(document))
    settings = read_settings(str(file))
    assert settings.home.path == "/home/{user}"
    assert settings.profiles[1].gpus == 0
    assert settings.start_timeout_seconds == 120


def test_fails_to_read_a_file_that_is_absent_or_no_json(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings(str(tmp_path / "absent"))
    (tmp_path / "broken").write_text("{")
    with pytest.raises(SettingsError, match="is not JSON"):
        read_settings(str(tmp_path / "broken"))


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("profiles", [], "profiles: expected at least one"),
        ("profiles.0.cores", 0, "profiles[0].cores: must be at least 1"),
        ("profiles.0.gpus", 1, "profiles[0]: gpus and queue need the slurm spawner"),
        ("profiles.1.name", "interactive", "profiles[1].name: is there twice"),
        ("environments.0.name", "../x", "environments[0].name: expected lower-case letters"),
        ("identity.minimumUid", 0, "identity.minimumUid: must be at least 1"),
        ("identity.groups.pattern", "^p-", "identity.groups.pattern: needs exactly one group"),
        ("identity.groups.pattern", "(", "identity.groups.pattern: is not a regular expression"),
        ("mounts.0.role", "software", "mounts[0].readOnly: must be true"),
        ("mounts.1.perProposal", False, "mounts[1].perProposal: must be true for raw"),
        ("mounts.1.readOnly", False, "mounts[1].readOnly: must be true for the role raw"),
        ("mounts.2.readOnly", True, "mounts[2].readOnly: must be false for the role results"),
        ("mounts.1.path", "/etc/raw", "mounts[1].path: /etc/raw belongs to the sandbox itself"),
        ("mounts.1.path", "/data/{user}", "mounts[1].path: only {user} is replaced"),
        ("mounts.2.path", "/data/raw/results", "mounts: raw and results lie within one another"),
        ("lab.prefix", "/srv/daas", "lab.prefix: /srv/daas and stateDirectory"),
        ("environments.0.prefix", "/srv/data/home/x", "environments[0].prefix: /srv/data/home/x and mounts[0].source"),
        ("runtimeReadOnlyPaths", ["/"], "runtimeReadOnlyPaths[0]: / and stateDirectory"),
        ("stateDirectory", "/usr/share/hub", "stateDirectory: /usr/share/hub is in a system folder"),
    ],
)
def test_fails_on_settings_that_contradict_or_show_too_much(
    document: dict[str, Any], path: str, value: Any, message: str
) -> None:
    place: Any = document
    *folders, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for part in folders:
        place = place[part]
    place[last] = value
    with pytest.raises(SettingsError) as caught:
        read(document)
    assert message in str(caught.value)


def test_fails_without_a_home(document: dict[str, Any]) -> None:
    del document["mounts"][0]
    with pytest.raises(SettingsError, match="exactly one mount with the role home"):
        read(document)
