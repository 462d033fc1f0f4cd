"""What is made ready before the server serves."""

import concurrent.futures
import threading

import pytest

from config import prepare


@pytest.fixture
def collecting(settings, tmp_path, monkeypatch):
    """Counts collections, each of which waits until it may end."""
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    began, may_end = [], threading.Event()

    def collect(*args, **options):
        began.append(args)
        may_end.wait(10)
        settings.STATIC_ROOT.mkdir(exist_ok=True)
        (settings.STATIC_ROOT / "staticfiles.json").touch()

    monkeypatch.setattr(prepare, "call_command", collect)
    return began, may_end


def test_servers_that_start_together_collect_static_files_once(collecting):
    began, may_end = collecting
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        starts = [pool.submit(prepare.collect_static_files) for _ in range(3)]
        may_end.set()
        for start in starts:
            start.result(timeout=10)

    assert len(began) == 1


def test_static_files_are_collected_again_for_another_program_or_when_lost(
    collecting, settings, monkeypatch
):
    began, may_end = collecting
    may_end.set()
    prepare.collect_static_files()

    monkeypatch.setattr(prepare, "program_digest", lambda: "another")
    prepare.collect_static_files()
    assert len(began) == 2

    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    prepare.collect_static_files()
    assert len(began) == 3
