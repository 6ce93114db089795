"""Rules over several settings, mostly: nothing of the host may show in a sandbox by accident."""

import re
from itertools import combinations

from .settings import BatchSpawnerSettings, HubSettings, IdentitySettings, Mount
from .typed import SettingsError

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
# made by the sandbox itself; a mount there would hide a part of it
RESERVED = ("/bin", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run", "/sbin", "/sys", "/tmp", "/usr", "/var")


def check(settings: HubSettings) -> HubSettings:
    """The same settings, or SettingsError."""
    check_identity(settings.identity, "identity")
    _check_profiles(settings)
    _check_names(settings)
    _check_clusters(settings)
    _check_environments(settings)
    for index, mount in enumerate(settings.mounts):
        _check_mount(mount, f"mounts[{index}]")
    if sum(mount.role == "home" for mount in settings.mounts) != 1:
        raise SettingsError("mounts", "expected exactly one mount with the role home")
    for one, other in combinations(settings.mounts, 2):
        if _within(one.path, other.path) or _within(other.path, one.path):
            raise SettingsError("mounts", f"{one.name} and {other.name} lie within one another")
    _check_visible(settings)
    return settings


def check_identity(identity: IdentitySettings, path: str) -> IdentitySettings:
    """The same rules, or SettingsError; also used where only the identity is configured."""
    if identity.minimum_uid < 1:
        raise SettingsError(f"{path}.minimumUid", "must be at least 1: nobody gets the administrator's id")
    if identity.groups is None:
        return identity
    try:
        groups = re.compile(identity.groups.pattern).groups
    except re.error as error:
        raise SettingsError(f"{path}.groups.pattern", f"is not a regular expression ({error})") from error
    if groups != 1:
        raise SettingsError(f"{path}.groups.pattern", "needs exactly one group in parentheses, the proposal's name")
    return identity


def _check_profiles(settings: HubSettings) -> None:
    if not settings.profiles:
        raise SettingsError("profiles", "expected at least one")
    for index, profile in enumerate(settings.profiles):
        path = f"profiles[{index}]"
        for key, value in (
            ("cores", profile.cores),
            ("memoryMebibytes", profile.memory_mebibytes),
            ("limitSeconds", profile.limit_seconds),
        ):
            if value < 1:
                raise SettingsError(f"{path}.{key}", "must be at least 1")
        if settings.spawner.kind == "local" and (profile.gpus or profile.queue):
            raise SettingsError(path, "gpus and queue need the slurm spawner; the local one cannot grant them")
        if profile.gres and not re.fullmatch(r"[A-Za-z0-9_.:=-]+", profile.gres):
            raise SettingsError(f"{path}.gres", f"is not the name of a resource: {profile.gres!r}")
        if profile.cuda and (profile.cuda.module is None) == (profile.cuda.prefix is None):
            raise SettingsError(f"{path}.cuda", "expected exactly one of module and prefix")
        if profile.queue and not re.fullmatch(r"[A-Za-z0-9_.,-]+", profile.queue):
            raise SettingsError(f"{path}.queue", f"is not a partition name: {profile.queue!r}")


def _check_names(settings: HubSettings) -> None:
    for key, items in (
        ("profiles", settings.profiles),
        ("mounts", settings.mounts),
        ("environments", settings.environments),
        ("spawner.clusters", getattr(settings.spawner, "clusters", ())),
    ):
        names = [item.name for item in items]  # type: ignore[attr-defined]
        for index, name in enumerate(names):
            if not NAME.fullmatch(name):
                raise SettingsError(f"{key}[{index}].name", f"expected lower-case letters, digits, . _ -: {name!r}")
            if name in names[:index]:
                raise SettingsError(f"{key}[{index}].name", f"is there twice: {name!r}")


def _check_clusters(settings: HubSettings) -> None:
    clusters = settings.spawner.clusters if isinstance(settings.spawner, BatchSpawnerSettings) else ()
    if isinstance(settings.spawner, BatchSpawnerSettings) and not clusters:
        raise SettingsError("spawner.clusters", "expected at least one")
    if len(clusters) > 1 and any(getattr(cluster, "partitions", ()) for cluster in clusters):
        raise SettingsError("spawner.clusters", "partitions can be chosen where there is one cluster only")
    ports = getattr(settings.spawner, "ports", None)
    if ports and not 1024 <= ports.first <= ports.last <= 65535:
        raise SettingsError("spawner.ports", "expected a first and a last port from 1024 to 65535")
    names = [cluster.name for cluster in clusters]
    for index, profile in enumerate(settings.profiles):
        if profile.cluster is not None and profile.cluster not in names:
            raise SettingsError(f"profiles[{index}].cluster", f"{profile.cluster!r} is not a cluster of the spawner")


def _check_environments(settings: HubSettings) -> None:
    for index, item in enumerate(settings.environments):
        if sum(value is not None for value in (item.prefix, item.module, item.image)) != 1:
            raise SettingsError(f"environments[{index}]", "expected exactly one of prefix, module and image")
        if item.prefix is None and not isinstance(settings.spawner, BatchSpawnerSettings):
            raise SettingsError(f"environments[{index}]", "the sandbox shows environments with a prefix only")


def _check_mount(mount: Mount, path: str) -> None:
    if mount.role in ("raw", "results") and not mount.per_proposal:
        raise SettingsError(f"{path}.perProposal", f"must be true for {mount.role}: users see their proposals only")
    if mount.role in ("raw", "software") and not mount.read_only:
        raise SettingsError(f"{path}.readOnly", f"must be true for the role {mount.role}")
    if mount.role in ("home", "results") and mount.read_only:
        raise SettingsError(f"{path}.readOnly", f"must be false for the role {mount.role}")
    if mount.role == "home" and mount.per_proposal:
        raise SettingsError(f"{path}.perProposal", "must be false for the role home")
    if "{" in mount.path.replace("{user}", "") or ("{user}" in mount.path and mount.role != "home"):
        raise SettingsError(f"{path}.path", "only {user} is replaced, and only for the role home")
    if mount.path == "/" or any(_within(mount.path, place) for place in RESERVED):
        raise SettingsError(f"{path}.path", f"{mount.path} belongs to the sandbox itself")


def _check_visible(settings: HubSettings) -> None:
    """What is shown to everybody must not hold what is hidden."""
    shown = [("lab.prefix", settings.lab.prefix)]
    shown += [
        (f"environments[{index}].prefix", item.prefix)
        for index, item in enumerate(settings.environments)
        if item.prefix is not None
    ]
    shown += [(f"runtimeReadOnlyPaths[{index}]", item) for index, item in enumerate(settings.runtime_read_only_paths)]
    shown += [
        (f"mounts[{index}].source", item.source)
        for index, item in enumerate(settings.mounts)
        if item.role == "software"
    ]
    shown += [("examples", settings.examples)] if settings.examples else []
    hidden = [("stateDirectory", settings.state_directory)]
    hidden += [
        (f"mounts[{index}].source", item.source)
        for index, item in enumerate(settings.mounts)
        if item.role != "software"
    ]
    for key, path in hidden:
        if any(_within(path, place) for place in ("/usr", "/bin", "/lib", "/lib64", "/sbin")):
            raise SettingsError(key, f"{path} is in a system folder that every sandbox shows")
    for key, path in shown:
        for other, secret in hidden:
            if _within(secret, path) or _within(path, secret):
                raise SettingsError(key, f"{path} and {other} ({secret}) must lie apart: users must not see the latter")


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
