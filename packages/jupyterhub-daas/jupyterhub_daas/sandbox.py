"""The bubblewrap command that a notebook server runs in. Pure: it only makes the list of arguments."""

import os.path

from .identity import Identity
from .settings import HubSettings, Mount, Profile

# folders of the operating system, the same for everybody
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
# No whole /etc: beside these lie keys and passwords.
CONFIGURATION = (
    "/etc/alternatives", "/etc/ca-certificates", "/etc/fonts", "/etc/host.conf", "/etc/hosts", "/etc/ld.so.cache",
    "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/mime.types", "/etc/nsswitch.conf",
    "/etc/OpenCL", "/etc/pki/ca-trust", "/etc/pki/tls/cert.pem", "/etc/pki/tls/certs", "/etc/protocols",
    "/etc/resolv.conf", "/etc/services", "/etc/ssl/certs", "/etc/ssl/openssl.cnf",
)  # fmt: skip
# thread libraries and OpenCL ask these for the number of processors
PROCESSORS = ("/sys/devices/system/cpu", "/sys/devices/system/node")
NVIDIA = ("/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools", *(f"/dev/nvidia{n}" for n in range(16)))
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_MAX_THREADS", "NUMBA_NUM_THREADS")
# where the sandbox shows the kit's own files
KIT = "/run/daas"
INSIDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "inside")


def sandbox_command(settings: HubSettings, identity: Identity, profile: Profile, command: list[str]) -> list[str]:
    """`command` in a sandbox. Secrets come by the environment of the process and never by these arguments."""
    home = inside_path(settings.home, identity)
    arguments = [
        settings.spawner.sandbox,
        *("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-cgroup-try"),
        *("--uid", str(identity.uid), "--gid", str(identity.gid), "--cap-drop", "ALL", "--new-session"),
        # The parent is not the hub but timeout or the job, see the spawners; with it goes all that is inside.
        "--die-with-parent",
        *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/run", "--symlink", "../tmp", "/var/tmp"),
        *_read_only((*SYSTEM, *CONFIGURATION, *PROCESSORS), required=False),
        *_accounts(settings, identity),
        *_read_only((settings.lab.prefix, *(item.prefix for item in settings.environments if item.prefix))),
        *_read_only(settings.runtime_read_only_paths),
        *("--ro-bind", INSIDE, f"{KIT}/inside"),
        *("--ro-bind", kernels_folder(settings), f"{KIT}/jupyter"),
        *(("--ro-bind", settings.examples, f"{KIT}/examples") if settings.examples else ()),
        *(argument for device in NVIDIA if profile.gpus for argument in ("--dev-bind-try", device, device)),
    ]
    for mount in settings.mounts:
        arguments += _mount(mount, identity)
    for name, value in _environment(settings, identity, profile).items():
        arguments += ["--setenv", name, value]
    # last: nothing can be written beside the mounts, where it would be lost with the sandbox
    return [*arguments, "--remount-ro", "/", "--chdir", home, "--", *command]


def limited(seconds: int, command: list[str]) -> list[str]:
    """`command` held by timeout(1), which ends it at the limit even while no hub runs.

    timeout is the parent that the sandbox dies with, so ending it in any way ends all that is inside.
    """
    return ["/usr/bin/timeout", "--signal=TERM", "--kill-after=10", str(seconds), *command]


def inside_path(mount: Mount, identity: Identity) -> str:
    return mount.path.replace("{user}", identity.user)


def accounts_folder(settings: HubSettings, identity: Identity) -> str:
    return os.path.join(settings.state_directory, "accounts", identity.user)


def kernels_folder(settings: HubSettings) -> str:
    return os.path.join(settings.state_directory, "kernels", "share", "jupyter")


def _read_only(paths: tuple[str, ...], required: bool = True) -> list[str]:
    option = "--ro-bind" if required else "--ro-bind-try"
    return [argument for path in paths for argument in (option, path, path)]


def _accounts(settings: HubSettings, identity: Identity) -> list[str]:
    folder = accounts_folder(settings, identity)
    return [arg for name in ("passwd", "group") for arg in ("--ro-bind", f"{folder}/{name}", f"/etc/{name}")]


def _mount(mount: Mount, identity: Identity) -> list[str]:
    bind = "--ro-bind" if mount.read_only else "--bind"
    path = inside_path(mount, identity)
    if mount.role == "home":
        return [bind, os.path.join(mount.source, identity.user), path]
    if not mount.per_proposal:
        return [bind, mount.source, path]
    arguments = ["--dir", path]
    for proposal in identity.groups:
        # -try: a proposal without data has no folder yet
        arguments += [f"{bind}-try", os.path.join(mount.source, proposal), os.path.join(path, proposal)]
    return arguments


def _environment(settings: HubSettings, identity: Identity, profile: Profile) -> dict[str, str]:
    environment = {
        "HOME": inside_path(settings.home, identity),
        "USER": identity.user,
        "LOGNAME": identity.user,
        "LANG": "C.UTF-8",
        "SHELL": "/bin/bash",
        "PATH": f"{settings.lab.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        "XDG_RUNTIME_DIR": "/run",
        "JUPYTER_PATH": f"{KIT}/jupyter",
        "JUPYTER_CONFIG_PATH": f"{KIT}/inside",
        "JUPYTER_RUNTIME_DIR": "/run/jupyter",
        **dict.fromkeys(THREADS, str(profile.cores)),
    }
    for mount in settings.mounts:
        if mount.role in ("raw", "results"):
            # with several mounts of one role the first is the one that notebooks look at
            environment.setdefault(f"DAAS_{mount.role.upper()}", mount.path)
    if settings.environments:
        environment["DAAS_DEFAULT_KERNEL"] = settings.environments[0].name
    if settings.examples:
        environment["DAAS_EXAMPLES"] = f"{KIT}/examples"
    return environment
