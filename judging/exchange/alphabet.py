"""A result with all its lists of names in the order of the Polish alphabet."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from judging.stats.collation import alphabetical

Row = Mapping[str, Any]
LISTS = ("gained", "lost")  # entries that a juror or a weight moves


def in_alphabet(result: Row) -> dict[str, Any]:
    """Return the result with equals, jurors and what is listed of them in alphabetical order."""
    ranking = sorted(map(_row, result["ranking"]), key=lambda row: alphabetical(str(row["entry"])))
    ranking.sort(key=lambda row: (row["place"] is None, row["place"] or 0))
    at = {row["entry"]: number for number, row in enumerate(ranking)}
    methods = [
        {**row, "winners": row["winners"] and sorted(row["winners"], key=at.__getitem__)} for row in result["methods"]
    ]
    jurors = sorted(map(_row, result["jurors"]), key=lambda row: alphabetical(str(row["juror"])))
    return {
        **result,
        "ranking": ranking,
        "jurors": jurors,
        "criteria": [_row(row) for row in result["criteria"]],
        "methods": methods,
        "flags": flags_in_order(result["flags"]),
    }


def _row(row: Row) -> dict[str, Any]:
    """Return a row with its lists in order."""
    lists = {name: _sorted(row[name]) for name in LISTS if row.get(name)}
    flags = {"flags": flags_in_order(row["flags"])} if row.get("flags") else {}
    return {**row, **lists, **flags}


def _sorted(names: Iterable[str]) -> list[str]:
    """Return names in order."""
    return sorted(names, key=lambda name: alphabetical(str(name)))


def flags_in_order(flags: Sequence[str]) -> list[str]:
    """Return flags with those of one kind by the name that they are about.

    Examples
    --------
    >>> flags_in_order(["TIE_AT_BOUNDARY", "INCOMPLETE_SHEET:Żak", "INCOMPLETE_SHEET:Ćwik"])
    ['TIE_AT_BOUNDARY', 'INCOMPLETE_SHEET:Ćwik', 'INCOMPLETE_SHEET:Żak']
    """
    kinds = list(dict.fromkeys(flag.partition(":")[0] for flag in flags))

    def key(flag: str) -> tuple[int, Any]:
        kind, _colon, about = flag.partition(":")
        return kinds.index(kind), alphabetical(about)

    return sorted(flags, key=key)
