"""The copy of the examples."""

from pathlib import Path

from jupyterhub_daas.inside.launch import copy_missing


def test_examples_are_copied_and_a_users_changes_stay(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "deep").mkdir(parents=True)
    (source / "a.ipynb").write_text("new")
    (source / "deep/b.ipynb").write_text("b")
    target.mkdir()
    (target / "a.ipynb").write_text("mine")
    copy_missing(str(source), str(target))
    assert (target / "a.ipynb").read_text() == "mine"
    assert (target / "deep/b.ipynb").read_text() == "b"
