"""Takes connections on a port for some seconds and closes them: `listen.py PORT SECONDS`."""

import socket
import sys
import time


def main() -> None:
    port, seconds = int(sys.argv[1]), float(sys.argv[2])
    end = time.monotonic() + seconds
    with socket.create_server(("0.0.0.0", port)) as server:  # noqa: S104 - compute nodes have to reach it.
        while (left := end - time.monotonic()) > 0:
            server.settimeout(left)
            try:
                server.accept()[0].close()
            except TimeoutError:
                return


main()
