"""The language of Grid Engine in its forks: SGE, Son of Grid Engine, Univa and Altair."""

from xml.etree import ElementTree

from ..settings import GridEngineCluster, Profile
from .dialect import Dialect, JobState, hint

REFUSALS = (
    ("unknown queue", "The profile's queue does not exist."),
    ("does not exist", "The profile's parallel environment does not exist."),
    ("unknown resource", "The queue has nothing that is called as the profile's GPUs or memory."),
    ("no suitable queues", "No queue has what the profile asks for."),
    ("access denied", "You may not use the profile's queue."),
    ("is not allowed to submit", "The hub's host may not submit jobs."),
    ("exceeds the quota", "You have reached a limit: too many jobs, cores or GPUs at once."),
    ("would exceed", "You have reached a limit: too many jobs, cores or GPUs at once."),
    ("unable to contact qmaster", "The cluster's scheduler does not answer."),
    ("commlib error", "The cluster's scheduler does not answer."),
)


class GridEngineDialect(Dialect):
    def __init__(self, cluster: GridEngineCluster) -> None:
        self.cluster = cluster

    def directives(self, profile: Profile) -> list[str]:
        # memory is for each slot; it is enforced for the whole job
        per_slot = -(-profile.memory_mebibytes // profile.cores)
        options = ["-N notebook", "-S /bin/bash", "-r n", f"-l h_rt={profile.limit_seconds}"]
        options += [f"-l {self.cluster.memory_resource}={per_slot}M"] if self.cluster.memory_resource else []
        options += [f"-pe {self.cluster.parallel_environment} {profile.cores}"] if profile.cores > 1 else []
        options += [f"-q {profile.queue}"] if profile.queue else []
        options += [f"-l {profile.gres}"] if profile.gres else []
        # verified when it is submitted: a job that no queue can run is refused instead of waiting for ever
        return [f"#$ {option}" for option in (*options, "-w e")]

    def job_id(self, output: str) -> str:
        return str(int(output.strip().rpartition("\n")[2].partition(".")[0]))

    def state(self, output: str, job_id: str) -> JobState:
        job = ElementTree.fromstring(output).find(f".//job_list[JB_job_number='{job_id}']")
        if job is None:
            return JobState("gone")
        letters = job.findtext("state") or ""
        if "E" in letters:
            return JobState("gone", reason="the job is in the error state")
        if job.get("state") == "running":
            return JobState("running", (job.findtext("queue_name") or "").partition("@")[2])
        return JobState("pending", reason="held" if "h" in letters else "waiting in the queue")

    def is_gone(self, error: str) -> bool:
        return "do not exist" in error

    def refusal(self, error: str) -> str:
        return hint(error, REFUSALS)
