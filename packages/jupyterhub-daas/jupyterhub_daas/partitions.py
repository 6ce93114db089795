"""What users may ask a partition for. Pure: fields of a form make options, options a profile, or an error for users."""

from collections.abc import Mapping
from typing import Any

from .settings import Partition, Profile

# what a start may be given, whether by the form, by a link or by the API
WHOLE_NUMBERS = ("cores", "memoryMebibytes", "gpus", "limitSeconds")
OPTIONS = ("partition", *WHOLE_NUMBERS)
# fields of the form of jupyterhub_moss that would let users write options of sbatch or start another server
CLOSED = ("options", "reservation", "environment_path", "environment_modules", "root_dir")
MEBIBYTES = {"K": 1 / 1024, "M": 1, "G": 1024, "T": 1024 * 1024}


def options_of_form(partitions: tuple[Partition, ...], values: Mapping[str, list[str]]) -> dict[str, Any]:
    """The options of a start from the fields of the form of jupyterhub_moss, all checked."""
    fields = {name: value[0].strip() for name, value in values.items() if value}
    closed = [name for name in CLOSED if fields.get(name)]
    if closed:
        raise ValueError(
            f"This hub does not take: {', '.join(closed)}. Choose partition, cores, memory, GPUs and time."
        )
    partition = _partition(partitions, fields.get("partition", ""))
    cores = _number(fields.get("nprocs", "1"), "the number of cores")
    memory = fields.get("mem") or fields.get("memory") or ""
    options = {
        "partition": partition.name,
        "cores": cores,
        # a share of the node, as large as that of the cores
        "memoryMebibytes": _memory(memory) or max(1, partition.memory_mebibytes * cores // partition.cores),
        "gpus": _number(fields.get("ngpus", "0"), "the number of GPUs"),
        "limitSeconds": _seconds(fields.get("runtime") or "1:00:00"),
    }
    profile_of_options(partitions, options)
    return options


def profile_of_options(partitions: tuple[Partition, ...], options: Mapping[str, Any]) -> Profile:
    """What the options ask for. They may come straight from a request to the API: nothing in them is trusted."""
    if set(options) != set(OPTIONS):
        raise ValueError(f"Expected the options {', '.join(OPTIONS)} and no others.")
    partition = _partition(partitions, options["partition"])
    for name in WHOLE_NUMBERS:
        if not isinstance(options[name], int) or isinstance(options[name], bool):
            raise ValueError(f"{name} must be a whole number.")
    cores, memory, gpus, seconds = (options[name] for name in WHOLE_NUMBERS)
    for what, wanted, least, most, unit in (
        ("cores", cores, 1, partition.cores, ""),
        ("memory", memory, 1, partition.memory_mebibytes, " MiB"),
        ("GPUs", gpus, 0, partition.gpus, ""),
        ("time", seconds, 60, partition.limit_seconds, " seconds"),
    ):
        if not least <= wanted <= most:
            raise ValueError(
                f"A notebook of {partition.name} can have {least} to {most}{unit} of {what}, not {wanted}."
            )
    return Profile(
        name=f"partition {partition.name}",
        title=partition.name,
        description="",
        cores=cores,
        memory_mebibytes=memory,
        limit_seconds=seconds,
        gpus=gpus,
        queue=partition.name,
        gres=f"{partition.gres}:{gpus}" if gpus else None,
        cuda=partition.cuda if gpus else None,
    )


def _partition(partitions: tuple[Partition, ...], name: object) -> Partition:
    for partition in partitions:
        if partition.name == name:
            return partition
    raise ValueError(f"There is no partition of that name. Choose one of: {', '.join(p.name for p in partitions)}")


def _number(text: str, what: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError(f"{what} must be a whole number.")
    return int(text)


def _memory(text: str) -> int:
    """Mebibytes; nothing and 0, which Slurm takes for a whole node, are none."""
    number, unit = (text[:-1], text[-1]) if text[-1:] in MEBIBYTES else (text, "M")
    return int(_number(number or "0", "the memory") * MEBIBYTES[unit])


def _seconds(text: str) -> int:
    parts = [_number(part, "the time") for part in text.split(":")]
    if len(parts) != 3 or parts[1] > 59 or parts[2] > 59:
        raise ValueError("The time must be hours, minutes and seconds: 8:00:00.")
    return parts[0] * 3600 + parts[1] * 60 + parts[2]
