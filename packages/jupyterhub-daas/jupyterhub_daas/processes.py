"""Processes as /proc shows them."""

import os
import signal


def start_time(pid: int) -> int | None:
    """Clock ticks from boot to the start of a process; None if it is gone or only waits to be reaped."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            # the program's name is in parentheses and can hold blanks
            fields = file.read().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in ("Z", "X") else int(fields[19])


def first_descendant(pid: int, depth: int) -> int | None:
    """The process `depth` levels below, always by the first child; None if there is none."""
    for _ in range(depth):
        try:
            with open(f"/proc/{pid}/task/{pid}/children", encoding="utf-8") as file:
                children = file.read().split()
        except (FileNotFoundError, ProcessLookupError):
            return None
        if not children:
            return None
        pid = int(children[0])
    return pid


def send(pid: int, number: signal.Signals) -> bool:
    """Sends a signal; False if the process is gone."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True
