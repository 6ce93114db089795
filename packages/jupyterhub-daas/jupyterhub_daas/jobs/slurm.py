"""Slurm's language."""

from ..settings import Profile, SlurmCluster
from .dialect import Dialect, JobState, hint

RUNNING = ("RUNNING", "COMPLETING")
PENDING = ("PENDING", "CONFIGURING", "REQUEUED", "SUSPENDED", "STOPPED")
# jobs that wait for one of these never start without a change of the job or of the cluster
NEVER = (
    "BadConstraints", "PartitionNodeLimit", "PartitionTimeLimit", "PartitionInactive", "InvalidAccount", "InvalidQOS",
    "AccountNotAllowed", "QOSNotAllowed", "ReqNodeNotAvail,_May_be_reserved_for_other_job",
)  # fmt: skip
REFUSALS = (
    ("time limit is invalid", "The profile's time is longer than its partition allows."),
    ("invalid partition", "The profile's partition does not exist, or you may not use it."),
    ("group not permitted to use this partition", "You may not use the profile's partition."),
    ("required partition not available", "The profile's partition takes no jobs now."),
    ("node configuration is not available", "No node of the partition has what the profile asks for."),
    ("more processors requested", "No node of the partition has as many cores as the profile asks for."),
    ("invalid generic resource", "The partition has no such GPUs."),
    ("violates accounting/qos policy", "You have reached a limit: too many jobs, cores or GPUs at once."),
    ("invalid account", "You have no account for this cluster's jobs."),
    ("user not found", "The cluster does not know your account."),
    ("unable to contact slurm controller", "The cluster's scheduler does not answer."),
    ("connection refused", "The cluster's scheduler does not answer."),
)  # fmt: skip


class SlurmDialect(Dialect):
    def __init__(self, cluster: SlurmCluster) -> None:
        self.cluster = cluster

    def directives(self, profile: Profile) -> list[str]:
        options = [
            "--job-name=notebook",
            # on another node the user would not find it again
            "--no-requeue",
            f"--time={slurm_time(profile.limit_seconds)}",
            f"--mem={profile.memory_mebibytes}M",
            "--nodes=1",
            f"--cpus-per-task={profile.cores}",
        ]
        options += [f"--partition={profile.queue}"] if profile.queue else []
        options += [f"--gres={profile.gres}"] if profile.gres else []
        options += [f"--reservation={self.cluster.reservation}"] if self.cluster.reservation else []
        return [f"#SBATCH {option}" for option in options]

    def job_id(self, output: str) -> str:
        number = output.strip().rpartition("\n")[2].partition(";")[0]
        return str(int(number))

    def state(self, output: str, job_id: str) -> JobState:
        if not output.strip():
            return JobState("gone")
        word, host, reason = (output.strip().splitlines()[-1].split("|") + ["", ""])[:3]
        if word in RUNNING:
            return JobState("running", host)
        if word in PENDING:
            return JobState("pending", reason=reason)
        return JobState("gone", host if host != "n/a" else "", word)

    def is_gone(self, error: str) -> bool:
        return "invalid job id" in error.lower()

    def refusal(self, error: str) -> str:
        return hint(error, REFUSALS)

    def never_starts(self, state: JobState) -> bool:
        return state.reason in NEVER


def slurm_time(seconds: int) -> str:
    """Slurm's minutes:seconds; it rounds up to whole minutes itself."""
    return f"{seconds // 60}:{seconds % 60:02d}"
