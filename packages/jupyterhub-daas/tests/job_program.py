"""The program that submits jobs, made from the template that the role job_submit installs."""

import os
import shutil
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from stage import give

TEMPLATES = Path(__file__).parents[3] / "platforms/hosts/ansible/roles/job_submit/templates"
EMULATION = Path(__file__).parent / "torque_on_slurm.py"


def job_program(folder: Path, kind: str, environment: dict[str, str], name: str = "batch", bin: str = "") -> Path:
    """Writes it to the folder and returns its path."""
    values: dict[str, Any] = {"name": name, "kind": kind, "bin": bin, "environment": environment}
    loader = FileSystemLoader(TEMPLATES)
    text = (
        Environment(loader=loader, trim_blocks=True, keep_trailing_newline=True)
        .get_template("job.j2")
        .render(job=values)
    )
    path = folder / f"job-{name}"
    path.write_text(text)
    os.chmod(give(path), 0o755)
    return path


def torque_commands(folder: Path) -> Path:
    """A folder with qsub, qstat and qdel that are the emulation."""
    place = folder / "torque"
    place.mkdir()
    give(place)
    for name in ("qsub", "qstat", "qdel"):
        shutil.copyfile(EMULATION, place / name)
        os.chmod(give(place / name), 0o755)
    return place
