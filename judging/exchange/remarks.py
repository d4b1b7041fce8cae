"""What looks odd in scores that are read all the same."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from statistics import median
from typing import Any

from judging.analysis.reasons import phrase
from judging.exchange.given import Given
from judging.exchange.quotes import quoted
from judging.exchange.reading.grid import Note
from judging.stats.collation import alphabetical
from judging.stats.printing import plain
from judging.stats.rules import ScoringRules

IN_HEADING = re.compile(r"\d\s*%|\bwag[ai]\b|\bweight\b")
NAMED = 10  # entries that a warning names
FEWEST_PLACES = 3  # of fewer entries different scores are places by chance


def remarks_on(given: Given, rules: ScoringRules, stated: Mapping[str, Any]) -> Iterator[Note]:
    """Warn of a scale that was assumed, of scores far from all others or like places, of entries read by few."""
    if not {"low", "high"} <= set(stated):
        said = {"low": plain(rules.low), "high": plain(rules.high)}
        message = phrase("no rules state the scale: from %(low)s to %(high)s is assumed, the lowest and highest score")
        yield Note(message, said)
        yield from _far_out(given)
        yield from _below_zero(given)
        yield from _like_places(given, rules)
    yield from _alike_weights(given, rules)
    yield from _read_by_few(given)
    yield from _never_scored(given, rules)


def _alike_weights(given: Given, rules: ScoringRules) -> Iterator[Note]:
    """Say that all criteria weigh the same where nothing states weights, also against headings."""
    if given.weighed or len(rules.criteria) < 2:
        return
    yield Note(phrase("no weights are given: all criteria count the same"))
    names = [str(c.name) for c in rules.criteria if IN_HEADING.search(str(c.name).casefold())]
    if names:
        listed = ", ".join(quoted(name) for name in names)
        message = phrase("headings speak of weights; only a table of --criteria sets them: %(names)s")
        yield Note(message, {"names": listed}, (), True)


def _far_out(given: Given) -> Iterator[Note]:
    """Warn of scores farther from all others than those lie apart."""
    numbers = [number for number in given.points if number is not None]
    times = Counter(numbers)
    order = sorted(times)
    if len(order) < 3:
        return
    for far, near, end in ((order[-1], order[-2], order[0]), (order[0], order[1], order[-1])):
        rare = times[far] <= max(1, len(numbers) // 50)
        if rare and abs(far - near) > 2 * max(abs(near - end), Fraction(1)):
            rows = [row for row, n in zip(given.rows["row"], given.points, strict=True) if n == far]
            message = phrase("the score %(value)s lies far outside all others")
            yield Note(message, {"value": plain(far)}, list(dict.fromkeys(rows)), True)


def _below_zero(given: Given) -> Iterator[Note]:
    """Warn of a few scores below zero: -1 often stands for a score that was not given."""
    numbers = [number for number in given.points if number is not None]
    below = [number for number in numbers if number < 0]
    if below and 4 * len(below) <= len(numbers) and len(set(below)) == 1:
        rows = [row for row, n in zip(given.rows["row"], given.points, strict=True) if n == below[0]]
        message = phrase("the score %(value)s is below zero: where it means that there is none, leave the cell empty")
        yield Note(message, {"value": plain(below[0])}, list(dict.fromkeys(rows)), True)


def _like_places(given: Given, rules: ScoringRules) -> Iterator[Note]:
    """Warn where every juror gives every number from 1 once: those are places, and the first is the lowest."""
    if len(rules.criteria) != 1 or None in given.points or len(given.entries) < FEWEST_PLACES:
        return
    by_juror: dict[str, list[Fraction]] = {}
    for juror, number in zip(given.rows["juror"], given.points, strict=True):
        by_juror.setdefault(juror, []).append(Fraction(number or 0))
    places = [Fraction(place) for place in range(1, len(given.entries) + 1)]
    if len(by_juror) > 1 and all(sorted(numbers) == places for numbers in by_juror.values()):
        message = phrase(
            "every juror gave every number from 1 to %(high)s once, as one gives places; here the highest is the best"
        )
        yield Note(message, {"high": str(len(places))}, (), True)


def _read_by_few(given: Given) -> Iterator[Note]:
    """Warn of entries with fewer than half as many sheets as the middle entry."""
    sheets = given.rows.drop_duplicates(["entry", "juror"])["entry"].value_counts()
    if sheets.empty:
        return
    usual = median(sheets.tolist())
    few = sorted((str(e) for e, n in sheets.items() if 2 * n < usual), key=alphabetical)
    if few:
        named = ", ".join(f"{quoted(entry)} ({sheets[entry]})" for entry in few[:NAMED])
        more = f" … ({len(few)})" if len(few) > NAMED else ""
        said = {"names": named + more, "usual": plain(Fraction(usual))}
        message = phrase("far fewer sheets than others have (the middle entry has %(usual)s): %(names)s")
        yield Note(message, said, (), True)


def _never_scored(given: Given, rules: ScoringRules) -> Iterator[Note]:
    """Warn of criteria that count and have no score: no sheet is then complete."""
    scored = set(given.rows["criterion"])
    names = [c.name for c in rules.criteria if c.weight and c.name not in scored]
    if names:
        listed = ", ".join(quoted(name) for name in names)
        message = phrase("criteria without a single score, so no sheet is complete: %(names)s")
        yield Note(message, {"names": listed}, (), True)
