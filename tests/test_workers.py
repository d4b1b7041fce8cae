"""The processes behind `judging serve`: whatever dies comes back, and a stop ends all of them at any moment."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

pytestmark = pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="counts processes by /proc")

PATIENCE = 30
PROMPT = 10  # seconds a stop may take on a busy machine; waiting for a worker that missed it takes 30
TINY = """
import signal, socket, sys, time
signal.signal(signal.SIGINT, signal.SIG_DFL)  # what runs the tests in the background has it ignored
from judging.server import _settings
from judging.workers import Workers

def answer(environ, start):
    if environ["PATH_INFO"] == "/slow":
        print("at work", flush=True)
        time.sleep(0.3)
    start("200 OK", [])
    return [b"done"]

def load():
    time.sleep(LOADING)
    return answer

listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
print(listening.getsockname()[1], flush=True)
Workers(listening, **_settings(2)).serve_with(load)
"""


class Served:
    """A server of two workers that answers everything with one word."""

    def __init__(self, process):
        self.process, self.port = process, int(process.stdout.readline())

    def ask(self, path="/"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        said = connection.getresponse().read()
        connection.close()
        return said

    def workers(self):
        pid = self.process.pid
        with open(f"/proc/{pid}/task/{pid}/children") as children:
            return sorted(map(int, children.read().split()))

    def both(self):
        """Wait for both workers."""
        self.ask()
        return self.another(None)

    def kill(self, *workers):
        for worker in workers:
            os.kill(worker, signal.SIGKILL)

    def another(self, killed):
        """Wait until another worker stands in the place of one; return both."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            now = self.workers()
            if len(now) == 2 and killed not in now:
                return now
            time.sleep(0.005)
        raise AssertionError("it was not replaced")

    def stop(self, by=signal.SIGTERM):
        """Stop it; return its exit code, how long that took, and which workers are left."""
        workers, began = self.workers(), time.monotonic()
        self.process.send_signal(by)
        code = self.process.wait(PATIENCE + 10)
        left = [worker for worker in workers if os.path.exists(f"/proc/{worker}")]
        return code, time.monotonic() - began, left


@contextmanager
def served(loading=0):
    process = subprocess.Popen(
        [sys.executable, "-c", TINY.replace("LOADING", str(loading))], stdout=subprocess.PIPE, text=True
    )
    try:
        yield Served(process)
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def stopped_cleanly(server, by=signal.SIGTERM):
    code, took, left = server.stop(by)
    return code == 0 and took < PROMPT and not left


@pytest.mark.parametrize("milliseconds", [0, 1, 2, 4, 7, 11, 16, 25, 40, 80])
def test_a_stop_is_prompt_and_clean_at_any_moment_after_a_worker_was_killed(milliseconds):
    with served() as server:
        server.kill(server.both()[0])
        time.sleep(milliseconds / 1000)

        assert stopped_cleanly(server)


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("milliseconds", [0, 3, 30])
def test_a_stop_is_prompt_and_clean_while_workers_are_loading(milliseconds, by):
    with served(loading=PATIENCE) as server:
        time.sleep(milliseconds / 1000)

        code, took, left = server.stop(by)

        assert (took < PROMPT, left) == (True, [])
        assert code in {0, -by}  # its own end, where even the parent had not begun


def test_a_stop_is_prompt_and_clean_while_a_replacement_loads():
    with served(loading=1) as server:
        killed = server.both()[0]
        server.kill(killed)
        server.another(killed)

        assert stopped_cleanly(server)


def test_a_server_whose_worker_dies_again_and_again_comes_back_each_time():
    with served() as server:
        victim = server.both()[0]
        for _time in range(3):
            server.kill(victim)
            victim = max(server.another(victim))
            assert server.ask() == b"done"

        assert stopped_cleanly(server)


def test_who_asks_while_every_worker_is_dead_waits_and_is_answered():
    with served() as server:
        for _time in range(2):
            server.kill(*server.both())

            assert [server.ask() for _ in range(5)] == [b"done"] * 5


def test_a_worker_that_is_killed_takes_only_its_own_requests_with_it():
    with served() as server:
        server.both()
        killed, answered = threading.Event(), []

        def keep_asking():
            while not killed.is_set():
                try:
                    answered.append(server.ask())
                except (OSError, http.client.HTTPException):
                    answered.append(None)

        clients = [threading.Thread(target=keep_asking) for _ in range(4)]
        for client in clients:
            client.start()
        for time_of_death in range(1, 5):
            while len(answered) < 40 * time_of_death:
                time.sleep(0.01)
            server.kill(server.both()[0])
        killed.set()
        for client in clients:
            client.join()

        assert answered.count(None) <= 4 * len(clients)  # a client has one request at a time


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_request_at_work_is_answered_before_a_stop(by):
    with served() as server, socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert server.process.stdout.readline() == "at work\n"

        assert stopped_cleanly(server, by)
        assert client.makefile("rb").read().endswith(b"done")


def test_a_second_stop_changes_nothing():
    with served() as server:
        for worker in server.both():
            os.kill(worker, signal.SIGTERM)

        server.process.send_signal(signal.SIGTERM)

        assert stopped_cleanly(server)
