"""The use cases for real: data made, notebook run in its own environment, result read back."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from conftest import UseCase, copy_proposal, forbid_writing
from nbclient.exceptions import CellExecutionError

CHECK = re.compile(r"^CHECK (\w+) ok value=(\S+) expected=(\S+) tolerance=(\S+)$", re.MULTILINE)


def checks(printed: str) -> list[tuple[str, float, float, float]]:
    return [
        (name, float(value), float(expected), float(limit)) for name, value, expected, limit in CHECK.findall(printed)
    ]


def test_a_notebook_finds_the_known_number_in_read_only_raw_data(use_case: UseCase) -> None:
    raw_file = use_case.make_raw_data()
    (use_case.raw / "aa0001").mkdir()  # a proposal without the data set is passed over
    before = raw_file.read_bytes()
    forbid_writing(use_case.raw)
    ((name, value, expected, tolerance),) = checks(use_case.run())
    assert name == use_case.name
    assert abs(value - expected) <= tolerance
    (result,) = (use_case.results / "ma1234" / use_case.name).iterdir()
    assert result.read_bytes()[:8] == b"\x89HDF\r\n\x1a\n"
    assert raw_file.read_bytes() == before


def test_a_notebook_run_again_gives_the_same_number(use_case: UseCase) -> None:
    use_case.make_raw_data()
    assert checks(use_case.run()) == checks(use_case.run()) != []


def test_raw_data_are_made_once_and_kept(use_case: UseCase) -> None:
    path = use_case.make_raw_data()
    made = path.stat()
    assert made.st_size <= 20e6
    assert use_case.make_raw_data() == path
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_fails_with_the_name_of_a_file_cut_short(use_case: UseCase) -> None:
    path = use_case.make_raw_data()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(CellExecutionError, match=f"{path.name} is damaged"):
        use_case.run()


def test_fails_with_the_name_of_a_file_with_flipped_bits(use_case: UseCase) -> None:
    path = use_case.make_raw_data()
    flip_in_the_middle(path)
    with pytest.raises(CellExecutionError, match=f"{path.name} is damaged"):
        use_case.run()


WRONG = {
    "saxs": ("entry/instrument/detector/distance", 1.01),
    "tomography": ("entry/reference/attenuation", 1.1),
    "diffraction": ("entry/instrument/crystal/wavelength", 1.0001),
}


def test_fails_when_the_number_is_wrong(use_case: UseCase) -> None:
    path = use_case.make_raw_data()
    use_case.multiply(path, *WRONG[use_case.name])
    with pytest.raises(CellExecutionError, match=f"CHECK {use_case.name} failed value="):
        use_case.run()


def test_fails_rather_than_replace_a_broken_raw_file(use_case: UseCase) -> None:
    path = use_case.make_raw_data()
    path.write_bytes(b"a scan that was cut short")
    with pytest.raises(subprocess.CalledProcessError):
        use_case.make_raw_data()
    assert path.read_bytes() == b"a scan that was cut short"


@pytest.mark.parametrize("variable", ["DAAS_RAW", "DAAS_RESULTS"])
def test_fails_when_a_folder_is_not_named(use_case: UseCase, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use_case.make_raw_data()
    monkeypatch.delenv(variable)
    with pytest.raises(CellExecutionError, match=f"{variable} is not set"):
        use_case.run()


def test_fails_when_no_proposal_has_the_data_set(use_case: UseCase) -> None:
    use_case.raw.mkdir()
    with pytest.raises(CellExecutionError, match=f"has no proposal with a readable {use_case.name}/"):
        use_case.run()


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_proposals_of_others_are_passed_over(use_case: UseCase) -> None:
    use_case.make_raw_data()
    other = copy_proposal(use_case, "ma1234", "aa0001").parents[1]
    other.chmod(0)
    try:
        assert "ma1234" in use_case.run()
    finally:
        other.chmod(0o755)


def flip_in_the_middle(path: Path) -> None:
    """Inverts 64 bytes in the middle of a file, where its largest data set lies."""
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(byte ^ 0xFF for byte in content[middle : middle + 64])
    path.write_bytes(content)
