"""Writers queue across processes as they do across threads."""

import subprocess
import sys
import time

from judging.core.one_writer import one_writer

HOLD = """
import sys, time
from judging.core.one_writer import one_writer
with one_writer(sys.argv[1]):
    print("holding", flush=True)
    sys.stdin.read()
"""


def holder(database):
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_writer_waits_for_that_of_another_process(tmp_path):
    database = str(tmp_path / "x.db")
    with holder(database) as other:
        assert other.stdout.readline() == "holding\n"
        second = subprocess.Popen(
            [sys.executable, "-c", HOLD, database],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        with second:
            time.sleep(0.3)
            assert second.poll() is None
            other.stdin.close()
            assert second.stdout.readline() == "holding\n"


def test_a_writer_that_is_killed_leaves_the_way_free(tmp_path):
    database = str(tmp_path / "x.db")
    with holder(database) as other:
        assert other.stdout.readline() == "holding\n"
        other.kill()

    with one_writer(database):
        pass


def test_a_database_in_memory_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    for nameless in (None, "", ":memory:"):
        with one_writer(nameless):
            pass

    assert list(tmp_path.iterdir()) == []
