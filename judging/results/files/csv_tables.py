"""Tables for a spreadsheet program as CSV: in Polish with semicolons and decimal commas.

Text is always quoted and cleaned once for each entry and juror; numbers stand bare.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from judging.core.cells import csv_file, quoted, separator
from judging.core.i18n import _
from judging.results.files.sheet_list import sheet_list
from judging.results.snapshot import EntryName, Snapshot
from judging.results.text import labels
from judging.results.text.labels import HARDLY, SURE


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language writes a table: what parts its cells, and its decimal mark."""

    separator: str
    mark: str

    @classmethod
    def of_the_language(cls) -> "Manner":
        """Return the manner of the language that is spoken now."""
        parts = separator()
        return cls(parts, "," if parts == ";" else ".")

    def number(self, value: float | str | None) -> str:
        """Print a number with the decimal mark of the language; unknown is an empty cell."""
        if value is None:
            return ""
        text = f"{value:.4f}" if isinstance(value, float) else str(value)
        return text.replace(".", self.mark)

    def chance(self, value: float | None) -> str:
        """Print a chance; one that is drawn is neither nil nor certain, as on pages."""
        if value is None or HARDLY <= value <= SURE:
            return self.number(value)
        return f"> {self.number(str(SURE))}" if value > SURE else f"< {self.number(str(HARDLY))}"

    def entry(self, name: EntryName) -> str:
        """Print the cells that name an entry."""
        return self.line([self.number(name.number), *map(quoted, (name.office, name.title, name.area))])

    def line(self, cells: Iterable[str]) -> str:
        """Print a row."""
        return self.separator.join(cells)


def ranking_csv(snapshot: Snapshot) -> bytes:
    """Return the ranking: official columns first, then what is known about them."""
    manner, lines = Manner.of_the_language(), snapshot.document["lines"]
    yes, table = quoted(_("yes")), [manner.line(map(quoted, _ranking_heading(snapshot)))]
    for row in snapshot.rows:
        zone = labels.zone(row, lines)
        table.append(
            manner.line(
                [
                    manner.number(row["place"]),
                    yes if row["tied"] else "",
                    manner.entry(snapshot.names[row["entry"]]),
                    *(manner.number(row[figure]) for figure in ("score", "sheets", "adjusted_place")),
                    *(manner.chance(row[line]) for line in ("p_main", "p_honoured")),
                    *(manner.number(row[edge]) for edge in ("band_low", "band_high")),
                    quoted(zone.word if zone else ""),
                    quoted(" ".join(labels.entry_annotations(row, *snapshot.words))),
                ]
            )
        )
    return csv_file(table)


def sheets_csv(snapshot: Snapshot) -> bytes:
    """Return every sheet with the name of its juror: for the secretary alone."""
    from judging.stats.printing import plain  # with pandas: not at the start

    manner, found = Manner.of_the_language(), sheet_list(snapshot)
    titles = [snapshot.criteria.get(key, key) for key in found.criteria]
    heading = [*_entry_heading(), _("Juror"), *titles, _("Sheet counts")]
    entries = {key: manner.entry(name) for key, name in snapshot.names.items()}
    jurors = {juror: quoted(juror) for juror in set(found.jurors)}
    marks = found.printed(["", *(manner.number(plain(points)) for points in found.scale)])
    whole, join = {True: quoted(_("yes")), False: quoted(_("no"))}, manner.separator.join
    lines = [
        join((entries[name.id], jurors[juror], *given, whole[counts]))
        for name, juror, given, counts in zip(found.entries, found.jurors, marks, found.counts, strict=True)
    ]
    return csv_file([manner.line(map(quoted, heading)), *lines])


def _ranking_heading(snapshot: Snapshot) -> list[str]:
    return [
        _("Place"),
        _("Tied"),
        *_entry_heading(),
        _("Score"),
        _("Sheets"),
        _("Adjusted place"),
        *labels.chance_columns(snapshot.document["lines"]),
        _("Place band from"),
        _("Place band to"),
        _("Zone"),
        _("Remarks"),
    ]


def _entry_heading() -> list[str]:
    return [_("Number"), _("Office"), _("Practice"), _("Area")]
