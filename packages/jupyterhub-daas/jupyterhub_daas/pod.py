"""What a user's pod has of its own. Pure: nothing here knows JupyterHub or a cluster."""

from dataclasses import dataclass, field
from typing import Any, Literal

from .accounts import group_text, passwd_text
from .identity import Identity
from .typed import AbsolutePath

PASSWD = "daas-kit/passwd"
GROUP = "daas-kit/group"
ACCOUNTS = "accounts"
PREFIX = "mount-"


@dataclass(frozen=True)
class Mount:
    name: str
    role: Literal["home", "raw", "results", "software"]
    claim: str
    path: AbsolutePath
    per_proposal: bool = False
    read_only: bool = False


@dataclass(frozen=True)
class PodParts:
    home: str
    volumes: tuple[dict[str, Any], ...]
    volume_mounts: tuple[dict[str, Any], ...]
    environment: dict[str, str] = field(default_factory=dict)
    annotations: dict[str, str] = field(default_factory=dict)


def pod_parts(identity: Identity, mounts: list[Mount]) -> PodParts:
    """Volumes and what is seen of them, for one user."""
    home = next(mount.path.replace("{user}", identity.user) for mount in mounts if mount.role == "home")
    seen = [(mount, _seen(mount, identity)) for mount in mounts]
    return PodParts(
        home=home,
        # a claim of which nothing is seen isn't attached either
        volumes=(*(_volume(mount) for mount, places in seen if places), _accounts_volume()),
        volume_mounts=(*(place for _, places in seen for place in places), *_accounts_mounts()),
        environment={"HOME": home, "USER": identity.user, "LOGNAME": identity.user},
        annotations={PASSWD: passwd_text(identity, home), GROUP: group_text(identity)},
    )


def beside(others: list[dict[str, Any]], own: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    """The chart's volumes or mounts, then the user's.

    A spawner still has those of the last start, and a proposal may have been taken away since: they are left out.
    """
    return [*(item for item in others if not _is_own(item["name"])), *own]


def _is_own(name: str) -> bool:
    return name == ACCOUNTS or name.startswith(PREFIX)


def _volume(mount: Mount) -> dict[str, Any]:
    claim = {"claimName": mount.claim, **({"readOnly": True} if mount.read_only else {})}
    return {"name": _volume_name(mount), "persistentVolumeClaim": claim}


def _seen(mount: Mount, identity: Identity) -> list[dict[str, Any]]:
    base = {"name": _volume_name(mount), "readOnly": mount.read_only}
    if mount.role == "home":
        return [{**base, "mountPath": mount.path.replace("{user}", identity.user), "subPath": identity.user}]
    if mount.per_proposal:
        return [{**base, "mountPath": f"{mount.path}/{group}", "subPath": group} for group in identity.groups]
    return [{**base, "mountPath": mount.path}]


def _volume_name(mount: Mount) -> str:
    return f"{PREFIX}{mount.name}"


def _accounts_volume() -> dict[str, Any]:
    """The pod's own annotations as files: an image knows no user of the facility."""
    items = [
        {"path": path, "fieldRef": {"fieldPath": f"metadata.annotations['{key}']"}}
        for path, key in (("passwd", PASSWD), ("group", GROUP))
    ]
    return {"name": ACCOUNTS, "downwardAPI": {"items": items}}


def _accounts_mounts() -> list[dict[str, Any]]:
    return [
        {"name": ACCOUNTS, "mountPath": f"/etc/{file}", "subPath": file, "readOnly": True}
        for file in ("passwd", "group")
    ]
