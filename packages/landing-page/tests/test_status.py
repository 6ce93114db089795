"""The states of services, asked from a local fake."""

import asyncio
import logging
import time

import pytest
from fake_service import FakeService, closed_port, raw_service
from landing_page.settings import Service
from landing_page.status import State, Status, StatusChecker


def service(name: str, health: str | None) -> Service:
    return Service(name, name.title(), "A service.", "https://a.example/", "Open", health)


async def states(checker: StatusChecker) -> dict[str, tuple[str, str]]:
    status = await checker.status()
    return {entry.service.id: (entry.state.value, entry.reason) for entry in status.services}


def test_each_kind_of_answer_has_its_state() -> None:
    async def run() -> dict[str, tuple[str, str]]:
        fake = FakeService()
        names = {"fine": "200", "moved": "302", "broken": "503", "gone": "404", "late": "slow"}
        services = [service(name, f"{fake.url}/{path}") for name, path in names.items()]
        services += [service("closed", f"http://127.0.0.1:{closed_port()}/"), service("silent", None)]
        checker = StatusChecker(tuple(services), cache_seconds=10, timeout_seconds=0.3)
        return await states(checker)

    assert asyncio.run(run()) == {
        "fine": ("up", "answered 200"),
        "moved": ("up", "answered 302"),
        "broken": ("down", "answered 503"),
        "gone": ("down", "answered 404"),
        "late": ("down", "no answer within 0.3 s"),
        "closed": ("down", "gave no proper answer"),
        "silent": ("unknown", "has no health URL"),
    }


def test_nonsense_from_one_service_spoils_no_other() -> None:
    answers = [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 200\r\nbroken\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ]

    async def run() -> dict[str, tuple[str, str]]:
        services = [service(f"s{n}", await raw_service(answer)) for n, answer in enumerate(answers)]
        services += [service("name", "http://nobody.invalid/"), service("good", f"{FakeService().url}/200")]
        return await states(StatusChecker(tuple(services), cache_seconds=10, timeout_seconds=0.5))

    result = asyncio.run(run())
    assert result.pop("good") == ("up", "answered 200")
    assert {state for state, _ in result.values()} == {"down"}


def test_many_slow_services_take_no_longer_than_one_timeout() -> None:
    async def run() -> tuple[float, Status, int]:
        fake = FakeService()
        services = tuple(service(f"s{n}", f"{fake.url}/slow") for n in range(25))
        start = time.monotonic()
        status = await StatusChecker(services, cache_seconds=10, timeout_seconds=0.4).status()
        return time.monotonic() - start, status, fake.asked

    seconds, status, asked = asyncio.run(run())
    assert len(status.having(State.DOWN)) == 25
    assert asked == 25
    assert seconds < 0.8


def test_answers_are_kept_and_shared_by_visitors() -> None:
    async def run() -> tuple[int, int]:
        fake = FakeService()
        checker = StatusChecker((service("one", f"{fake.url}/200"),), cache_seconds=0.2)
        await asyncio.gather(*(checker.status() for _ in range(5)))
        await checker.status()
        once = fake.asked
        await asyncio.sleep(0.25)
        await checker.status()
        return once, fake.asked

    assert asyncio.run(run()) == (1, 2)


def test_a_visitor_who_leaves_does_not_stop_the_others() -> None:
    async def run() -> tuple[State, bool]:
        fake = FakeService()
        checker = StatusChecker((service("one", f"{fake.url}/200"),), cache_seconds=10)
        leaver, stayer = asyncio.create_task(checker.status()), asyncio.create_task(checker.status())
        await asyncio.sleep(0)
        leaver.cancel()
        return (await stayer).services[0].state, leaver.cancelled()

    assert asyncio.run(run()) == (State.UP, True)


def test_a_change_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        fake = FakeService()
        checker = StatusChecker((service("one", f"{fake.url}/503"), service("two", None)), cache_seconds=0)
        await checker.status()
        await checker.status()

    with caplog.at_level(logging.WARNING):
        asyncio.run(run())
    assert caplog.messages == ["service one is down: answered 503"]
