"""The files and folders that must be there before a sandbox starts."""

import json
import os
import shlex
import shutil

from .accounts import group_text, passwd_text
from .identity import Identity
from .sandbox import accounts_folder, inside_path, kernels_folder
from .settings import Environment, HubSettings


class WorkspaceError(RuntimeError):
    """The storage is not as the settings say; for the facility's engineer."""


def prepare_hub(settings: HubSettings) -> None:
    """Once per hub: its own folder, closed to others, and the kernels of the environments."""
    os.makedirs(settings.state_directory, mode=0o700, exist_ok=True)
    os.chmod(settings.state_directory, 0o700)
    os.makedirs(logs_folder(settings), mode=0o700, exist_ok=True)
    kernels = os.path.join(kernels_folder(settings), "kernels")
    # an environment that has left the settings must not stay as a kernel
    shutil.rmtree(kernels, ignore_errors=True)
    os.makedirs(kernels)
    for environment in settings.environments:
        folder = os.path.join(kernels, environment.name)
        os.mkdir(folder)
        _write(os.path.join(folder, "kernel.json"), json.dumps(kernel_spec(environment), indent=2) + "\n")


def prepare_user(settings: HubSettings, identity: Identity) -> None:
    """At each start of a notebook server: home, results and the account files that the sandbox shows."""
    for mount in settings.mounts:
        if mount.role not in ("home", "results"):
            continue
        if not os.path.isdir(mount.source):
            # Made here, it would lie below the mount point of a file system that is not mounted now.
            raise WorkspaceError(f"{mount.source}, the source of the mount {mount.name}, is not there")
        names = (identity.user,) if mount.role == "home" else identity.groups
        for name in names:
            _make_folder(os.path.join(mount.source, name), 0o700 if mount.role == "home" else 0o770)
    folder = accounts_folder(settings, identity)
    os.makedirs(folder, exist_ok=True)
    _write(os.path.join(folder, "passwd"), passwd_text(identity, inside_path(settings.home, identity)))
    _write(os.path.join(folder, "group"), group_text(identity))


def logs_folder(settings: HubSettings) -> str:
    """Logs of notebook servers. Not in the homes: a link planted there would be written through from outside."""
    return os.path.join(settings.state_directory, "logs")


def kernel_spec(environment: Environment) -> dict[str, object]:
    return {
        "argv": _kernel_command(environment),
        "display_name": environment.title,
        "language": "python",
        # programs of the environment, before those of JupyterLab's own
        "env": {"PATH": f"{environment.prefix}/bin:/usr/local/bin:/usr/bin:/bin"} if environment.prefix else {},
        "metadata": {"debugger": True},
    }


def _kernel_command(environment: Environment) -> list[str]:
    kernel = ["-m", "ipykernel_launcher", "-f"]
    if environment.prefix:
        return [os.path.join(environment.prefix, "bin", "python"), *kernel, "{connection_file}"]
    if environment.image:
        return ["apptainer", "exec", environment.image, "python", *kernel, "{connection_file}"]
    # a login shell knows the command module
    load = f'module load {shlex.quote(environment.module or "")} && exec python {" ".join(kernel)} "$1"'
    return ["/bin/bash", "-lc", load, "kernel", "{connection_file}"]


def _make_folder(path: str, mode: int) -> None:
    if not os.path.isdir(path):
        os.mkdir(path)
        os.chmod(path, mode)


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
