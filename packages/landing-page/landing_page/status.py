"""Which services are up: asked by the server in parallel, kept for a few seconds."""

import asyncio
import dataclasses
import enum
import logging
import time
from datetime import UTC, datetime

from tornado.httpclient import HTTPClientError
from tornado.httputil import HTTPInputError
from tornado.simple_httpclient import HTTPTimeoutError, SimpleAsyncHTTPClient

from .settings import Service

TIMEOUT_SECONDS = 3.0

log = logging.getLogger("landing_page.status")


class State(enum.StrEnum):
    """The state of a service as far as this server can see it."""

    UP = "up"
    DOWN = "down"
    UNKNOWN = "unknown"


@dataclasses.dataclass(frozen=True)
class ServiceState:
    """One service and what its health URL said."""

    service: Service
    state: State
    reason: str


@dataclasses.dataclass(frozen=True)
class Status:
    """All services at one time."""

    checked_at: datetime
    services: tuple[ServiceState, ...]

    def having(self, state: State) -> list[Service]:
        """The services in this state."""
        return [entry.service for entry in self.services if entry.state is state]


class StatusChecker:
    """Asks the health URLs; many visitors at once share one round of questions."""

    def __init__(
        self, services: tuple[Service, ...], cache_seconds: float, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        self._services = services
        self._cache_seconds = cache_seconds
        self._timeout_seconds = timeout_seconds
        self._last: Status | None = None
        self._last_time = 0.0
        self._round: asyncio.Task[Status] | None = None
        # The default of ten clients would make an eleventh service wait for the slowest of the others.
        self._client = SimpleAsyncHTTPClient(force_instance=True, max_clients=max(1, len(services)))

    async def status(self) -> Status:
        """The states, at most `cache_seconds` old; takes no longer than the timeout."""
        if self._last and time.monotonic() - self._last_time < self._cache_seconds:
            return self._last
        if self._round is None or self._round.done():
            self._round = asyncio.create_task(self._check_all())
        # One visitor who leaves must not cancel the round that others wait for.
        return await asyncio.shield(self._round)

    def close(self) -> None:
        """Ends the questions that are under way."""
        if self._round:
            self._round.cancel()
        self._client.close()

    async def _check_all(self) -> Status:
        entries = await asyncio.gather(*(self._check(service) for service in self._services))
        before = {entry.service.id: entry.state for entry in self._last.services} if self._last else {}
        for entry in entries:
            if entry.state is not before.get(entry.service.id, State.UP) and entry.state is not State.UNKNOWN:
                log.warning("service %s is %s: %s", entry.service.id, entry.state, entry.reason)
        self._last = Status(datetime.now(UTC), tuple(entries))
        self._last_time = time.monotonic()
        return self._last

    async def _check(self, service: Service) -> ServiceState:
        if service.health is None:
            return ServiceState(service, State.UNKNOWN, "has no health URL")
        try:
            # The client's own timeouts do not cover everything (name look-up), wait_for does.
            answer = await asyncio.wait_for(
                self._client.fetch(
                    service.health,
                    raise_error=False,
                    follow_redirects=False,
                    connect_timeout=self._timeout_seconds,
                    request_timeout=self._timeout_seconds,
                    streaming_callback=lambda chunk: None,
                ),
                self._timeout_seconds,
            )
        except (TimeoutError, HTTPTimeoutError):
            reason = f"no answer within {self._timeout_seconds:g} s"
            return ServiceState(service, State.DOWN, reason)
        except (HTTPClientError, HTTPInputError, OSError, ValueError) as error:
            log.debug("service %s: %s", service.id, error)
            return ServiceState(service, State.DOWN, "gave no proper answer")
        return ServiceState(service, State.UP if answer.code < 400 else State.DOWN, f"answered {answer.code}")
