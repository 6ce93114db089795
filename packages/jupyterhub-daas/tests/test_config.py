"""The configuration as a whole, and the one line when something is missing."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from test_sandbox import settings_in
from traitlets.config import Config

from jupyterhub_daas.config import SECRETS, configure


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, document: dict[str, Any], tmp_path: Path) -> pytest.MonkeyPatch:
    settings_in(tmp_path, document)
    (tmp_path / "settings.json").write_text(json.dumps(document))
    monkeypatch.setenv("DAAS_HUB_SETTINGS", str(tmp_path / "settings.json"))
    for name in SECRETS:
        monkeypatch.setenv(name, "ab" * 32)
    monkeypatch.setattr(os, "geteuid", lambda: 4000)
    return monkeypatch


def test_hub_and_notebooks_are_independent_of_the_hubs_process(environment: pytest.MonkeyPatch) -> None:
    c = Config()
    configure(c)
    assert c.ConfigurableHTTPProxy.should_start is False
    assert (c.JupyterHub.cleanup_servers, c.JupyterHub.shutdown_on_logout) == (False, False)
    assert c.BrokerAuthenticator.oauth_callback_url == "http://localhost:8000/hub/oauth_callback"
    assert c.BrokerAuthenticator.identity["minimumUid"] == 1000


@pytest.mark.parametrize("name", ["DAAS_HUB_SETTINGS", *SECRETS])
def test_fails_in_one_line_without_a_variable(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.delenv(name)
    with pytest.raises(SystemExit) as caught:
        configure(Config())
    assert caught.value.code == f"daas hub: {name}: is not set in the environment"


@pytest.mark.parametrize(("value", "message"), [("zz", "is not hexadecimal"), ("ab", "must be 32 bytes")])
def test_fails_on_a_key_of_another_form_without_showing_it(
    environment: pytest.MonkeyPatch, value: str, message: str
) -> None:
    environment.setenv("DAAS_HUB_CRYPT_KEY", value)
    with pytest.raises(SystemExit, match=f"daas hub: DAAS_HUB_CRYPT_KEY: {message}"):
        configure(Config())


def test_fails_as_root(environment: pytest.MonkeyPatch) -> None:
    environment.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(SystemExit, match="must not run as root"):
        configure(Config())
