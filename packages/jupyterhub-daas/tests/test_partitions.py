"""What users may ask a partition for, and what of the form of jupyterhub_moss is refused."""

from typing import Any

import pytest

from jupyterhub_daas.checks import check
from jupyterhub_daas.config import offers_partitions
from jupyterhub_daas.partition_spawner import partitions_trait
from jupyterhub_daas.partitions import options_of_form, profile_of_options
from jupyterhub_daas.settings import Cuda, HubSettings, Partition, Profile
from jupyterhub_daas.typed import SettingsError, load

CPU = Partition("day", 32, 65536, 86400)
GPU = Partition("gpu", 16, 131072, 28800, gpus=4, gpu="A100", gres="gpu:a100", cuda=Cuda(module="cuda/12.6"))
OFFERED = (CPU, GPU)
WANTED = {"partition": "gpu", "cores": 4, "memoryMebibytes": 8192, "gpus": 2, "limitSeconds": 3600}


def fields(**changes: str) -> dict[str, list[str]]:
    """As the form sends them: fields that nobody filled in are empty."""
    sent = {
        "partition": "gpu", "nprocs": "4", "mem": "8G", "ngpus": "2", "runtime": "1:00:00", "default_url": "/lab",
        "environment_id": "lab", "environment_path": "", "environment_modules": "", "reservation": "", "options": "",
        "partition_simple": "day", "runtime_simple": "1",
    }  # fmt: skip
    return {name: [value] for name, value in {**sent, **changes}.items()}


def test_the_form_gives_numbers_and_they_make_a_profile() -> None:
    assert options_of_form(OFFERED, fields()) == WANTED
    assert profile_of_options(OFFERED, WANTED) == Profile(
        "partition gpu", "gpu", "", 4, 8192, 3600,
        gpus=2, queue="gpu", gres="gpu:a100:2", cuda=Cuda(module="cuda/12.6"),
    )  # fmt: skip
    without = profile_of_options(OFFERED, {**WANTED, "partition": "day", "gpus": 0})
    assert (without.gres, without.cuda, without.queue) == (None, None, "day")


@pytest.mark.parametrize(("memory", "mebibytes"), [("", 32768), ("0", 32768), ("512M", 512), ("1G", 1024)])
def test_who_asks_for_no_memory_gets_a_share_as_large_as_that_of_the_cores(memory: str, mebibytes: int) -> None:
    assert options_of_form(OFFERED, fields(mem=memory))["memoryMebibytes"] == mebibytes


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"options": "--exclusive"}, "This hub does not take: options."),
        ({"environment_path": "/home/alice/bin"}, "does not take: environment_path"),
        ({"environment_modules": "x; id"}, "does not take: environment_modules"),
        ({"reservation": "school"}, "does not take: reservation"),
        ({"root_dir": "/"}, "does not take: root_dir"),
        ({"partition": "secret"}, "There is no partition of that name. Choose one of: day, gpu"),
        ({"nprocs": "17"}, "can have 1 to 16 of cores, not 17"),
        ({"nprocs": "-1"}, "the number of cores must be a whole number"),
        ({"ngpus": "5"}, "can have 0 to 4 of GPUs, not 5"),
        ({"partition": "day", "ngpus": "1"}, "can have 0 to 0 of GPUs"),
        ({"mem": "1T"}, "131072 MiB of memory"),
        ({"mem": "8G --exclusive"}, "the memory must be a whole number"),
        ({"runtime": "9:00:00"}, "28800 seconds of time, not 32400"),
        ({"runtime": "1-0"}, "the time must be a whole number"),
        ({"runtime": "60"}, "hours, minutes and seconds"),
    ],
)
def test_fails_with_what_a_user_may_not_have(changes: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError) as error:
        options_of_form(OFFERED, fields(**changes))
    assert words in str(error.value)


@pytest.mark.parametrize(
    "options",
    [
        {**WANTED, "prologue": "id"},
        {**WANTED, "options": "--nodelist=n1"},
        {"partition": "gpu"},
        {**WANTED, "cores": "4"},
        {**WANTED, "cores": True},
        {**WANTED, "gpus": 1.5},
        {**WANTED, "cores": 0},
        {**WANTED, "memoryMebibytes": 0},
        {**WANTED, "limitSeconds": 10**9},
        {**WANTED, "partition": "gpu\n#SBATCH --exclusive"},
        {**WANTED, "partition": ["gpu"]},
    ],
)
def test_fails_with_options_that_came_past_the_form(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"no others|whole number|can have|no partition"):
        profile_of_options(OFFERED, options)


def test_the_forms_partitions_are_the_sites_own() -> None:
    day, gpu = partitions_trait(OFFERED, "/opt/env/lab").values()
    assert (day["gpu"], day["max_ngpus"], day["max_nprocs"], day["architecture"]) == ("", 0, 32, "no GPU")
    assert (gpu["gpu"], gpu["max_ngpus"], gpu["max_runtime"], gpu["architecture"]) == (
        "gpu:a100:{}",
        4,
        28800,
        "4 A100",
    )


def test_fails_to_offer_partitions_of_one_cluster_among_several(document: dict[str, Any]) -> None:
    partition = {"name": "day", "cores": 1, "memoryMebibytes": 1, "limitSeconds": 60}
    slurm = {"kind": "slurm", "name": "batch", "command": "/job-batch", "partitions": [partition]}
    document["spawner"] = {"kind": "batch", "clusters": [slurm]}
    assert offers_partitions(check(load(HubSettings, document)))
    document["spawner"]["clusters"].append({"kind": "torque", "name": "old", "command": "/job-old"})
    with pytest.raises(SettingsError, match="one cluster only"):
        check(load(HubSettings, document))
