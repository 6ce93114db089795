"""Starts a notebook server at a free port of a range and tells the hub: serve.py FIRST LAST PROGRAM [ARGUMENTS].

What batchspawner-singleuser does, with two differences: the port is one that the firewall between hub and nodes lets
pass, and a hub that refuses it ends the job instead of leaving its user waiting.
"""

import json
import os
import random
import socket
import sys
import urllib.request
from urllib.parse import urlsplit


def free_port(first: int, last: int) -> int:
    """A port of the range that nobody listens at. Not the lowest one: jobs that start at once would all take it."""
    for port in random.sample(range(first, last + 1), last - first + 1):
        with socket.socket() as probe:
            try:
                probe.bind(("", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"daas: all ports from {first} to {last} of this node are taken")


def tell_hub(port: int) -> None:
    request = urllib.request.Request(
        f"{os.environ['JUPYTERHUB_API_URL']}/batchspawner",
        json.dumps({"port": port}).encode(),
        {"Authorization": f"token {os.environ['JUPYTERHUB_API_TOKEN']}", "Content-Type": "application/json"},
    )
    urllib.request.urlopen(request, timeout=30).close()


def main(first: int, last: int, command: list[str]) -> None:
    port = free_port(first, last)
    tell_hub(port)
    # where JupyterHub tells the server to listen
    address = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
    os.environ["JUPYTERHUB_SERVICE_URL"] = address._replace(netloc=f"{address.hostname}:{port}").geturl()
    os.execv(command[0], command)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
