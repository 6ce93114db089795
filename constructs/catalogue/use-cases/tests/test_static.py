"""What can be known of the use cases without running them."""

import json
import re

import nbformat
import pytest
from conftest import NAMES, USE_CASES

PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def software(name: str) -> dict:
    return json.loads((USE_CASES / name / "software.json").read_text())


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_valid_and_saved_without_outputs(name: str) -> None:
    notebook = nbformat.read(USE_CASES / name / f"{name}.ipynb", as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) >= 5
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_asks_for_the_kernel_that_the_catalogue_names(name: str) -> None:
    kernelspec = nbformat.read(USE_CASES / name / f"{name}.ipynb", as_version=4).metadata.kernelspec
    kernel = software(name)["kernel"]
    assert (kernelspec.name, kernelspec.display_name) == (kernel["name"], kernel["displayName"])
    assert kernelspec.name == name


@pytest.mark.parametrize("name", NAMES)
def test_the_catalogue_entry_has_the_versions_of_the_lock(name: str) -> None:
    locked = dict(PINNED.findall((USE_CASES / name / "environment.txt").read_text()))
    entry = software(name)
    assert entry["version"] == locked[entry["name"].lower()]
    assert {p["name"]: p["version"] for p in entry["packages"]} == {
        p["name"]: locked[p["name"].lower()] for p in entry["packages"]
    }
    assert entry["name"] in [package["name"] for package in entry["packages"]]


@pytest.mark.parametrize("name", NAMES)
def test_the_catalogue_entry_is_complete(name: str) -> None:
    entry = software(name)
    assert entry["useCase"].lower() == name
    assert (USE_CASES / name / entry["notebook"]).is_file()
    assert entry["summary"].endswith(".")
    assert entry["licence"] in ("MIT", "Apache-2.0", "MPL-2.0")
    assert all(entry[url].startswith("https://") for url in ("homepage", "catalogueUrl"))
