"""What a session says of itself: run in a user's kernel by `daas verify`. Whatever it writes, it removes at once."""

import errno
import getpass
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
import uuid
from pathlib import Path
from typing import Any

ENGINES = ("/var/run/docker.sock", "/run/containerd/containerd.sock", "/run/crio/crio.sock", "/run/podman/podman.sock")
# data of the machine, as OpenStack and what imitates EC2 give them to whoever asks
METADATA = ("http://169.254.169.254/openstack/latest/meta_data.json", "http://169.254.169.254/latest/meta-data/")
JOB_VARIABLES = ("SLURM_JOB_ID", "PBS_JOBID", "JOB_ID")
TEST_BYTES = 64 << 20


def error_name(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


def try_to_write(folder: Path) -> dict[str, Any]:
    """Makes a file and removes it."""
    path = folder / f".daas-verify-{uuid.uuid4().hex}"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        return {"path": str(folder), "error": error_name(error), "uid": None, "gid": None}
    try:
        state = os.fstat(descriptor)
        return {"path": str(folder), "error": "", "uid": state.st_uid, "gid": state.st_gid}
    finally:
        os.close(descriptor)
        path.unlink()


def first_file(folder: Path) -> Path | None:
    for seen, (where, _, names) in enumerate(os.walk(folder)):
        if names:
            return Path(where, min(names))
        if seen > 500:
            break
    return None


def try_existing(path: Path) -> dict[str, Any]:
    """Opens a file for writing, writes nothing and closes it."""
    try:
        os.close(os.open(path, os.O_WRONLY))
    except OSError as error:
        return {"path": str(path), "error": error_name(error), "uid": None, "gid": None}
    state = path.stat()
    return {"path": str(path), "error": "", "uid": state.st_uid, "gid": state.st_gid}


def entries_of(path: Path) -> list[str] | None:
    """None for a folder that can't be listed."""
    try:
        return sorted(entry.name for entry in path.iterdir())
    except OSError:
        return None


def look_at_mount(mount: dict[str, Any], foreign: list[str]) -> dict[str, Any]:
    path = Path(mount["path"])
    exists = path.is_dir()
    state = path.stat() if exists else None
    entries = (entries_of(path) or []) if mount["perProposal"] else []
    opened = [name for name in entries if entries_of(path / name) is not None]
    folders = [path, *(path / name for name in opened[:20])]
    file = first_file(path) if exists else None
    return {
        "exists": exists,
        "entries": entries,
        "opened": opened,
        "uid": state.st_uid if state else None,
        "gid": state.st_gid if state else None,
        "attempts": [try_to_write(folder) for folder in folders] if exists else [],
        "existingFile": try_existing(file) if file else None,
        "foreignSeen": [name for name in foreign if entries_of(path / name) is not None],
    }


def capabilities() -> str:
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next((line.split()[1] for line in status.splitlines() if line.startswith("CapEff:")), "")


def gives(url: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def can_connect(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(path) == 0


def gpus() -> list[str]:
    program = shutil.which("nvidia-smi")
    if program is None:
        return []
    try:
        listed = subprocess.run([program, "-L"], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return []
    return [line for line in listed.stdout.splitlines() if line.strip()]


def speeds(folder: str) -> tuple[float, float]:
    """MiB a second of writing with the data on the disk at the end, and of reading back."""
    path = Path(folder, f".daas-verify-{uuid.uuid4().hex}")
    block = os.urandom(1 << 20)
    try:
        start = time.perf_counter()
        with path.open("wb") as file:
            for _ in range(TEST_BYTES >> 20):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        written = time.perf_counter()
        with path.open("rb") as file:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while file.read(1 << 20):
                pass
        end = time.perf_counter()
    finally:
        path.unlink(missing_ok=True)
    mebibytes = TEST_BYTES / (1 << 20)
    return round(mebibytes / (written - start), 1), round(mebibytes / (end - written), 1)


def look(request: str) -> str:
    asked = json.loads(request)
    mounts = {mount["name"]: look_at_mount(mount, asked["foreign"]) for mount in asked["mounts"]}
    writable = [a["path"] for mount in mounts.values() for a in mount["attempts"] if a["error"] == ""]
    write_speed, read_speed = speeds(writable[-1]) if writable else (None, None)
    seen = {
        "host": socket.gethostname(),
        "user": os.environ.get("USER") or getpass.getuser(),
        "uid": os.getuid(),
        "gid": os.getgid(),
        "capabilities": capabilities(),
        "metadata": any(gives(url) for url in METADATA),
        "engines": [path for path in ENGINES if can_connect(path)],
        "job": next((os.environ[name] for name in JOB_VARIABLES if os.environ.get(name)), ""),
        "gpus": gpus(),
        "writeSpeed": write_speed,
        "readSpeed": read_speed,
        "mounts": mounts,
    }
    return json.dumps(seen)
