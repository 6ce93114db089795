"""What the three make_raw_data.py share: their command line, and a NeXus file that appears complete or not at all."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import h5py
import numpy as np

NEXUS_DATA = "entry/data"


def command_line(purpose: str) -> argparse.Namespace:
    """Parses --output DIR --proposal NAME."""
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument(
        "--output", type=Path, required=True, metavar="DIR", help="folder with one sub-folder a proposal"
    )
    parser.add_argument("--proposal", required=True, metavar="NAME", help="for example ma1234")
    arguments = parser.parse_args()
    if Path(arguments.proposal).name != arguments.proposal or arguments.proposal in ("", ".", ".."):
        parser.error(f"--proposal is the name of one folder, not {arguments.proposal!r}")
    return arguments


def make(path: Path, tree: Callable[[], Mapping[str, Any]]) -> None:
    """Writes what `tree` returns to `path`; a complete file is kept, a broken one is left for a person to look at."""
    if path.exists():
        if not is_complete(path):
            sys.exit(f"fails: {path} exists but is not a complete data set; move it away to have it made again")
        print(f"kept {path}")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with h5py.File(partial, "w") as file:
            write(file, tree())
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)
    print(f"made {path} ({path.stat().st_size / 1e6:.1f} MB)")


def is_complete(path: Path) -> bool:
    """True for an HDF5 file that has the data of its default plot."""
    try:
        with h5py.File(path, "r", locking="best-effort") as file:
            return NEXUS_DATA in file
    except OSError:
        return False


def write(group: h5py.Group, tree: Mapping[str, Any]) -> None:
    """Writes a tree: `@name` is an attribute, a mapping a group, `(value, units)` and all else a dataset."""
    for name, value in tree.items():
        if name.startswith("@"):
            group.attrs[name[1:]] = value
        elif isinstance(value, Mapping):
            write(group.create_group(name), value)
        elif isinstance(value, h5py.SoftLink):
            group[name] = value
        elif isinstance(value, tuple):
            dataset(group, name, value[0]).attrs["units"] = value[1]
        else:
            dataset(group, name, value)


def dataset(group: h5py.Group, name: str, value: Any) -> h5py.Dataset:
    """Arrays are compressed by gzip, which every HDF5 reads, and carry a checksum, so that damage is noticed."""
    if np.ndim(value) == 0:
        return group.create_dataset(name, data=value)
    chunks = (1, *value.shape[1:]) if value.ndim == 3 else None
    return group.create_dataset(name, data=value, compression="gzip", shuffle=True, fletcher32=True, chunks=chunks)
