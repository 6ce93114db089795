"""The form of jupyterhub_moss before a start, and nothing else of it: the job is JobSpawner's.

jupyterhub_moss 10.1.0 shows partitions with their free nodes, and lets users write options of sbatch and name any
server to start. The API takes its options unchecked. Here both become the same few numbers, checked in partitions.py.
"""

from typing import Any

from jupyterhub_moss import STATIC_FORM_PATH, STATIC_FORM_REGEX, MOSlurmSpawner
from jupyterhub_moss.models import PartitionInfo, PartitionsTrait
from tornado.web import StaticFileHandler

from .job_spawner import JobProblem, JobSpawner
from .partitions import options_of_form, profile_of_options
from .profiles import select
from .settings import BatchSpawnerSettings, Partition, Profile, SlurmCluster

# style and script of the form
FORM_HANDLER = (STATIC_FORM_REGEX, StaticFileHandler, {"path": STATIC_FORM_PATH})


class PartitionSpawner(JobSpawner, MOSlurmSpawner):
    """Users choose a partition of the one cluster, and how much of a node."""

    @property
    def _offered(self) -> tuple[Partition, ...]:
        assert isinstance(self.settings.spawner, BatchSpawnerSettings)
        cluster = self.settings.spawner.clusters[0]
        assert isinstance(cluster, SlurmCluster)
        return cluster.partitions

    async def _get_partitions_info(self) -> dict[str, PartitionInfo]:
        """Of the site's partitions: what Slurm says is free, and the site's own limits."""
        try:
            found = self.slurm_info_resources(await self._run("partitions"))
        except RuntimeError as error:
            self.log.error("%s does not say what is free: %s", self._cluster.name, error)
            raise JobProblem("The cluster's scheduler does not answer. Please try again in some minutes.") from error
        offered = PartitionsTrait.model_validate(partitions_trait(self._offered, self.settings.lab.prefix))
        return {
            name: PartitionInfo.model_validate({**found[name].model_dump(), **partition.model_dump(exclude_none=True)})
            for name, partition in offered.items()
            if name in found
        }

    def chosen(self, options: dict[str, Any]) -> Profile:
        # without the form, such as for a link to a profile
        if not options or set(options) == {"profile"}:
            return select(self.settings.profiles, options)
        return profile_of_options(self._offered, options)

    def options_from_form(self, formdata: dict[str, list[str]]) -> dict[str, Any]:
        if "profile" in formdata:
            return super().options_from_form(formdata)
        return options_of_form(self._offered, formdata)

    options_from_query = options_from_form


def partitions_trait(partitions: tuple[Partition, ...], lab: str) -> dict[str, dict[str, Any]]:
    """The site's partitions as jupyterhub_moss wants them."""
    return {
        partition.name: {
            "description": f"{partition.cores} cores, {partition.memory_mebibytes // 1024} GiB",
            "architecture": f"{partition.gpus} {partition.gpu}" if partition.gpus else "no GPU",
            "gpu": f"{partition.gres}:{{}}" if partition.gpus else "",
            "max_ngpus": partition.gpus,
            "max_nprocs": partition.cores,
            "max_runtime": partition.limit_seconds,
            "simple": True,
            # the form wants one; kernels are chosen in JupyterLab
            "jupyter_environments": {"lab": {"description": "JupyterLab", "path": f"{lab}/bin"}},
        }
        for partition in partitions
    }
