"""The public page of the evening: the laureates, asked for by sixteen connections."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.browsers import Client, load, reading
from benchmarks.ground import Ground, generate
from benchmarks.measuring import Figure, Sample, interleaved
from benchmarks.servers import Server, floor, product

CONNECTIONS = 16
PAGES = 50  # by each connection, in one round


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
    yield Figure(name, "CPU ≤ 0.5 ms", mine, bare, ratio, "ratio of CPU")


def _asked(server: Server, path: str) -> Sample:
    clients = [Client(server) for _connection in range(CONNECTIONS)]
    return load(server, [reading(client, path, PAGES) for client in clients])
