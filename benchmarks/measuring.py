"""What is measured: wall time, processor time, peak memory; always beside the floor."""

import os
import resource
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """One side of one round: seconds of each answer, processor seconds of all, errors."""

    seconds: Sequence[float]
    processor: float
    elapsed: float
    errors: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """All rounds of one side; times in milliseconds, of one request."""

    median: float
    p95: float
    processor: float  # the median of the rounds
    per_second: float  # the median of the rounds
    errors: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; ``ratio`` is ours to the floor, by the measure the target names."""

    name: str
    target: str
    ours: Side | None = None
    floor: Side | None = None
    ratio: float | None = None
    note: str = ""

    def plain(self) -> dict[str, Any]:
        """Return what the JSON holds."""
        return asdict(self)


def side(samples: Sequence[Sample]) -> Side:
    """Put the rounds of one side together."""
    times = sorted(one for sample in samples for one in sample.seconds)
    return Side(
        median=1e3 * statistics.median(times),
        p95=1e3 * times[min(len(times) - 1, int(0.95 * len(times)))],
        processor=1e3 * statistics.median(s.processor / len(s.seconds) for s in samples),
        per_second=statistics.median(len(s.seconds) / s.elapsed for s in samples),
        errors=sum(sample.errors for sample in samples),
    )


def interleaved(ours: Callable[[], Sample], floor: Callable[[], Sample], rounds: int = ROUNDS) -> tuple[Side, Side]:
    """Measure both sides in turn, so that the noise of the machine falls on both."""
    samples = [(ours(), floor()) for _round in range(rounds)]
    return side([one for one, _other in samples]), side([other for _one, other in samples])


def timed(work: Callable[[], object], times: int = 1) -> Sample:
    """Measure work done in this process."""
    seconds, began, spent = [], perf_counter(), process_time()
    for _time in range(times):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return Sample(seconds, process_time() - spent, perf_counter() - began)


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process and its children so far."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0])
        children = (task / "children").read_text().split()
        total += int(1e9 * sum(processor_seconds(int(child)) for child in children))
    return total / 1e9


def resident(pid: int) -> float:
    """Return the megabytes of a process and its children that no other process shares."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    own = next(int(row.split()[1]) for row in rollup.splitlines() if row.startswith("Pss:"))
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own / 1024 + sum(resident(int(child)) for child in children)


def peak_memory() -> float:
    """Return the highest memory of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def environment() -> dict[str, str]:
    """Return the environment of the processes we start: no setting of the product's but ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith("JUDGING_")}
