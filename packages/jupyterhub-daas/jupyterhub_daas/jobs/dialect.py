"""What differs between schedulers, as pure functions on text."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Literal

from ..settings import Profile


@dataclass(frozen=True)
class JobState:
    phase: Literal["pending", "running", "gone"]
    # node of a running job
    host: str = ""
    # the scheduler's own word for why it waits or has ended
    reason: str = ""


class Dialect(ABC):
    """One scheduler's language."""

    @abstractmethod
    def directives(self, profile: Profile) -> list[str]:
        """Lines at the head of a job script that ask for what the profile has."""

    @abstractmethod
    def job_id(self, output: str) -> str:
        """The number of the job from what the submission printed; ValueError if there is none."""

    @abstractmethod
    def state(self, output: str, job_id: str) -> JobState:
        """The state from what the query printed."""

    @abstractmethod
    def is_gone(self, error: str) -> bool:
        """Whether a failed query says that the job is unknown by now; else the scheduler just can't be asked."""

    @abstractmethod
    def refusal(self, error: str) -> str:
        """A sentence for the user about why a submission failed, or nothing for what isn't known."""

    def never_starts(self, state: JobState) -> bool:
        """Whether a job that waits will wait for ever."""
        return False


def hint(error: str, known: tuple[tuple[str, str], ...]) -> str:
    """The sentence of the first known phrase that the error has."""
    return next((sentence for phrase, sentence in known if phrase.lower() in error.lower()), "")
