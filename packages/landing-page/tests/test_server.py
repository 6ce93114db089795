"""The pages as a browser gets them."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fake_service import FakeService, closed_port, port_of
from html_check import Check
from landing_page.server import application
from landing_page.settings import parse
from landing_page.status import StatusChecker
from tornado.httpclient import AsyncHTTPClient, HTTPResponse

Change = Callable[..., dict[str, Any]]

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{ 7*7 }}{% raw %}&amp;"


def get(
    content: dict[str, Any], *paths: str, fake_health: list[str | None] | None = None, method: str = "GET"
) -> list[HTTPResponse]:
    """Answers of a server with these settings."""

    async def run() -> list[HTTPResponse]:
        fake = FakeService()
        for entry, path in zip(content.get("services", []), fake_health or [], strict=False):
            entry["health"] = path and f"{fake.url}/{path}"
        settings = parse(content)
        checker = StatusChecker(settings.services, settings.status_cache_seconds, timeout_seconds=0.3)
        server = application(settings, checker).listen(0, "127.0.0.1")
        base = f"http://127.0.0.1:{port_of(server)}"
        client = AsyncHTTPClient(force_instance=True)
        return [await client.fetch(base + path, raise_error=False, method=method) for path in paths]

    return asyncio.run(run())


def check(answer: HTTPResponse) -> Check:
    page = Check(answer.body.decode())
    assert page.faults == []
    return page


def test_the_page_shows_everything_and_is_well_formed(changed: Change) -> None:
    answer, state = get(changed(), "/", "/status.json", fake_health=["200", "503", None])
    page = check(answer)
    for text in ("Notebooks", "Not monitored", "Down at the moment: Remote desktops", "pyFAI", "SciCat", "Checked at"):
        assert text in page.text
    assert {"header", "nav", "main", "footer", "table", "time"} <= set(page.tags)
    assert not {"script", "style", "iframe", "form"} & set(page.tags)
    assert page.links[0] == "#main"
    document = json.loads(state.body)
    assert [entry["state"] for entry in document["services"]] == ["up", "down", "unknown"]
    assert document["checkedAt"].endswith("+00:00")


@pytest.mark.parametrize(
    ("health", "sentence"),
    [
        (["200", "200", "204"], "All services are up"),
        (["200", "200", None], "All monitored services are up"),
        ([None, None, None], "The services are not monitored"),
        (["slow", "503", "200"], "Down at the moment: Notebooks, Remote desktops"),
    ],
)
def test_the_hero_says_how_the_services_are(changed: Change, health: list[str | None], sentence: str) -> None:
    (answer,) = get(changed(), "/", fake_health=health)
    assert sentence in check(answer).text


def test_a_page_without_services_software_and_data_is_fine(changed: Change) -> None:
    (answer,) = get(changed(services=[], software=[], data=[], access=[]), "/")
    page = check(answer)
    assert answer.code == 200
    assert page.headings == [1, 2]
    assert "table" not in page.tags


def test_hostile_text_stays_text(changed: Change) -> None:
    content = changed(facility=HOSTILE, title=HOSTILE, tagline=HOSTILE, domain=HOSTILE, access=[HOSTILE])
    for item, keys in (
        (content["services"][0], ("title", "description", "action")),
        (content["software"][0], ("name", "version", "useCase", "summary", "licence", "environment")),
        (content["data"][0], ("title", "description", "kind")),
    ):
        item.update(dict.fromkeys(keys, HOSTILE))
        url = 'https://a.example/"><script>alert(1)</script>'
        item.update({key: url for key in item if key.lower().endswith(("url", "homepage"))})
    for answer in get(content, "/", "/none", fake_health=[None, None, None]):
        page = check(answer)
        assert "script" not in page.tags
        assert page.tags.count("img") == 1
        assert HOSTILE in page.text


def test_scripts_in_the_logo_stay_inside_an_image(changed: Change) -> None:
    theme = changed()["theme"]
    theme["logo"] = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
    (answer,) = get(changed(theme=theme, services=[]), "/")
    assert b"onload" not in answer.body
    assert b"<script" not in answer.body
    assert b'src="data:image/svg+xml;base64,' in answer.body


def test_every_answer_has_the_security_headers(changed: Change) -> None:
    paths = ("/", "/status.json", "/healthz", "/landing.css", "/icon.svg", "/none")
    for path, answer in zip(paths, get(changed(services=[]), *paths), strict=True):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "Server" not in answer.headers
        kept = path in ("/landing.css", "/icon.svg")
        assert answer.headers["Cache-Control"] == ("public, max-age=86400" if kept else "no-store")


def test_health_says_ok_without_asking_the_services(changed: Change) -> None:
    (answer,) = get(changed(), "/healthz", fake_health=["slow", "slow", "slow"])
    assert (answer.code, answer.body) == (200, b"ok")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_unknown_address_gets_a_404_page(changed: Change, method: str) -> None:
    (answer,) = get(changed(), "/static/../settings.py", method=method)
    assert answer.code == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    if method == "GET":
        assert "/" in check(answer).links


def test_head_gives_the_headers_of_the_page(changed: Change) -> None:
    (answer,) = get(changed(services=[]), "/", method="HEAD")
    assert (answer.code, answer.body) == (200, b"")


def test_the_page_loads_nothing_from_elsewhere(changed: Change) -> None:
    page, style = get(changed(services=[]), "/", "/landing.css")
    assert b'src="http' not in page.body
    assert b'rel="stylesheet" href="/landing.css?' in page.body
    assert b"@import" not in style.body
    assert b"url(" not in style.body


def test_sigterm_ends_the_server_cleanly(tmp_path: Path, changed: Change) -> None:
    file = tmp_path / "landing.json"
    file.write_text(json.dumps(changed(services=[])), encoding="utf-8")
    port = closed_port()
    url = f"http://127.0.0.1:{port}/healthz"
    command = [sys.executable, "-m", "landing_page", "--settings", str(file), "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 15
        answer = None
        while answer is None and process.poll() is None and time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(url, timeout=2) as response:
                    answer = response.read()
            except urllib.error.URLError:
                time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=10)
    assert (answer, process.returncode, output, errors) == (b"ok", 0, b"", b"")
