"""A service to be asked for its health."""

import asyncio
import socket

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler


def port_of(server: HTTPServer) -> int:
    """The port that the system chose; tornado keeps the socket to itself."""
    return next(iter(server._sockets.values())).getsockname()[1]


def closed_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def raw_service(answer: bytes) -> str:
    """The URL of a service that says these bytes to everyone and hangs up."""

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(say, "127.0.0.1", 0)
    return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


class FakeService:
    """Answers `/<code>` with that code, `/slow` too late; counts what it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        service = self

        class Answer(RequestHandler):
            async def get(self, path: str) -> None:
                service.asked += 1
                if path == "slow":
                    await asyncio.sleep(1)
                elif path == "302":
                    self.redirect("/500")
                else:
                    self.set_status(int(path))

        self.server = Application([(r"/(\w+)", Answer)], log_function=lambda handler: None).listen(0, "127.0.0.1")
        self.url = f"http://127.0.0.1:{port_of(self.server)}"
