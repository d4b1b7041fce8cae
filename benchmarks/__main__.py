"""Run with ``python -m benchmarks [NAME …]``; prints a table and JSON, asserts nothing."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import figures, laureates, pages, saving, starting
from benchmarks.ground import Ground, generate
from benchmarks.measuring import Figure

OPERATIONS: dict[str, Callable[[Ground, Path], Iterator[Figure]]] = {
    "pages": pages.measure,
    "saving": saving.measure,
    "laureates": laureates.measure,
    "analysis": figures.analysis,
    "bootstrap": figures.bootstrap,
    "large": figures.large,
    "many_jurors": figures.many_jurors,
    "starting": starting.measure,
}
ON_DATA = {"pages", "saving", "starting"}


def main() -> None:
    """Measure what is asked for, or everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", help=", ".join(OPERATIONS))
    parser.add_argument("--entries", type=int, default=300)
    parser.add_argument("--jurors", type=int, default=15)
    parser.add_argument("--criteria", type=int, default=6)
    asked = parser.parse_args()
    if unknown := set(asked.name) - set(OPERATIONS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    names = asked.name or list(OPERATIONS)
    found = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        data = Ground(Path(folder, "data"))
        if ON_DATA & set(names):
            print("Making the data …", file=sys.stderr)
            sizes = {"entries": asked.entries, "jurors": asked.jurors, "criteria": asked.criteria}
            data = generate(data.folder, **sizes, phase="deliberation")
        print(HEADING)
        for name in names:
            for figure in OPERATIONS[name](data, Path(folder)):
                print(row(figure), flush=True)
                found.append(figure)
    print(json.dumps(_run(found), ensure_ascii=False, indent=1))


HEADING = f"{'':<52}{'median':>9}{'p95':>9}{'CPU':>8}{'floor':>9}{'CPU':>8}{'ratio':>7}  target"


def row(figure: Figure) -> str:
    """Print one line; milliseconds."""
    cells = f"{figure.name:<52}"
    ours, bare = figure.ours, figure.floor
    cells += f"{ours.median:>9.1f}{ours.p95:>9.1f}{ours.processor:>8.2f}" if ours else " " * 26
    cells += f"{bare.median:>9.1f}{bare.processor:>8.2f}" if bare else " " * 17
    cells += f"{figure.ratio:>7.2f}" if figure.ratio else " " * 7
    errors = f"{ours.errors} ERRORS" if ours and ours.errors else ""
    rate = f"{ours.per_second:.0f}/s" if ours and bare else ""
    return "  ".join(filter(None, [cells, figure.target, rate, figure.note, errors]))


def _run(found: list[Figure]) -> dict[str, object]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0],
        "figures": [figure.plain() for figure in found],
    }


if __name__ == "__main__":
    main()
