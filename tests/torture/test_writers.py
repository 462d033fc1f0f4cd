"""Broken files loaded, a loader and an importer killed; `make torture` does it longer, and makes the faults
that need a disk or a clock of their own."""

from torture import faults, pressure
from torture.importing import figures


def test_broken_files(tmp_path, own):
    pressure.files_broken(tmp_path, own, ("release.yaml",)).assert_held()


def test_a_loader_killed(own):
    faults.writer_killed(own, ("load",), times=1, longest=8).assert_held()


def test_an_importer_killed(tmp_path, own):
    file = figures(tmp_path / "figures.csv", countries=40)
    command = ("import_figures", "un-contributions", str(file))

    faults.writer_killed(own, command, times=3, longest=4).assert_held()
