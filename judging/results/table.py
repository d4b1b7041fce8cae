"""The rows of the ranking as a page shows them: figures turned into words, prize lines put in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from judging.core.formatting import Numbers
from judging.results.snapshot import EntryName, Snapshot
from judging.results.text import labels
from judging.results.text.labels import ZoneStatus

Row = Mapping[str, Any]
TO_COME = "…"  # what stands in a cell until it has been counted


class RankingRow(NamedTuple):
    """One row: the name of the entry, its figures, and what stands in its cells."""

    name: EntryName
    figures: Row
    url: str
    place: str
    score: str
    sheets: int
    exact: str
    annotations: tuple[str, ...]
    of_sheets: tuple[str, ...]  # they name jurors: for the secretary alone, never in a file
    line: str = ""  # the class of a row after which a prize line is drawn
    adjusted_place: str = TO_COME
    adjusted: str = TO_COME
    band: str = TO_COME
    chance: str = TO_COME
    chance_honoured: str = TO_COME
    spread: str = TO_COME
    first_by_weights: str = TO_COME
    zone: ZoneStatus | None = None

    @property
    def last_place(self) -> str:
        """The class of the prize line after the row, where its name stands."""
        return self.line

    @property
    def office(self) -> str:
        """The office."""
        return self.name.office

    @property
    def said(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """All annotations: about the entry, and about single sheets."""
        return self.annotations, self.of_sheets


def ranked(snapshot: Snapshot, rows: Sequence[Row], url: Callable[[str], str] | None = None) -> list[RankingRow]:
    """Return the given rows of the ranking, in order; `url` is the page of an entry."""
    lines, rules, print_ = line_classes(snapshot), snapshot.words, Numbers.of_language()
    pending = snapshot.pending
    return [
        RankingRow(
            name=snapshot.names[row["entry"]],
            figures=row,
            url=url(row["entry"]) if url else "",
            place=labels.place(row),
            score=print_.number(row["score"]),
            sheets=row["sheets"],
            exact=_fraction(row),
            annotations=_annotations(row, *rules),
            of_sheets=tuple(labels.sheet_annotations(row, snapshot.jurors)) if row["flags"] else (),
            line=lines.get(row["entry"], ""),
            **({} if pending else _figures(snapshot, row, print_)),
        )
        for row in rows
    ]


def _annotations(row: Row, *rules: Any) -> tuple[str, ...]:
    """Return the annotations about an entry; of most there is nothing to say."""
    return tuple(labels.entry_annotations(row, *rules)) if row["flags"] or row["tie_step"] else ()


def _figures(snapshot: Snapshot, row: Row, print_: Numbers) -> dict[str, Any]:
    """Print what stands beside the official columns."""
    return {
        "adjusted_place": _whole(row["adjusted_place"]),
        "adjusted": print_.number(row["adjusted"], 2),
        "band": labels.band(row),
        "chance": labels.chance(row["p_main"]),
        "chance_honoured": labels.chance(row["p_honoured"]),
        "spread": print_.number(row["spread"], 2),
        "first_by_weights": print_.percent(row["first_by_weights"]),
        "zone": labels.zone(row, snapshot.document["lines"]),
    }


def _whole(value: int | None) -> str:
    return "–" if value is None else str(value)


def _fraction(row: Row) -> str:
    """Print the exact score; unknown is a dash."""
    return f"{row['numerator']} / {row['denominator']}" if row["denominator"] else "–"


def line_classes(snapshot: Snapshot) -> dict[str, str]:
    """Return the class of the last entry of the main prizes and of the distinctions."""
    return lines_after(snapshot, {row["entry"]: row["place"] for row in snapshot.rows})


def lines_after(snapshot: Snapshot, places: Mapping[str, int | None]) -> dict[str, str]:
    """Return after which entries of an order, best first, the prize lines are drawn."""
    settings = snapshot.document["rules"]
    main, all_ = settings["prizes"], settings["prizes"] + settings["distinctions"]
    if not main:
        return {}
    found = {}
    for end, name in ((all_, "line-distinction"), (main, "line-main")):
        inside = [entry for entry, place in places.items() if place and place <= end]
        if inside:
            found[inside[-1]] = name
    return found
