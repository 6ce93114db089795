"""A use case as the tests see it: its folder, its kernel environment, and one run of its notebook."""

import json
import os
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

USE_CASES = Path(__file__).resolve().parents[1]
NAMES = ("saxs", "tomography", "diffraction")


@dataclass(frozen=True)
class UseCase:
    """A use case whose environment is installed at `prefix`."""

    name: str
    prefix: Path
    work: Path

    @property
    def raw(self) -> Path:
        return self.work / "raw"

    @property
    def results(self) -> Path:
        return self.work / "results"

    def make_raw_data(self, proposal: str = "ma1234") -> Path:
        """Runs make_raw_data.py and returns the one file that it made or kept."""
        script = USE_CASES / self.name / "make_raw_data.py"
        command = [self.prefix / "bin" / "python", script, "--output", self.raw, "--proposal", proposal]
        subprocess.run(command, check=True)
        (path,) = (self.raw / proposal).rglob("*.h5")
        return path

    def multiply(self, path: Path, dataset: str, factor: float) -> None:
        """Changes one dataset of an HDF5 file, as wrong but well-formed data."""
        change = 'import h5py, sys; d = h5py.File(sys.argv[1], "r+")[sys.argv[2]]; d[...] = d[...] * float(sys.argv[3])'
        subprocess.run([self.prefix / "bin" / "python", "-c", change, path, dataset, str(factor)], check=True)

    def run(self) -> str:
        """Runs the notebook in its kernel and returns all that it printed."""
        self.results.mkdir(exist_ok=True)
        notebook = nbformat.read(USE_CASES / self.name / f"{self.name}.ipynb", as_version=4)
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(self.work)}}).execute()
        outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
        return "".join(output.text for output in outputs if output.output_type == "stream" and output.name == "stdout")


@pytest.fixture(params=NAMES)
def use_case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UseCase:
    """Each use case in turn, with its kernel spec made known to Jupyter and empty data folders."""
    name = request.param
    variable = f"DAAS_KERNEL_PREFIX_{name.upper()}"
    if variable not in os.environ:
        pytest.skip(f"{variable} does not name an environment made from {name}/environment.txt")
    case = UseCase(name, Path(os.environ[variable]).resolve(), tmp_path)
    kernel = tmp_path / "jupyter" / "kernels" / name
    kernel.mkdir(parents=True)
    command = [str(case.prefix / "bin" / "python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": command, "display_name": name, "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("DAAS_RAW", str(case.raw))
    monkeypatch.setenv("DAAS_RESULTS", str(case.results))
    return case


def forbid_writing(folder: Path) -> None:
    """Takes the write permission from a folder and all in it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))


def copy_proposal(case: UseCase, source: str, target: str) -> Path:
    """Copies a proposal's raw data and returns the copy's file."""
    shutil.copytree(case.raw / source, case.raw / target)
    (path,) = (case.raw / target).rglob("*.h5")
    return path
