"""The hub's settings file as types. Rules that span several settings are in checks.py."""

import json
from dataclasses import dataclass
from typing import Literal

from .typed import AbsolutePath, SettingsError, Url, load


@dataclass(frozen=True)
class HubAddress:
    bind: str
    port: int
    connect_url: Url | None = None


@dataclass(frozen=True)
class ProxyAddress:
    api_url: Url


@dataclass(frozen=True)
class LoginSettings:
    label: str
    client_id: str
    authorize_url: Url
    token_url: Url
    userinfo_url: Url
    logout_url: Url
    after_logout_url: Url
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class GroupClaim:
    claim: str
    pattern: str


@dataclass(frozen=True)
class IdentitySettings:
    user: str
    uid: str
    gid: str
    groups: GroupClaim | None = None
    supplemental_gids: str | None = None
    minimum_uid: int = 1000


@dataclass(frozen=True)
class Profile:
    name: str
    title: str
    description: str
    cores: int
    memory_mebibytes: int
    limit_seconds: int
    gpus: int = 0
    queue: str | None = None


@dataclass(frozen=True)
class Mount:
    name: str
    role: Literal["home", "raw", "results", "software"]
    source: AbsolutePath
    path: AbsolutePath
    per_proposal: bool = False
    read_only: bool = False


@dataclass(frozen=True)
class Lab:
    prefix: AbsolutePath


@dataclass(frozen=True)
class Environment:
    name: str
    title: str
    prefix: AbsolutePath


@dataclass(frozen=True)
class LocalSpawnerSettings:
    kind: Literal["local"]
    sandbox: AbsolutePath


@dataclass(frozen=True)
class SlurmSpawnerSettings:
    kind: Literal["slurm"]
    sandbox: AbsolutePath
    conf: AbsolutePath
    bin: AbsolutePath | None = None


@dataclass(frozen=True)
class Culling:
    idle_seconds: int
    every_seconds: int


@dataclass(frozen=True)
class HubSettings:
    name: str
    url: Url
    hub: HubAddress
    proxy: ProxyAddress
    state_directory: AbsolutePath
    login: LoginSettings
    identity: IdentitySettings
    profiles: tuple[Profile, ...]
    mounts: tuple[Mount, ...]
    lab: Lab
    environments: tuple[Environment, ...]
    spawner: LocalSpawnerSettings | SlurmSpawnerSettings
    culling: Culling
    examples: AbsolutePath | None = None
    runtime_read_only_paths: tuple[AbsolutePath, ...] = ()
    start_timeout_seconds: int = 120

    @property
    def home(self) -> Mount:
        """The one mount with the role home; checks.py makes sure that it is there."""
        return next(mount for mount in self.mounts if mount.role == "home")


def read_settings(file: str) -> HubSettings:
    """The checked settings of a file; raises SettingsError with the place of the first fault."""
    from .checks import check

    try:
        with open(file, encoding="utf-8") as stream:
            value = json.load(stream)
    except OSError as error:
        raise SettingsError(file, f"cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise SettingsError(file, f"is not JSON ({error})") from error
    return check(load(HubSettings, value))
