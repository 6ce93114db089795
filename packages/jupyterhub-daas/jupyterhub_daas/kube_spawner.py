"""Notebook servers as pods of a cluster: each runs as its own user and has the folders of that user's proposals."""

from typing import Any

from kubespawner import KubeSpawner
from traitlets import Dict, List

from .authenticator import identity_of
from .identity import Identity
from .pod import Mount, PodParts, beside, pod_parts
from .typed import load


class DaasKubeSpawner(KubeSpawner):
    """Fills in what differs between users; everything else is the chart's."""

    mounts = List(Dict(), help="Mounts in the form of the hub's settings, with `claim` for `source`.").tag(config=True)

    async def get_pod_manifest(self) -> Any:
        # As late as can be: nothing that a user chose in the form comes after it.
        identity = identity_of(await self.user.get_auth_state())
        self._apply(pod_parts(identity, [load(Mount, mount) for mount in self.mounts]), identity)
        return await super().get_pod_manifest()

    def _apply(self, parts: PodParts, identity: Identity) -> None:
        self.uid = identity.uid
        self.gid = identity.gid
        self.supplemental_gids = list(identity.gids)
        # a group of the file system would make the kubelet change the owner of everything below a volume
        self.fs_gid = None
        self.volumes = beside(self._sorted_dict_values(self.volumes), parts.volumes)
        self.volume_mounts = beside(self._sorted_dict_values(self.volume_mounts), parts.volume_mounts)
        self.environment = {**self.environment, **parts.environment}
        self.extra_annotations = {**self.extra_annotations, **parts.annotations}
        self.working_dir = parts.home
        self.notebook_dir = parts.home
