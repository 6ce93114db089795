"""The sandbox as the kernel enforces it; the arguments alone would prove little."""

import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from stage import as_account, folder, give, give_file, give_folder, wait_for

from jupyterhub_daas.checks import check
from jupyterhub_daas.identity import Identity
from jupyterhub_daas.processes import first_descendant, start_time
from jupyterhub_daas.sandbox import limited, sandbox_command
from jupyterhub_daas.settings import HubSettings
from jupyterhub_daas.typed import load
from jupyterhub_daas.workspace import prepare_hub, prepare_user

ALICE = Identity("alice", 4001, 4000, ("p-1", "p-9"))
BWRAP = "/usr/bin/bwrap"


@dataclass(frozen=True)
class Run:
    """Runs a script in the sandbox of a user who has two of the three proposals' names."""

    settings: HubSettings

    def command(self, script: str) -> list[str]:
        return sandbox_command(self.settings, ALICE, self.settings.profiles[0], ["/bin/sh", "-c", script])

    def __call__(self, script: str) -> "subprocess.CompletedProcess[str]":
        environment = {"JUPYTERHUB_API_TOKEN": "token"}
        command = self.command(script)
        return subprocess.run(command, env=environment, capture_output=True, text=True, cwd="/", **as_account())


def user_namespaces() -> bool:
    probe = [BWRAP, "--unshare-user", "--unshare-pid", "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    return os.path.exists(BWRAP) and subprocess.run(probe, capture_output=True, **as_account()).returncode == 0


needs_kernel = pytest.mark.skipif(not user_namespaces(), reason="bubblewrap or unprivileged user namespaces missing")


def settings_in(place: Path, document: dict[str, Any]) -> HubSettings:
    document["stateDirectory"] = f"{place}/state"
    for mount in document["mounts"]:
        mount["source"] = f"{place}/{mount['name']}"
    document["lab"]["prefix"] = document["environments"][0]["prefix"] = f"{place}/env"
    return check(load(HubSettings, document))


@pytest.fixture
def run(document: dict[str, Any]) -> Iterator[Run]:
    place = folder()
    for name in ("home", "raw", "results", "env", "raw/p-1", "raw/p-2", "home/bob"):
        give_folder(place / name)
    give_file(place / "raw/p-1/frame.dat", "mine")
    give_file(place / "raw/p-2/frame.dat", "others")
    settings = settings_in(place, document)
    prepare_hub(settings)
    prepare_user(settings, ALICE)
    give_file(place / "state/secret", "of the hub")
    for root, folders, files in os.walk(place):
        for name in (*folders, *files):
            give(Path(root) / name)
    yield Run(settings)
    subprocess.run(["rm", "-r", str(place)], check=True)


@needs_kernel
@pytest.mark.parametrize("number", [None, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_limit_or_the_holder(run: Run, number: signal.Signals | None) -> None:
    # a session of its own is what kernels have, too
    command = limited(1 if number is None else 60, run.command("setsid sleep 4242 & setsid sleep 4242"))
    holder = subprocess.Popen(command, env={}, cwd="/", **as_account())
    wait_for("the sandbox runs", lambda: first_descendant(holder.pid, 4), 10)
    inside = [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if is_sleep(pid)]
    assert len(inside) == 2
    if number is not None:
        os.kill(holder.pid, number)
    holder.wait(10)
    wait_for("all inside ended", lambda: not any(start_time(pid) for pid in inside), 5)


def is_sleep(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() == b"sleep\x004242\x00"
    except (FileNotFoundError, ProcessLookupError):
        return False


@needs_kernel
def test_the_user_is_himself_and_at_home(run: Run) -> None:
    answer = run("id -u; id -g; id -un; pwd; echo $DAAS_RAW $DAAS_RESULTS; touch kept && stat -c %U kept")
    assert answer.stdout.split() == ["4001", "4000", "alice", "/home/alice", "/data/raw", "/data/results", "alice"]


@needs_kernel
def test_raw_data_of_his_proposals_are_read_only_and_others_do_not_exist(run: Run) -> None:
    answer = run("ls /data/raw; cat /data/raw/p-1/frame.dat; touch /data/raw/p-1/x; cat /data/raw/p-2/frame.dat")
    assert answer.stdout == "p-1\nmine"
    assert "Read-only file system" in answer.stderr
    assert "/data/raw/p-2/frame.dat: No such file or directory" in answer.stderr


@needs_kernel
def test_results_can_be_written_in_his_proposals_and_not_beside_them(run: Run) -> None:
    answer = run("touch /data/results/p-1/x /data/results/p-9/x && ls /data/results; touch /data/results/p-2 /lost")
    assert answer.stdout == "p-1\np-9\n"
    assert answer.stderr.count("Read-only file system") == 2


@needs_kernel
def test_nothing_else_of_the_host_shows(run: Run) -> None:
    searched = "find / -path /proc -prune -o -path /usr -prune -o \\( -name secret -o -name shadow \\) -print"
    found = run(f"ls /home; {searched}; ls -A /var; ls -A /tmp/*; ls /root /srv")
    # beside the environment, which the test has put below /tmp
    assert found.stdout.split() == ["alice", "tmp", "env"]
    assert found.stderr.count("No such file or directory") == 2


@needs_kernel
def test_processes_of_others_are_invisible_and_no_privilege_is_left(run: Run) -> None:
    answer = run("ls -d /proc/[0-9]* | wc -l; grep -E '^(CapEff|NoNewPrivs)' /proc/self/status; mount -t tmpfs x /mnt")
    count, *status = answer.stdout.splitlines()
    assert int(count) < 6
    assert status == ["CapEff:\t0000000000000000", "NoNewPrivs:\t1"]
    assert answer.returncode != 0


@needs_kernel
def test_the_environment_holds_the_hubs_variables_and_the_sandboxes_own(run: Run) -> None:
    names = {line.split("=")[0] for line in run("env").stdout.splitlines()}
    own = {"HOME", "USER", "LOGNAME", "LANG", "SHELL", "PATH", "XDG_RUNTIME_DIR", "PWD"}
    jupyter = {"JUPYTERHUB_API_TOKEN", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "JUPYTER_RUNTIME_DIR"}
    daas = {"DAAS_RAW", "DAAS_RESULTS", "DAAS_DEFAULT_KERNEL"}
    assert {name for name in names if not name.endswith("_THREADS")} - {"_", "SHLVL", "OLDPWD"} == own | jupyter | daas


def test_secrets_are_no_arguments_and_gpus_come_with_the_profile(document: dict[str, Any]) -> None:
    document["spawner"] = {"kind": "slurm", "sandbox": BWRAP, "conf": "/etc/slurm.conf"}
    document["profiles"][1]["gpus"] = 1
    settings = check(load(HubSettings, document))
    plain = sandbox_command(settings, ALICE, settings.profiles[0], ["true"])
    assert not [argument for argument in plain if "TOKEN" in argument or "nvidia" in argument]
    assert "/dev/nvidia0" in sandbox_command(settings, ALICE, settings.profiles[1], ["true"])
