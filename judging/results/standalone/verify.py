#!/usr/bin/env python3
"""Recount the official result of a result pack, with the standard library of Python 3.9 alone.

    python3 verify.py             (in the unpacked folder)
    python3 verify.py PACK.zip

Everything that decides a place is counted in whole numbers and exact fractions from ``scores.csv``
and ``rules.json`` and compared with ``ranking.json``. Ends with 0 when all agrees, with 1 when
something differs, with 2 when the pack cannot be read.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from math import gcd, lcm
from pathlib import Path
from typing import Any

SUMS = "SHA256SUMS"
NEEDED = ("about.json", "entries.csv", "ranking.json", "rules.json", "scores.csv")
MOST_BYTES = 500_000_000
DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
MALFORMED = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError)
NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12}|/[1-9][0-9]{0,11})?")
COMPARED = ("entry", "place", "tied", "score", "sheets", "tie_step")
COMPARED_EXACT = ("numerator", "denominator", "value")
FLAGS = ("ENTRY_WITHOUT_SCORES", "BELOW_MIN_SHEETS", "TIE_AT_BOUNDARY")

Row = dict[str, Any]
Marks = dict[str, dict[str, dict[str, int]]]  # entry, juror, criterion: whole units
Totals = dict[str, dict[str, int]]  # entry, juror: units times weights
Rung = tuple[str, Callable[[list[str]], list[Any]]]


class UnreadableError(Exception):
    """The pack lacks something, or holds what cannot be counted."""


def read_pack(path: str) -> dict[str, bytes]:
    """Return the files of a pack, a ZIP or the folder it was unpacked into, by name."""
    if Path(path).is_dir():
        return {file.name: file.read_bytes() for file in Path(path).iterdir() if file.is_file()}
    try:
        with zipfile.ZipFile(path) as pack:
            if sum(member.file_size for member in pack.infolist()) > MOST_BYTES:
                raise UnreadableError("paczka jest za duża")
            return {name: pack.read(name) for name in pack.namelist()}
    except DAMAGED as error:
        raise UnreadableError(f"nie da się otworzyć paczki: {error}") from error


def changed_files(files: dict[str, bytes]) -> list[str]:
    """Say which files are missing, changed or added against the list of SHA-256 sums."""
    if SUMS not in files:
        return [f"{SUMS}: brak pliku"]
    lines = files[SUMS].decode("utf-8", "replace").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    found = [f"{name}: brak pliku" for name in listed if name not in files]
    for name in sorted(set(files) - {SUMS}):
        if name not in listed:
            found.append(f"{name}: pliku nie ma w {SUMS}")
        elif hashlib.sha256(files[name]).hexdigest() != listed[name]:
            found.append(f"{name}: inne bajty niż zapisane w {SUMS}")
    return found


def official_result(rules: Row, scores: list[Row], entries: list[str]) -> list[Row]:
    """Rank the entries by the rules, exactly; the best first, equals by their label."""
    unit = unit_of(rules)
    marks = marks_of(rules, scores, unit)
    complete = complete_sheets(rules, marks)
    fewest = max(1, rules["min_sheets"] if rules["exclude_below_min"] else 1)
    totals = {entry: sheets for entry, sheets in complete.items() if len(sheets) >= fewest}
    whole = sum(criterion["weight"] for criterion in rules["criteria"])
    rows = scored(rules, totals, marks, unit, whole)
    break_ties(rules, rows, marks, totals)
    for entry in sorted((set(entries) | set(marks)) - set(totals)):
        unranked = {"entry": entry, "tied": False, "sheets": len(complete.get(entry, {}))}
        rows.append(dict.fromkeys(COMPARED + COMPARED_EXACT) | unranked)
    rows = sorted(rows, key=lambda row: (row["place"] or len(rows) + 1, row["entry"]))
    for row in rows:
        row["flags"] = flags_of(rules, row, rows)
    return rows


def unit_of(rules: Row) -> Fraction:
    """Return the greatest number of which every step and the minimum are whole multiples."""
    numbers = [number_of(row["step"]) for row in rules["criteria"]] + [number_of(rules["min"])]
    below = lcm(*(number.denominator for number in numbers))
    above = gcd(*(int(number * below) for number in numbers))
    return Fraction(above, below) if above else Fraction(1)


def marks_of(rules: Row, scores: list[Row], unit: Fraction) -> Marks:
    """Return the marks in whole units; stop at a mark that the rules do not allow."""
    steps = {row["name"]: number_of(row["step"]) for row in rules["criteria"]}
    low, high = number_of(rules["min"]), number_of(rules["max"])
    marks: Marks = {}
    for line, row in enumerate(scores, 2):
        name, points = row["criterion"], number_of(row["score"])
        if name not in steps:
            raise UnreadableError(f"scores.csv, wiersz {line}: nieznane kryterium {name}")
        if not low <= points <= high or (points - low) % steps[name]:
            raise UnreadableError(f"scores.csv, wiersz {line}: ocena {row['score']} poza skalą")
        sheet = marks.setdefault(row["entry"], {}).setdefault(row["juror"], {})
        if name in sheet:
            raise UnreadableError(f"scores.csv, wiersz {line}: druga ocena tego samego kryterium")
        sheet[name] = int(points / unit)
    return marks


def complete_sheets(rules: Row, marks: Marks) -> Totals:
    """Sum every complete sheet by weight."""
    weights = {row["name"]: row["weight"] for row in rules["criteria"] if row["weight"] > 0}
    return {
        entry: {
            juror: sum(weight * sheet[name] for name, weight in weights.items())
            for juror, sheet in sheets.items()
            if all(name in sheet for name in weights)
        }
        for entry, sheets in marks.items()
    }


def scored(rules: Row, totals: Totals, marks: Marks, unit: Fraction, whole: int) -> list[Row]:
    """Return exact scores and places, before any tie is broken."""
    rows: list[Row] = []
    keys: dict[str, Any] = {}
    for entry in sorted(totals):
        total, size, keys[entry] = aggregate(rules, sorted(totals[entry].values()))
        if rules["method"] == "trimmed" and rules.get("drop_per", "sheet") == "criterion":
            total = by_criterion(rules, [marks[entry][juror] for juror in totals[entry]])
            keys[entry] = Fraction(total, size)
        up, down = total * unit.numerator, size * unit.denominator * whole
        row: Row = {"entry": entry, "sheets": len(totals[entry]), "tie_step": None}
        rows.append(row | {"numerator": up, "denominator": down, "value": up / down})
    digits = enough_digits(rules, rows)
    for row in rows:
        last = half_up(row["numerator"], row["denominator"], digits)
        row["score"] = printed(last, digits)
        if rules["rank_on"] is not None and rules["method"] != "majority":
            keys[row["entry"]] = last
    places = places_of(keys)
    for row in rows:
        row["place"], row["tied"] = places[row["entry"]]
    return rows


def aggregate(rules: Row, ordered: list[int]) -> tuple[int, int, Any]:
    """Return sum and size of what is made of an entry's sheets, and the key it is ranked by."""
    count, method = len(ordered), rules["method"]
    if method == "majority":
        grade = ordered[(count - 1) // 2]
        above, below = sum(t > grade for t in ordered), sum(t < grade for t in ordered)
        second = Fraction(above, count) if above > below else Fraction(-below, count)
        return grade, 1, (grade, second)
    if method == "median":
        middle = ordered[(count - 1) // 2 : count // 2 + 1]
    elif method == "trimmed":
        best = rules.get("best", 0)
        middle = ordered[-best:] if best else ordered[rules["drop"][0] : count - rules["drop"][1]]
    else:
        middle = {"mean": ordered}[method]  # any other word ends the check
    if not middle:
        raise UnreadableError("za mało kart, żeby odrzucić skrajne")
    return sum(middle), len(middle), Fraction(sum(middle), len(middle))


def by_criterion(rules: Row, sheets: list[dict[str, int]]) -> int:
    """Drop the extreme scores of each criterion and sum the rest by weight."""
    weights = {row["name"]: row["weight"] for row in rules["criteria"] if row["weight"] > 0}
    given = {name: sorted(sheet[name] for sheet in sheets) for name in weights}
    return sum(weight * aggregate(rules, given[name])[0] for name, weight in weights.items())


def places_of(keys: dict[str, Any]) -> dict[str, tuple[int, bool]]:
    """Give places from the highest key down, 1, 2, 2, 4, and tell which are shared."""
    ordered = sorted(keys.values(), reverse=True)
    first = {key: place for place, key in reversed(list(enumerate(ordered, 1)))}
    last = {key: place for place, key in enumerate(ordered, 1)}
    return {entry: (first[key], last[key] > first[key]) for entry, key in keys.items()}


def break_ties(rules: Row, rows: list[Row], marks: Marks, totals: Totals) -> None:
    """Send every tie that crosses a line of awards up the ladder."""
    lines = lines_of(rules)
    groups: dict[int, list[str]] = {}
    for row in rows:
        groups.setdefault(row["place"], []).append(row["entry"])
    by_name = {row["entry"]: row for row in rows}
    crossing = {place: group for place, group in groups.items() if crosses(place, group, lines)}
    rungs = list(ladder(rules, marks, totals)) if crossing else []
    for first, group in crossing.items():
        for entry, place, tied, step in climb(group, rungs, first, lines, None):
            by_name[entry].update(place=place, tied=tied, tie_step=step)


def climb(
    group: list[str], rungs: list[Rung], place: int, lines: list[int], step: str | None
) -> Iterator[tuple[str, int, bool, str | None]]:
    """Split a tied group at the first rung that tells its entries apart, no further than needed."""
    if crosses(place, group, lines):
        for number, (name, keys_of) in enumerate(rungs):
            keys = dict(zip(group, keys_of(group)))  # noqa: B905 -- strict= came after Python 3.9
            levels = sorted(set(keys.values()), reverse=True)
            if len(levels) > 1:
                for level in levels:
                    part = [entry for entry in group if keys[entry] == level]
                    yield from climb(part, rungs[number:], place, lines, name)
                    place += len(part)
                return
    for entry in group:
        yield entry, place, len(group) > 1, step


def ladder(rules: Row, marks: Marks, totals: Totals) -> Iterator[Rung]:
    """Yield the rungs that the rules declare, in their order."""
    ordered = {entry: sorted(sheets.values()) for entry, sheets in totals.items()}
    by_median, part = {"method": "median"}, rules.get("tie_jurors", [])
    alone: dict[str, Callable[[list[str]], list[Any]]] = {
        "median": lambda group: [aggregate(by_median, ordered[entry])[2] for entry in group],
        "head_to_head": lambda group: [wins(entry, group, totals) for entry in group],
        "jurors": lambda group: means_of_part(part, group, totals),
    }
    for rung in rules["ties"]:
        if rung in alone:
            yield rung, alone[rung]
        elif rung == "criteria":
            yield from criteria_rungs(rules, marks, totals)
        elif rung == "countback":
            yield from count_back_rungs(totals)
        else:
            raise UnreadableError(f"rules.json: nieznany sposób rozstrzygania remisu {rung}")


def criteria_rungs(rules: Row, marks: Marks, totals: Totals) -> Iterator[Rung]:
    """Yield one rung for each criterion whose weight no other has, the heaviest first."""
    weights = [row["weight"] for row in rules["criteria"]]
    once = [row for row in rules["criteria"] if weights.count(row["weight"]) == 1 and row["weight"]]
    for row in sorted(once, key=lambda row: -int(row["weight"])):
        name = row["name"]

        def means(group: list[str], name: str = name) -> list[Fraction]:
            given = [[marks[entry][juror][name] for juror in totals[entry]] for entry in group]
            return [Fraction(sum(own), len(own)) for own in given]

        yield f"criteria:{name}", means


def count_back_rungs(totals: Totals) -> Iterator[Rung]:
    """Yield one rung for each place, counted over the jurors who scored all the tied entries."""
    placed: dict[str, dict[str, int]] = {entry: {} for entry in totals}
    for juror in {juror for given in totals.values() for juror in given}:
        own = {entry: given[juror] for entry, given in totals.items() if juror in given}
        for entry, (place, _) in places_of(own).items():
            placed[entry][juror] = place
    for place in sorted({place for own in placed.values() for place in own.values()}):

        def numbers(group: list[str], place: int = place) -> list[int]:
            common = set.intersection(*(set(placed[entry]) for entry in group))
            return [sum(placed[entry][juror] == place for juror in common) for entry in group]

        yield f"countback:{place}", numbers


def means_of_part(part: list[str], group: list[str], totals: Totals) -> list[Fraction]:
    """Average the sheets of those jurors of a part of the jury who scored all the tied entries."""
    common = set(part).intersection(*(totals[entry] for entry in group))
    return [Fraction(sum(totals[e][juror] for juror in common), len(common) or 1) for e in group]


def wins(entry: str, group: list[str], totals: Totals) -> int:
    """Count the pairs of a juror and a tied rival in which the juror put the entry higher."""
    rivals, sheets = [totals[rival] for rival in group], totals[entry].items()
    return sum(total > other.get(juror, total) for juror, total in sheets for other in rivals)


def lines_of(rules: Row) -> list[int]:
    """Return the last place of each award that is given."""
    return sorted({rules["prizes"], rules["prizes"] + rules["distinctions"]} - {0})


def crosses(place: int, group: list[str], lines: Iterable[int]) -> bool:
    """Tell whether entries that share a place stand on both sides of a line."""
    return any(place <= line < place + len(group) - 1 for line in lines)


def flags_of(rules: Row, row: Row, rows: list[Row]) -> list[str]:
    """Return the flags that belong to the official result."""
    shared = [other["entry"] for other in rows if other["place"] == row["place"]]
    raised = {
        "ENTRY_WITHOUT_SCORES": row["sheets"] == 0,
        "BELOW_MIN_SHEETS": 0 < row["sheets"] < rules["min_sheets"],
        "TIE_AT_BOUNDARY": bool(row["place"]) and crosses(row["place"], shared, lines_of(rules)),
    }
    return [flag for flag, is_raised in raised.items() if is_raised]


def enough_digits(rules: Row, rows: list[Row]) -> int:
    """Return how many decimals tell all unequal scores apart, or those of the rules."""
    if rules["rank_on"] is not None:
        return int(rules["rank_on"])
    values = {Fraction(row["numerator"], row["denominator"]) for row in rows}
    seen = {d: {half_up(v.numerator, v.denominator, d) for v in values} for d in range(2, 6)}
    return next((d for d, printed in seen.items() if len(printed) == len(values)), 6)


def half_up(numerator: int, denominator: int, digits: int) -> int:
    """Return a fraction in units of the last printed decimal, halves upwards."""
    return int((2 * numerator * 10**digits + denominator) // (2 * denominator))


def printed(last: int, digits: int) -> str:
    """Put the decimal point into a whole number of last decimals."""
    text = str(abs(last)).rjust(digits + 1, "0")
    text = f"{text[:-digits]}.{text[-digits:]}" if digits else text
    return f"-{text}" if last < 0 else text


def number_of(text: Any) -> Fraction:
    """Read ``7``, ``7.5`` or ``1/3`` exactly."""
    if not isinstance(text, str) or not NUMBER.fullmatch(text):
        raise UnreadableError(f"to nie jest liczba: {str(text)[:40]}")
    return Fraction(text)


def compare(stored: list[Row], recounted: list[Row]) -> list[str]:
    """Say in which entries the stored ranking differs from the recounted one."""
    found = []
    if len(stored) != len(recounted):
        found.append(f"ranking.json: {len(stored)} zgłoszeń zamiast {len(recounted)}")
    by_name = {str(row.get("entry")): (at, row) for at, row in enumerate(stored)}
    for at, row in enumerate(recounted):
        if row["entry"] not in by_name:
            found.append(f"{row['entry']}: brak w ranking.json")
            continue
        where, other = by_name[row["entry"]]
        wrong = [name for name in COMPARED + COMPARED_EXACT if other.get(name) != row[name]]
        given = [flag for flag in other.get("flags") or [] if flag in FLAGS]
        wrong += ["flags"] if sorted(given) != sorted(row["flags"]) else []
        said = "{}: {}: zapisano {!r}, z ocen wynika {!r}".format
        found += [said(row["entry"], name, other.get(name), row[name]) for name in wrong]
        found += [f"{row['entry']}: stoi w innym miejscu listy"] if where != at else []
    return found


def check(files: dict[str, bytes]) -> tuple[list[Row], list[str]]:
    """Recount a pack; return the ranking and everything that differs."""
    if lacking := [name for name in NEEDED if name not in files]:
        raise UnreadableError(f"brak pliku {lacking[0]}")
    try:
        rules, document = json.loads(files["rules.json"]), json.loads(files["ranking.json"])
        texts = (files[name].decode("utf-8-sig") for name in ("scores.csv", "entries.csv"))
        scores, entries = (list(csv.DictReader(io.StringIO(text, newline=""))) for text in texts)
        rows = official_result(rules, scores, [row["entry"] for row in entries])
        found = changed_files(files)
        if any(rules.get(name) != value for name, value in document["rules"].items()):
            found.append("rules.json: inne zasady niż w ranking.json")
        return rows, found + compare(document["ranking"], rows)
    except MALFORMED as error:
        raise UnreadableError(f"pliki mają niewłaściwą postać: {error!r}") from error


def main(arguments: list[str]) -> int:
    """Check the pack named on the command line, or the folder in which this file lies."""
    path = arguments[0] if arguments else str(Path(__file__).resolve().parent)
    try:
        rows, found = check(read_pack(path))
    except UnreadableError as error:
        say(f"NIE SPRAWDZONO: {error}.", "NOT CHECKED: the pack cannot be read.")
        return 2
    for row in rows:
        place = "–" if row["place"] is None else f"{row['place']}{' =' if row['tied'] else ''}"
        say(f"{place:>6}  {row['entry']}  {row['score'] or '–'}  (kart: {row['sheets']})")
    if found:
        say("", *found, "", f"NIEZGODNY: różnic: {len(found)}.", "DIFFERS from the stored result.")
        return 1
    say("", "ZGODNY: wynik przeliczony z ocen i zasad jest taki sam jak zapisany.", "MATCHES.")
    return 0


def say(*lines: str) -> None:
    """Print lines, also where the terminal does not know every letter."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write("".join(f"{line}\n" for line in lines).encode(encoding, "replace").decode(encoding))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
