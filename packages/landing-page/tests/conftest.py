"""Shared by the tests: the sample settings."""

import copy
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))


@pytest.fixture(scope="session")
def sample() -> dict[str, Any]:
    """The sample settings as they are in the file."""
    return json.loads((HERE / "sample.json").read_text(encoding="utf-8"))


@pytest.fixture
def changed(sample: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """The sample settings with some top-level keys replaced."""

    def change(**keys: Any) -> dict[str, Any]:
        return {**copy.deepcopy(sample), **keys}

    return change
