"""A Slurm of one machine that runs as the tests' account, with keys, ports and sockets of its own."""

import os
import secrets
import socket
import subprocess
import time
from pathlib import Path

from stage import as_account, end, folder, free_port, give, give_file, wait_for

CONF = """
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={control}
SlurmdPort={daemon}
SlurmUser={account}
SlurmdUser={account}
AuthType=auth/munge
AuthInfo=socket={place}/munge.socket
CredType=cred/munge
StateSaveLocation={place}/control
SlurmdSpoolDir={place}/spool
SlurmctldPidFile={place}/slurmctld.pid
SlurmdPidFile={place}/slurmd.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
ReturnToService=2
MpiDefault=none
KillWait=5
NodeName={host} NodeAddr=127.0.0.1 CPUs=2 RealMemory=2048 State=UNKNOWN
PartitionName=short Nodes={host} Default=YES MaxTime=60 State=UP
"""


class Cluster:
    def __init__(self, account: str) -> None:
        self.place = folder()
        give(self._made("control"))
        give(self._made("spool"))
        (self.place / "munge.key").write_bytes(secrets.token_bytes(128))
        os.chmod(give(self.place / "munge.key"), 0o600)
        host = socket.gethostname()
        values = {"host": host, "control": free_port(), "daemon": free_port(), "account": account, "place": self.place}
        self.conf = self.place / "slurm.conf"
        give_file(self.conf, CONF.format(**values))
        names = {"key-file": "key", "socket": "socket", "pid-file": "pid", "seed-file": "seed", "log-file": "log"}
        files = [f"--{option}={self.place}/munge.{name}" for option, name in names.items()]
        self.processes = [self._run("munged", "--foreground", "--force", *files)]
        wait_for("munged has a socket", (self.place / "munge.socket").exists, 10)
        self.processes.append(self._controller())
        time.sleep(1)
        self.processes.append(self._run("slurmd", "-D", "-f", str(self.conf), "-N", host))
        wait_for("the node is idle", lambda: self.command("sinfo", "-h", "-o", "%T") == "idle", 30)

    def command(self, *words: str) -> str:
        environment = {**os.environ, "SLURM_CONF": str(self.conf)}
        return subprocess.run(words, env=environment, capture_output=True, text=True, **as_account()).stdout.strip()

    def stop_controller(self) -> None:
        end(self.processes[1])

    def start_controller(self) -> None:
        self.processes[1] = self._controller()

    def close(self) -> None:
        for process in reversed(self.processes):
            end(process)
        subprocess.run(["rm", "-r", str(self.place)], check=True)

    def _controller(self) -> "subprocess.Popen[bytes]":
        return self._run("slurmctld", "-D", "-f", str(self.conf))

    def _made(self, name: str) -> Path:
        (self.place / name).mkdir()
        return self.place / name

    def _run(self, *command: str) -> "subprocess.Popen[bytes]":
        with open(self.place / "log", "ab") as log:
            return subprocess.Popen(
                ["/usr/bin/env", *command],
                stdout=log,
                stderr=log,
                cwd=self.place,
                env={"PATH": "/usr/sbin:/usr/bin:/bin"},
                **as_account(),
            )
