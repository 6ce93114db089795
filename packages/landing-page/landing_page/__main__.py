"""`python -m landing_page --settings landing.json --port 8080 --bind 127.0.0.1`."""

import argparse
import asyncio
import logging
import signal
import sys
from pathlib import Path

from .server import application
from .settings import Settings, SettingsError, load
from .status import StatusChecker


async def serve(settings: Settings, port: int, bind: str) -> None:
    """Serves until SIGTERM or SIGINT."""
    checker = StatusChecker(settings.services, settings.status_cache_seconds)
    server = application(settings, checker).listen(port, bind)
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()
    server.stop()
    checker.close()
    await server.close_all_connections()


def main() -> int:
    """Returns the exit code: 2 for wrong settings, 1 if the port cannot be had."""
    parser = argparse.ArgumentParser(prog="landing_page", description="The landing page of a facility.")
    parser.add_argument("--settings", type=Path, required=True, help="JSON file, see README.md")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--bind", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    try:
        settings = load(arguments.settings)
    except SettingsError as error:
        print(f"landing_page: {error}", file=sys.stderr)
        return 2
    try:
        asyncio.run(serve(settings, arguments.port, arguments.bind))
    except OSError as error:
        print(f"landing_page: cannot listen on {arguments.bind}:{arguments.port}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
