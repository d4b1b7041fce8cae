"""The public page of the evening: the laureates, asked for by sixteen connections."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

from benchmarks.browsers import load
from benchmarks.ground import Ground, generate
from benchmarks.measuring import Figure, Sample, interleaved
from benchmarks.servers import Server, floor, product

CONNECTIONS = 16
PAGES = 200  # by each connection, in one round
LENGTH = re.compile(rb"(?i)content-length: (\d+)")


def measure(_data: Ground, folder: Path) -> Iterator[Figure]:
    """Measure the page of an announced edition."""
    data = generate(folder / "laureates", entries=20, jurors=7, criteria=5, phase="announced")
    slug = data.one("SELECT slug FROM public_edition ORDER BY year DESC, id DESC")
    with product(data) as ours, floor(data) as other:
        mine, bare = interleaved(
            lambda: _asked(ours, f"/laureates/{slug}/"), lambda: _asked(other, f"/laureates/{slug}")
        )
    name = f"laureates' page, {CONNECTIONS} connections"
    ratio = mine.processor / bare.processor
    yield Figure(name, "CPU ≤ 0.4 ms, 3 500/s", mine, bare, ratio, "ratio of CPU")


def _asked(server: Server, path: str) -> Sample:
    return load(server, [_reading(server, path) for _connection in range(CONNECTIONS)])


def _reading(server: Server, path: str) -> Iterator[bool]:
    """Ask over a bare socket: a client that did more would be slower than what it measures."""
    asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        for _time in range(PAGES):
            connection.sendall(asked)
            yield _answered(connection)


def _answered(connection: socket.socket) -> bool:
    """Read one answer to its end; tell whether it is the page."""
    answer, end = b"", -1
    while end < 0 and (part := connection.recv(65536)):
        answer += part
        end = answer.find(b"\r\n\r\n")
    told = LENGTH.search(answer)
    whole = end + 4 + int(told[1]) if told else 0
    while len(answer) < whole and (part := connection.recv(65536)):
        answer += part
    return answer.startswith(b"HTTP/1.1 200 ") and len(answer) == whole
