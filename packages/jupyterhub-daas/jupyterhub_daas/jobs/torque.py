"""Torque's language; with Maui the same, since Maui only schedules."""

import re
from xml.etree import ElementTree

from ..settings import Profile, TorqueCluster
from .dialect import Dialect, JobState, hint

REFUSALS = (
    ("unknown queue", "The profile's queue does not exist."),
    ("exceeds queue resource limits", "The profile asks for more than its queue allows."),
    ("exceeds available partition", "No node has what the profile asks for."),
    ("unauthorized request", "You may not use the profile's queue."),
    ("bad uid for job execution", "The cluster does not know your account, or the hub's host may not submit jobs."),
    ("maximum number of jobs", "You have reached a limit: too many jobs at once."),
    ("cannot connect to", "The cluster's scheduler does not answer."),
)


class TorqueDialect(Dialect):
    def __init__(self, cluster: TorqueCluster) -> None:
        self.cluster = cluster

    def directives(self, profile: Profile) -> list[str]:
        gpus = f":{profile.gres}" if profile.gres else ""
        hours, rest = divmod(profile.limit_seconds, 3600)
        options = [
            "-N notebook",
            "-S /bin/bash",
            "-r n",
            f"-l nodes=1:ppn={profile.cores}{gpus}",
            f"-l mem={profile.memory_mebibytes}mb",
            f"-l walltime={hours:02d}:{rest // 60:02d}:{rest % 60:02d}",
        ]
        options += [f"-q {profile.queue}"] if profile.queue else []
        return [f"#PBS {option}" for option in options]

    def job_id(self, output: str) -> str:
        match = re.fullmatch(r"\d+(\.[A-Za-z0-9.-]+)?", output.strip().rpartition("\n")[2])
        if match is None:
            raise ValueError(f"no job number in {output!r}")
        return match.group()

    def state(self, output: str, job_id: str) -> JobState:
        job = ElementTree.fromstring(output).find(".//Job")
        letter = "" if job is None else job.findtext("job_state") or ""
        if job is None or letter in ("C", "E", ""):
            return JobState("gone", reason=_exit(job))
        if letter == "R":
            return JobState("running", (job.findtext("exec_host") or "").partition("/")[0])
        return JobState("pending", reason="held" if letter == "H" else "waiting in the queue")

    def is_gone(self, error: str) -> bool:
        return "unknown job id" in error.lower()

    def refusal(self, error: str) -> str:
        return hint(error, REFUSALS)


def _exit(job: ElementTree.Element | None) -> str:
    status = None if job is None else job.findtext("exit_status")
    return f"exit status {status}" if status else ""
