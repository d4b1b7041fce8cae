"""Before anybody asks for a figure: memory, the first answer, the second `make run`."""

import compileall
from collections.abc import Iterator
from pathlib import Path

import judging
from benchmarks.ground import Ground
from benchmarks.measuring import ROUNDS, Figure, Sample, interleaved, resident, side
from benchmarks.servers import demonstration, floor, product


def measure(data: Ground, folder: Path) -> Iterator[Figure]:
    """Measure start and memory."""
    data = data.copy(folder / "starting")
    compileall.compile_dir(Path(judging.__file__).parent, quiet=2)  # as an installation is
    mine, bare = interleaved(lambda: _first(data, ours=True), lambda: _first(data, ours=False))
    yield Figure("start to first answer", "0.6 s", mine, bare, mine.median / bare.median)
    with product(data) as ours, floor(data) as bare_server:
        mega, least = resident(ours.pid), resident(bare_server.pid)
    note = f"{mega:.0f} MB, the parent of the workers included; of the floor {least:.0f} MB"
    yield Figure("memory of all workers before figures", "160 MB", ratio=mega / least, note=note)
    runs = [_second_run(data) for _round in range(ROUNDS)]
    yield Figure("`make run`, second time, until it serves", "3 s", side(runs))


def _first(data: Ground, *, ours: bool) -> Sample:
    with product(data) if ours else floor(data) as server:
        return Sample([server.first_answer], 0.0, server.first_answer)


def _second_run(data: Ground) -> Sample:
    """Do what `make run` does when everything is installed and the demonstration is there."""
    with demonstration(data) as server:
        return Sample([server.first_answer], 0.0, server.first_answer)
