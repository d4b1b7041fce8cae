"""Counting a result again from its own pack: the official table exactly, the rest within tolerance.

Needs neither settings nor database. A pack may come from anywhere: what it holds is checked before
it is counted, and every trouble is said in words.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from judging.analysis.analyse import analyse
from judging.analysis.document import whole_document
from judging.results.files.pack import public_document
from judging.results.snapshot import Snapshot
from judging.results.standalone import verify as standalone
from judging.stats.rules import ScoringRules

TOLERANCE = 1e-4  # of a figure, relative: other versions of numpy and scipy round otherwise
SAMPLED = ("p_main", "p_honoured", "first_by_weights", "top_by_weights")
DRAWN = 0.04  # of a chance: five standard errors of the draws
BANDS = ("band_low", "band_high")
OF_THE_RECORD = ("input_sha256", "version")  # of other labels, of the software of that day
EXACT = (*standalone.COMPARED, *standalone.COMPARED_EXACT)
ABSENT = object()


def differences(files: Mapping[str, bytes]) -> list[str]:
    """Return what differs between a pack and a recount of it; nothing when all agrees.

    Parameters
    ----------
    files
        As :func:`judging.results.standalone.verify.read_pack` returns them.

    Raises
    ------
    UnreadableError
        When the pack cannot be counted at all.
    """
    _rows, found = standalone.check(dict(files))
    try:
        more = _recounted(files)
        return [*found, *(each for each in more if each not in found)]
    except standalone.MALFORMED as error:
        raise standalone.UnreadableError(f"pliki mają niewłaściwą postać: {error}") from error


def _table_of(content: bytes) -> list[dict[str, str]]:
    """Read a table with headings."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _recounted(files: Mapping[str, bytes]) -> list[str]:
    """Count with the product's own functions, from the seed of the record."""
    about, stored = json.loads(files["about.json"]), json.loads(files["ranking.json"])
    rules = ScoringRules.from_dict(json.loads(files["rules.json"]))
    entries = [row["entry"] for row in _table_of(files["entries.csv"])]
    scores = _frame(_table_of(files["scores.csv"]), rules.unit)
    analysis = analyse(scores, rules, entries=entries, drawn_by=about["input_sha256"])
    counted = public_document(Snapshot(whole_document(analysis), {}, {}, {}, scores, rules))
    found = list(_unequal(stored, counted))
    if about["pack_sha256"] != analysis.input_sha256:
        found.append("about.json: pack_sha256 nie jest sumą kontrolną tych ocen i zasad")
    if about["input_sha256"] != stored.get("input_sha256"):
        found.append("about.json: inny input_sha256 niż w ranking.json")
    return found + _foreign_check(files, about["software"]["judging"])


def _frame(rows: list[dict[str, Any]], unit: Fraction) -> pd.DataFrame:
    """Return scores in whole units, as the statistics take them."""
    columns = ["entry", "juror", "criterion"]
    frame = pd.DataFrame([[row[name] for name in columns] for row in rows], columns=columns)
    steps = [int(standalone.number_of(row["score"]) / unit) for row in rows]
    return frame.astype("category").assign(steps=pd.Series(steps, dtype="int64"))


def _foreign_check(files: Mapping[str, bytes], made_by: str) -> list[str]:
    """Say when the pack's own check is not the one that this version gives out."""
    own = Path(standalone.__file__).read_bytes()
    if made_by == version("judging") and files.get("verify.py") != own:
        return ["verify.py: inny niż ten, który dołącza ta wersja programu"]
    return []


def _unequal(stored: Any, counted: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield every value that differs by more than its tolerance, with its path."""
    if path and path[-1] in OF_THE_RECORD:
        return
    if isinstance(stored, dict) and isinstance(counted, dict):
        for name in sorted(stored.keys() | counted.keys()):
            yield from _unequal(stored.get(name, ABSENT), counted.get(name, ABSENT), (*path, name))
    elif isinstance(stored, list) and isinstance(counted, list) and len(stored) == len(counted):
        for number, (one, other) in enumerate(zip(stored, counted, strict=True)):
            yield from _unequal(one, other, (*path, _label(one, number)))
    elif not _close(stored, counted, path[-1] if path else ""):
        yield f"ranking.json: {' / '.join(path)}: zapisano {_short(stored)}, z ocen wynika {_short(counted)}"


def _close(stored: Any, counted: Any, name: str) -> bool:
    """Tell whether two figures agree: exactly but for floating point and for what is drawn."""
    if isinstance(stored, bool) or isinstance(counted, bool) or name in EXACT:
        return type(stored) is type(counted) and bool(stored == counted)
    if not isinstance(stored, int | float) or not isinstance(counted, int | float):
        return bool(stored == counted)
    if name in SAMPLED:
        return abs(stored - counted) <= DRAWN
    if name in BANDS:
        return abs(stored - counted) <= 1
    return abs(stored - counted) <= TOLERANCE * max(1.0, abs(counted))


def _label(value: Any, number: int) -> str:
    """Name an item of a list by what it is about."""
    if isinstance(value, dict):
        for key in ("entry", "criterion", "method", "name"):
            if isinstance(value.get(key), str):
                return str(value[key])
    return str(number)


def _short(value: Any) -> str:
    return "brak" if value is ABSENT else json.dumps(value, ensure_ascii=False)[:80]
