"""The servers that are measured: the product's own, and the floor beside it, on the loopback."""

import http.client
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.ground import START, Ground
from benchmarks.measuring import environment

PATIENCE = 60.0  # seconds until the first answer


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: its process, its port, and how long its first answer took."""

    pid: int
    port: int
    first_answer: float


@contextmanager
def product(ground: Ground) -> Iterator[Server]:
    """Serve the product on some data, as `judging serve` does."""
    with _product(ground, ["serve"]) as server:
        yield server


@contextmanager
def demonstration(ground: Ground) -> Iterator[Server]:
    """Serve a demonstration that is there, as `make run` does."""
    with _product(ground, ["demo", "--if-empty", "--serve"]) as server:
        yield server


@contextmanager
def _product(ground: Ground, command: list[str]) -> Iterator[Server]:
    port = _free_port()
    settings = {
        "JUDGING_ENV": "demonstration",
        "JUDGING_DATA_DIR": str(ground.folder),
        "JUDGING_BASE_URL": f"http://127.0.0.1:{port}",
    }
    whole = [sys.executable, "-c", START, *command, "--listen", f"127.0.0.1:{port}"]
    with _running(whole, port, settings, ground.folder) as server:
        yield server


@contextmanager
def floor(ground: Ground) -> Iterator[Server]:
    """Serve the bare handlers on the same data."""
    port = _free_port()
    command = [sys.executable, "-m", "benchmarks.floor", str(ground.database), str(port)]
    with _running(command, port, {}, ground.folder) as server:
        yield server


@contextmanager
def _running(command: list[str], port: int, settings: dict[str, str], folder: Path) -> Iterator[Server]:
    began = perf_counter()
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment() | settings, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(process, port)
            yield Server(process.pid, port, perf_counter() - began)
        finally:
            process.terminate()
            process.wait(30)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Wait until the server answers."""
    until = perf_counter() + PATIENCE
    while perf_counter() < until and process.poll() is None:
        with suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("GET", "/")
            connection.getresponse().read()
            connection.close()
            return
        sleep(0.01)
    raise RuntimeError(f"no answer on port {port}; see server.log")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
