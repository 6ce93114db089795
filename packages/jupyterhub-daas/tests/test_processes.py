"""Processes by pid and start time."""

import os
import signal
import subprocess

from jupyterhub_daas.processes import first_descendant, send, start_time


def test_a_process_has_a_start_time_until_it_ends() -> None:
    process = subprocess.Popen(["/bin/sleep", "60"])
    assert start_time(process.pid) == start_time(process.pid) is not None
    assert first_descendant(process.pid, 1) is None
    assert send(process.pid, signal.SIGKILL)
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert start_time(process.pid) is None, "a process that only waits to be reaped is over"
    process.wait()
    assert start_time(process.pid) is None
    assert not send(process.pid, signal.SIGKILL)
