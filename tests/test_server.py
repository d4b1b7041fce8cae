"""`judging serve`: workers that share the work, come back when killed and finish what they began."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress

import pytest

from judging.app import create_app
from judging.server import Patient, _listening, _warm
from tests.conftest import SECRET

PATIENCE = 30
SLOW = 60  # connections that never finish their request: more than are ever at work


@contextmanager
def serving(folder, *more):
    """Serve an empty installation with two workers; yield the process and the port."""
    port = _free_port()
    settings = {
        "JUDGING_ENV": "test",
        "JUDGING_DATA_DIR": str(folder),
        "JUDGING_SECRET_KEY": SECRET,
    }
    start = "from judging.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", start, "serve", "--listen", f"127.0.0.1:{port}", "--workers", "2", *more],
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        _wait_for(lambda: ask(port) == 200)
        yield process, port
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def ask(port, path="/"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


def _free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_for(happened):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException):
            if happened():
                return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def workers_of(process):
    with open(f"/proc/{process.pid}/task/{process.pid}/children") as children:
        return set(map(int, children.read().split()))


@pytest.fixture
def folder(tmp_path, empty_sqlite):
    shutil.copy(empty_sqlite, tmp_path / "kapitula.db")
    return tmp_path


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="counts processes by /proc")
def test_a_worker_that_is_killed_is_replaced_and_the_stop_is_clean(folder):
    with serving(folder) as (process, port):
        before = workers_of(process)
        assert len(before) == 2

        os.kill(min(before), signal.SIGKILL)
        _wait_for(lambda: len(workers_of(process) - before) == 1 and len(workers_of(process)) == 2)
        assert {ask(port) for _ in range(20)} == {200}

        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        assert re.search(r"Serving http://localhost:8000 .* stop with Ctrl\+C", said)
        with pytest.raises(ConnectionRefusedError):
            ask(port)


def test_no_part_of_an_answer_waits_for_the_word_of_the_client():
    with _listening(f"127.0.0.1:{_free_port()}") as listening:
        assert listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_clients_that_never_finish_hold_up_nobody(folder):
    with serving(folder) as (_process, port):
        slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(SLOW)]
        for number, connection in enumerate(slow):
            body = b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nx"
            connection.sendall(body if number % 2 else b"GET / HTTP/1.1\r\nHost: lo")

        assert {ask(port) for _ in range(5)} == {200}

        for connection in slow:
            connection.close()


def test_a_second_server_does_not_share_the_port_of_the_first(folder):
    with serving(folder) as (_process, port), pytest.raises(SystemExit, match="Cannot listen"):
        _listening(f"127.0.0.1:{port}")


def test_ctrl_c_is_a_clean_stop(folder):
    with serving(folder) as (process, _port):
        process.send_signal(signal.SIGINT)

        assert process.wait(PATIENCE) == 0


def test_workers_follow_a_parent_that_is_killed(folder):
    with serving(folder) as (process, port):
        process.kill()

        def gone():
            try:
                ask(port)
            except OSError:
                return True
            return False

        _wait_for(gone)


class Slow:
    """A body that comes in pieces, the last one when it is asked to."""

    def __init__(self, pieces):
        self.pieces, self.asked = list(pieces), []

    def read(self, size):
        self.asked.append(size)
        return self.pieces.pop(0) if self.pieces else b""


def answered(environ, largest=10, places=1, app=None):
    def echo(environ, _start):
        return [environ["wsgi.input"].read()]

    return Patient(app or echo, largest, places)(environ, None)


def test_a_body_is_read_whole_before_the_application_sees_it():
    assert answered({"CONTENT_LENGTH": "6", "wsgi.input": Slow([b"abc", b"def"])}) == [b"abcdef"]
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": Slow([b"ab"])}
    assert answered(chunked) == [b"ab"]


def test_of_a_body_that_is_too_large_no_more_is_read_than_it_takes_to_see_that():
    body = Slow([b"x" * 11, b"more"])

    assert answered({"CONTENT_LENGTH": "99", "wsgi.input": body}) == [b"x" * 11]
    assert body.pieces == [b"more"]


def test_whoever_waits_for_a_body_keeps_no_place():
    release, done = threading.Event(), []

    class Waiting:
        def read(self, _size):
            release.wait(PATIENCE)
            return b""

    def answer(_environ, _start):
        done.append(1)
        return []

    patient = Patient(answer, 10, places=1)
    waiting = {"CONTENT_LENGTH": "5", "wsgi.input": Waiting()}
    thread = threading.Thread(target=patient, args=(waiting, None))
    thread.start()

    patient({}, None)

    assert done == [1]
    release.set()
    thread.join(PATIENCE)
    assert done == [1, 1]


def test_what_the_first_page_takes_is_made_before_workers_are_forked(app):
    app.jinja_env.cache.clear()

    _warm(app)

    assert "base.html" in {name for _loader, name in app.jinja_env.cache}


def test_a_first_page_that_cannot_be_made_keeps_no_server_from_starting(tmp_path):
    app = create_app(SECRET_KEY=SECRET, DATA_DIR=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/none/none.db")

    _warm(app)

    assert not (tmp_path / "none").exists()
