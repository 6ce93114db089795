"""Pods: whose ids and folders they get."""

from typing import Any

from jupyterhub_daas.identity import Identity
from jupyterhub_daas.pod import Mount, beside, pod_parts
from jupyterhub_daas.typed import AbsolutePath

MARIE = Identity("marie_d", 21001, 21002, ("p-1", "p-2"))
MOUNTS = [
    Mount("home", "home", "mount-home", AbsolutePath("/home/{user}")),
    Mount("raw", "raw", "mount-raw", AbsolutePath("/data/raw"), per_proposal=True, read_only=True),
    Mount("results", "results", "mount-results", AbsolutePath("/data/results"), per_proposal=True),
    Mount("software", "software", "mount-software", AbsolutePath("/software"), read_only=True),
]


def places(identity: Identity) -> dict[str, dict[str, Any]]:
    return {place["mountPath"]: place for place in pod_parts(identity, MOUNTS).volume_mounts}


def test_user_sees_the_own_home_under_the_own_name() -> None:
    parts = pod_parts(MARIE, MOUNTS)
    assert parts.home == "/home/marie_d"
    assert places(MARIE)["/home/marie_d"]["subPath"] == "marie_d"
    assert parts.environment["HOME"] == "/home/marie_d"


def test_user_sees_the_own_proposals_and_no_others() -> None:
    data = sorted(path for path in places(MARIE) if path.startswith("/data"))
    assert data == ["/data/raw/p-1", "/data/raw/p-2", "/data/results/p-1", "/data/results/p-2"]


def test_raw_data_are_read_only_at_the_claim_and_at_the_mount() -> None:
    assert all(place["readOnly"] for path, place in places(MARIE).items() if path.startswith("/data/raw"))
    volumes = {volume["name"]: volume for volume in pod_parts(MARIE, MOUNTS).volumes}
    assert volumes["mount-raw"]["persistentVolumeClaim"] == {"claimName": "mount-raw", "readOnly": True}
    assert volumes["mount-results"]["persistentVolumeClaim"] == {"claimName": "mount-results"}


def test_without_proposals_no_claim_with_proposals_is_attached() -> None:
    names = [volume["name"] for volume in pod_parts(Identity("eve", 21003, 21003, ()), MOUNTS).volumes]
    assert names == ["mount-home", "mount-software", "accounts"]


def test_account_files_name_the_user_and_are_the_pods_own_annotations() -> None:
    parts = pod_parts(MARIE, MOUNTS)
    assert "marie_d:x:21001:21002:marie_d:/home/marie_d:/bin/bash\n" in parts.annotations["daas-kit/passwd"]
    assert places(MARIE)["/etc/passwd"] == {
        "name": "accounts",
        "mountPath": "/etc/passwd",
        "subPath": "passwd",
        "readOnly": True,
    }


def test_proposal_that_was_taken_away_is_gone_at_the_next_start() -> None:
    files = {"name": "files", "mountPath": "/usr/local/share/kernel.json"}
    first = beside([files], pod_parts(MARIE, MOUNTS).volume_mounts)
    second = beside(first, pod_parts(Identity("marie_d", 21001, 21002, ("p-2",)), MOUNTS).volume_mounts)
    paths = [place["mountPath"] for place in second]
    assert files in second
    assert "/data/raw/p-2" in paths
    assert not any(path.endswith("p-1") for path in paths)
    assert len(paths) == len(set(paths))
