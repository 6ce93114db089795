"""The loader: each mistake gives one line that names its place."""

import copy
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from landing_page.settings import SettingsError, load, parse

DROP = object()


def test_the_sample_is_accepted_with_typed_values(sample: dict[str, Any]) -> None:
    settings = parse(sample)
    assert settings.services[0].id == "notebooks"
    assert settings.services[2].health is None
    assert settings.software[0].use_case == "SAXS"
    assert settings.status_cache_seconds == 10


def test_lists_and_nullable_keys_may_be_left_out(sample: dict[str, Any]) -> None:
    required = ("facility", "title", "tagline", "domain", "contact")
    settings = parse({key: sample[key] for key in required} | {"theme": {"primary": "#000000", "accent": "#FFFFFF"}})
    assert (settings.services, settings.software, settings.data, settings.access) == ((), (), (), ())
    assert settings.theme.logo is None


@pytest.mark.parametrize(
    ("keys", "value", "message"),
    [
        (["facilty"], "x", "facilty: unknown key, did you mean 'facility'?"),
        (["title"], DROP, "title: missing"),
        (["title"], "  ", "title: must not be empty"),
        (["title"], "a\ud800", "title: must not hold control characters or broken Unicode"),
        (["theme"], [], "theme: expected an object, found a list"),
        (["theme", "primary"], "blue", "theme.primary: must be a colour as #rrggbb, found 'blue'"),
        (["theme", "accent"], "#fff;x:y", "theme.accent: must be a colour as #rrggbb, found '#fff;x:y'"),
        (["theme", "logo"], "logo.png", "theme.logo: must be an SVG element or a data: URI"),
        (["theme", "logo"], "<svg/>", "theme.logo: needs xmlns="),
        (["theme", "logo"], "<svg", "theme.logo: is not well-formed SVG"),
        (["theme", "logo"], "data:text/html,x", "theme.logo: must be an SVG element"),
        (["contact", "email"], "a@b?cc=c", "contact.email: is no e-mail address"),
        (["access", 1], 5, "access[1]: expected text, found a number"),
        (["services", 1, "url"], DROP, "services[1].url: missing"),
        (["services", 1, "ulr"], "x", "services[1].ulr: unknown key, did you mean 'url'?"),
        (["services", 1, "url"], 7, "services[1].url: expected text, found a number"),
        (["services", 1, "url"], None, "services[1].url: expected text, found null"),
        (["services", 1, "url"], "javascript:alert(1)", "services[1].url: must be an http or https URL"),
        (["services", 1, "url"], "https://", "services[1].url: must be an http or https URL"),
        (["services", 1, "url"], "http://a:99999/", "services[1].url: must be an http or https URL"),
        (["services", 1, "url"], "http://u:p@a/", "services[1].url: must not hold a user name or password"),
        (["services", 1, "health"], "ftp://a/", "services[1].health: must be an http or https URL"),
        (["services", 1, "id"], "a b", "services[1].id: must be like"),
        (["services", 1, "id"], "notebooks", "services[1].id: 'notebooks' is used twice"),
        (["software", 0, "notebookUrl"], "x", "software[0].notebookUrl: must be an http or https URL"),
        (["data"], {}, "data: expected a list, found an object"),
        (["statusCacheSeconds"], True, "statusCacheSeconds: expected a number, found true/false"),
        (["statusCacheSeconds"], -1, "statusCacheSeconds: must be from 0 to 3600 seconds"),
        (["statusCacheSeconds"], float("nan"), "statusCacheSeconds: must be from 0 to 3600 seconds"),
    ],
)
def test_fails_with_the_place_and_the_reason(
    sample: dict[str, Any], keys: list[Any], value: object, message: str
) -> None:
    content = copy.deepcopy(sample)
    place: Any = content
    for key in keys[:-1]:
        place = place[key]
    if value is DROP:
        del place[keys[-1]]
    else:
        place[keys[-1]] = value
    with pytest.raises(SettingsError) as error:
        parse(content)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "No such file"),
        (b"\xff", "is not UTF-8 text"),
        (b'{"a":\n 1,}', "at line 2 column"),
        (b"[]", "expected an object, found a list"),
    ],
)
def test_fails_to_start_with_one_line_and_exit_code_2(tmp_path: Path, content: bytes | None, message: str) -> None:
    file = tmp_path / "landing.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"landing\.json"):
        load(file)
    command = [sys.executable, "-m", "landing_page", "--settings", str(file), "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)
    assert run.returncode == 2
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1
    assert message in run.stderr
