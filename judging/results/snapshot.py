"""What the pages of the results show: the frozen record where there is one, else the live analysis.

Both have the same shape, so that no page knows the difference. The room gets a copy without
anything that speaks of a single juror: what is not there cannot be shown by mistake.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from judging.core.clock import HOME_ZONE
from judging.core.i18n import _
from judging.core.written import Worded, Written, joined
from judging.results import subtraction
from judging.stats.vocabulary import Flag

if TYPE_CHECKING:
    import pandas as pd

    from judging.stats.rules import ScoringRules

FEWEST_SHEETS_FOR_SPREAD = 5  # of fewer, mean, spread and another method give them all away
OF_ONE_JUROR = {
    Flag.HALO,
    Flag.INCOMPLETE_SHEET,
    Flag.OUTLIER_SHEET,
    Flag.PIVOTAL_JUROR,
    Flag.WEAK_DISCRIMINATION,
    Flag.ZERO_VARIANCE_JUROR,
}
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EntryName:
    """An entry of the round, as the pages name it."""

    id: str
    number: int
    office: str
    title: str
    area: str

    def __post_init__(self) -> None:
        """Let pages know what was written by people: plain rows come without it."""
        for name, kind in (("office", Written), ("title", Written), ("area", Worded)):
            object.__setattr__(self, name, kind(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class JurorName:
    """A juror of the round, as the secretary's pages name them."""

    id: str
    name: str


@dataclass(frozen=True)
class Frozen:
    """When the results were closed, and the fingerprint of the record."""

    at: datetime
    digest: str


@dataclass(frozen=True)
class Snapshot:
    """A ranking as the pages read it.

    ``document`` is ``whole_document(analysis)``; ``names`` and ``jurors`` tell who its labels are,
    ``criteria`` how the criteria are called. ``scores`` and ``rules`` serve "what if". It speaks of
    one ``area`` or, where that is empty, of the whole round.
    """

    document: Document
    names: dict[str, EntryName]
    jurors: dict[str, str]
    criteria: dict[str, str]
    scores: "pd.DataFrame"
    rules: "ScoringRules"
    area: str = ""
    zone: str = HOME_ZONE  # of the edition
    frozen: Frozen | None = None
    source: Hashable = None  # the version of the data, or the digest of the record
    withheld: frozenset[str] = frozenset()  # entries of which the room is told nothing by criterion

    @property
    def pending(self) -> bool:
        """Whether the official table stands and the diagnostics are still to be counted."""
        return "agreement" not in self.document

    @property
    def rows(self) -> list[Document]:
        """The rows of the ranking, best first."""
        rows: list[Document] = self.document["ranking"]
        return rows

    @property
    def has_bands(self) -> bool:
        """Whether place bands are about the whole ranking; older records knew them by group."""
        one_group = self.document["agreement"]["components"] in (None, 1)
        return one_group or "unknown" in self.document

    @property
    def fewest_sheets(self) -> int:
        """From how many sheets on an entry the room is told of it by criterion."""
        return subtraction.fewest_sheets(self.rules.min_sheets)

    @property
    def words(self) -> tuple[Document, dict[str, str]]:
        """The rules and the names of the criteria: what annotations are worded by."""
        return self.document["rules"], self.criteria

    def titles(self, entries: Iterable[str]) -> str:
        """Return the titles of entries as a sentence lists them."""
        return joined(", ", (_("“%(title)s”", title=self.names[entry].title) for entry in entries))

    def row(self, entry: str) -> Document | None:
        """Return the row of an entry of this round."""
        return next((row for row in self.rows if row["entry"] == entry), None)

    def content(self) -> Hashable:
        """Return what a page made of this depends on: equal contents give equal pages."""
        jurors, criteria = tuple(self.jurors.items()), tuple(self.criteria.items())
        return self.source, self.pending, self.area, self.frozen, jurors, criteria

    def for_room(self) -> "Snapshot":
        """Return the same without jurors: no names, severity, sheets, flags of one juror, nothing to subtract."""
        no_score = subtraction.scoreless(self.rows)
        few = subtraction.thin(self.rows, self.rules.min_sheets)
        ranking = [subtraction.shown_row(_impersonal_row(row), few, no_score) for row in self.rows]
        document = self.document | {"ranking": ranking}
        if self.pending:
            return replace(self, document=document, jurors={}, withheld=few)
        agreement, untold = subtraction.shown_agreement(document["agreement"], len(document["jurors"]))
        document |= {
            "flags": _impersonal(self.document["flags"]),
            "jurors": [],
            "sheets": {name: [] for name in self.document["sheets"]},
            "order_trend": None,
            "agreement": agreement,
            "criteria": subtraction.shown_criteria(document["criteria"], ranking, few),
            "change_of_weights": None if few else document["change_of_weights"],
            "withheld": [*untold, *(["change_of_weights"] if few else [])],
        }
        scores = self.scores[~self.scores["entry"].isin(list(few))] if few else self.scores
        return replace(self, document=document, jurors={}, scores=_nameless(scores), withheld=few)


def _impersonal_row(row: Document) -> Document:
    """Leave out of a row what speaks of one juror: with few sheets the severity of one follows from it."""
    spread = row["spread"] if row["sheets"] >= FEWEST_SHEETS_FOR_SPREAD else None
    return row | {"flags": _impersonal(row["flags"]), "adjusted": None, "spread": spread}


def _nameless(scores: "pd.DataFrame") -> "pd.DataFrame":
    """Put numbers in place of the jurors."""
    from judging.stats.codes import encode  # with pandas: only when figures are asked for

    return scores.assign(juror=encode(scores["juror"])[0])


def _impersonal(flags: list[str]) -> list[str]:
    """Leave out the flags that speak of one juror or one sheet."""
    return [flag for flag in flags if Flag.read(flag)[0] not in OF_ONE_JUROR]
