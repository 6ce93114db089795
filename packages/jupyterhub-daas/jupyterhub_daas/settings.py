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
class Cuda:
    """Of module and prefix exactly one is given."""

    module: str | None = None
    # with bin and lib64
    prefix: AbsolutePath | None = None


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
    # what the scheduler calls the GPUs that are asked for, with their number
    gres: str | None = None
    # of a hub with several; else the first
    cluster: str | None = None
    # the toolkit that a job of the profile finds
    cuda: Cuda | None = None


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
    """Of prefix, module and image exactly one is given."""

    name: str
    title: str
    # a Python or conda environment, also one on CVMFS
    prefix: AbsolutePath | None = None
    # an environment module whose python has ipykernel
    module: str | None = None
    # an Apptainer image whose python has ipykernel
    image: AbsolutePath | None = None


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
class Partition:
    """What one node of a partition has; users ask for a part of it."""

    name: str
    cores: int
    memory_mebibytes: int
    limit_seconds: int
    gpus: int = 0
    # model, for users
    gpu: str | None = None
    # what Slurm calls the GPUs, without a number
    gres: str | None = None
    cuda: Cuda | None = None


@dataclass(frozen=True)
class SlurmCluster:
    kind: Literal["slurm"]
    name: str
    # the program that submits, queries and cancels there
    command: AbsolutePath
    reservation: str | None = None
    # given, users choose partition, cores, memory and GPUs themselves
    partitions: tuple[Partition, ...] = ()


@dataclass(frozen=True)
class GridEngineCluster:
    kind: Literal["grid-engine"]
    name: str
    command: AbsolutePath
    # gives all slots on one host
    parallel_environment: str = "smp"
    # the complex that limits memory, for each slot
    memory_resource: str | None = "h_vmem"


@dataclass(frozen=True)
class TorqueCluster:
    kind: Literal["torque"]
    name: str
    command: AbsolutePath


Cluster = SlurmCluster | GridEngineCluster | TorqueCluster


@dataclass(frozen=True)
class PortRange:
    """Both ends are among them."""

    first: int
    last: int


@dataclass(frozen=True)
class BatchSpawnerSettings:
    kind: Literal["batch"]
    # the first is that of profiles that name none
    clusters: tuple[Cluster, ...]
    # runs the commands as the user; without it all jobs are the hub's own
    sudo: AbsolutePath | None = None
    # where servers listen on nodes, as the firewall between hub and nodes has it; else anywhere
    ports: PortRange | None = None


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
    spawner: LocalSpawnerSettings | SlurmSpawnerSettings | BatchSpawnerSettings
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
