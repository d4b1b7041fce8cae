"""The statistics, without the web: the analysis, the bootstrap, millions of scores."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

from benchmarks.ground import Ground
from benchmarks.measuring import ROUNDS, Figure, Side, peak_memory, side, timed

LARGE = {  # millions of rows: entries, jurors, criteria, jurors of an entry
    "1": (20_000, 200, 5, 10),
    "9.6": (160_000, 1_000, 6, 10),
}
MANY_JURORS = {
    "1 000 entries × 3 unnamed jurors": "3 s, 500 MB",
    "2 594 entries, 7 808 jurors of one sheet": "10 s, 500 MB",
    "1 128 entries, 2 972 jurors": "10 s, 500 MB",
}
ALLOWED = {"1": "1 s", "9.6": "3 s and 1 GB"}


def analysis(_data: Ground, _folder: Path) -> Iterator[Figure]:
    """Measure everything that stands beside the ranking, in complete and incomplete designs."""
    from benchmarks.scores import rules, scores
    from judging.analysis.analyse import analyse
    from judging.analysis.document import whole_document

    for entries, jurors, criteria, panel, target in (
        (300, 15, 6, None, "0.3 s"),
        (300, 30, 5, 5, "–"),
        (3_000, 60, 5, 5, "–"),
    ):
        given, by = scores(entries, jurors, criteria, panel), rules(criteria)
        whole_document(analyse(given, by))  # warm
        samples = [timed(lambda: whole_document(analyse(given, by))) for _round in range(ROUNDS)]  # noqa: B023 -- called at once
        size = f"{entries} × {jurors} × {criteria}" + (f", {panel} jurors each" if panel else "")
        yield Figure(f"all diagnostics, {size}", target, side(samples))


def bootstrap(_data: Ground, _folder: Path) -> Iterator[Figure]:
    """Measure 2 000 resamples of the jury, with exact ties."""
    import numpy as np

    from benchmarks.scores import rules, scores
    from judging.analysis.complete_sheets import read_complete_sheets
    from judging.stats.library.stability import bootstrap_jurors

    sheets = read_complete_sheets(scores(300, 15, 6), rules(6)).sheets
    samples = [timed(lambda: bootstrap_jurors(sheets, 3, np.random.default_rng(1))) for _round in range(ROUNDS + 1)]
    yield Figure("bootstrap of the jury, 2 000 resamples, 300 × 15", "72 ms", side(samples[1:]))


def large(_data: Ground, _folder: Path) -> Iterator[Figure]:
    """Measure ranking and severity of millions of scores, each in a process of its own."""
    fresh = multiprocessing.get_context("spawn")
    for millions in LARGE:
        with fresh.Pool(1) as pool:
            found, before, peak = pool.apply(_ranked, (millions,))
        note = f"peak {peak:.0f} MB, {before:.0f} MB of it the scores and the libraries"
        yield Figure(f"{millions} million scores", ALLOWED[millions], found, note=note)


def many_jurors(_data: Ground, _folder: Path) -> Iterator[Figure]:
    """Measure everything beside the ranking where jurors are thousands, each in its own process."""
    fresh = multiprocessing.get_context("spawn")
    for shape, target in MANY_JURORS.items():
        with fresh.Pool(1) as pool:
            found, sheets, peak = pool.apply(_analysed, (shape,))
        yield Figure(f"{shape} ({sheets} sheets)", target, found, note=f"peak {peak:.0f} MB")


def _analysed(shape: str) -> tuple[Side, int, float]:
    from benchmarks.scores import rules, uneven, unnamed
    from judging.analysis.analyse import analyse
    from judging.analysis.document import whole_document

    made = {
        "1 000 entries × 3 unnamed jurors": lambda: unnamed(1_000, 3_000),
        "2 594 entries, 7 808 jurors of one sheet": lambda: unnamed(2_594, 7_808),
        "1 128 entries, 2 972 jurors": lambda: uneven(1_128, 2_972, 73_421),
    }
    given, by = made[shape](), rules(1)
    found = side([timed(lambda: whole_document(analyse(given, by))) for _round in range(2)])
    return found, len(given), peak_memory()


def _ranked(millions: str) -> tuple[Side, float, float]:
    from benchmarks.scores import rules, scores
    from judging.analysis.complete_sheets import read_complete_sheets
    from judging.stats.aggregation import official_table
    from judging.stats.severity import fit_additive

    entries, jurors, criteria, panel = LARGE[millions]
    given, by = scores(entries, jurors, criteria, panel), rules(criteria)
    small = scores(20, 5, criteria)

    def counted() -> None:
        official_table(given, by)
        fit_additive(read_complete_sheets(given, by).sheets)

    official_table(small, by)  # loads what is loaded late
    fit_additive(read_complete_sheets(small, by).sheets)
    before = peak_memory()
    found = side([timed(counted) for _round in range(ROUNDS)])
    return found, before, peak_memory()
