"""What the pages of the results show: the frozen record where there is one, else the live analysis.

Both have the same shape, so that no page knows the difference. The room gets a copy without
anything that speaks of a single juror: what is not there cannot be shown by mistake.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from judging.core.cache import Newest
from judging.core.i18n import _
from judging.editions.models import Edition, Round
from judging.editions.rulebook import current, ranked_areas
from judging.results.frames import EntryName
from judging.results.live import Counted, areas_with_entries, counted, is_analysed, live
from judging.results.models import Ranking
from judging.results.queries import frozen_ranking

if TYPE_CHECKING:
    import pandas as pd

    from judging.stats.rules import ScoringRules

KEPT = 32  # the whole and each area of a few records
FEWEST_SHEETS_FOR_SPREAD = 5  # of fewer, mean, spread and another method give them all away
FEW_SCORES = 4_000  # so many are analysed in the blink of an eye: the page waits for it
OF_ONE_JUROR = (
    "HALO",
    "INCOMPLETE_SHEET",
    "OUTLIER_SHEET",
    "PIVOTAL_JUDGE",
    "WEAK_DISCRIMINATION",
    "ZERO_VARIANCE_JUDGE",
)
Document = dict[str, Any]
_records: Newest["Standing"] = Newest(KEPT)


@dataclass(frozen=True)
class Frozen:
    """When the results were closed, and the fingerprint of the record."""

    at: datetime
    digest: str


@dataclass(frozen=True)
class Standing:
    """A ranking as the pages read it.

    ``document`` is ``Analysis.to_dict()``; ``names`` and ``jurors`` tell who its labels are,
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
    frozen: Frozen | None = None

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
    def words(self) -> tuple[Document, dict[str, str]]:
        """The rules and the names of the criteria: what remarks are worded by."""
        return self.document["rules"], self.criteria

    def titles(self, entries: Iterable[str]) -> str:
        """Return the titles of entries as a sentence lists them."""
        return ", ".join(_("“%(title)s”", title=self.names[entry].title) for entry in entries)

    def row(self, entry: str) -> Document | None:
        """Return the row of an entry of this round."""
        return next((row for row in self.rows if row["entry"] == entry), None)

    def content(self) -> Hashable:
        """Return what a page made of this depends on: equal contents give equal pages."""
        names, jurors, criteria = self.names.items(), self.jurors.items(), self.criteria.items()
        digest = self.document["input_sha256"]
        return digest, self.area, self.frozen, tuple(names), tuple(jurors), tuple(criteria)

    def for_room(self) -> "Standing":
        """Return the same without jurors: no names, severity, sheets, flags of one juror."""
        ranking = [
            row
            | {
                "flags": _impersonal(row["flags"]),
                "adjusted": None,  # with few sheets the severity of one juror follows from it
                "spread": row["spread"] if row["sheets"] >= FEWEST_SHEETS_FOR_SPREAD else None,
            }
            for row in self.rows
        ]
        document = self.document | {"ranking": ranking}
        if self.pending:
            return replace(self, document=document, jurors={})
        document |= {
            "flags": _impersonal(self.document["flags"]),
            "jurors": [],
            "sheets": {name: [] for name in self.document["sheets"]},
            "order_trend": None,
            "agreement": document["agreement"] | {"var_juror": None},
        }
        return replace(self, document=document, jurors={}, scores=_nameless(self.scores))


def standing(session: Session, edition: Edition, round_: Round, area: str = "") -> Standing:
    """Return what the pages of a closed round show now."""
    if record := frozen_ranking(session, round_):
        return _of_record(record, edition, area)
    now = live(session, round_, area)
    return _of_live(now, now.document, edition, now.scores)


def at_once(session: Session, edition: Edition, round_: Round, area: str = "") -> Standing:
    """Return the same, but of many scores at first the official table alone: see ``pending``."""
    if record := frozen_ranking(session, round_):
        return _of_record(record, edition, area)
    table = counted(session, round_, area)
    if sum(map(len, table.sheets.scores)) <= FEW_SCORES or is_analysed(session, round_, area):
        now = live(session, round_, area)
        return _of_live(now, now.document, edition, now.scores)

    from judging.results.documents import official_document  # with pandas: only when asked for

    # the scores, a row each, are for what comes a moment later
    official = official_document(table.official, table.rules)
    return _of_live(table, official, edition, scores=table.official[:0])


def areas_of(session: Session, edition: Edition, round_: Round) -> list[str]:
    """Return the areas of a closed round that have rankings of their own."""
    if not ranked_areas(current(edition)):
        return []
    if record := frozen_ranking(session, round_):
        taken = {row["area"] for row in record.entries}
        return [area for area in ranked_areas(current(edition)) if area in taken]
    return areas_with_entries(round_, counted(session, round_).entries)


def _of_live(
    table: Counted, document: Document, edition: Edition, scores: "pd.DataFrame"
) -> Standing:
    names = {entry.id: entry for entry in table.entries}
    jurors = {juror.id: juror.name for juror in table.jurors}
    criteria = _criteria(edition)
    return Standing(document, names, jurors, criteria, scores, table.rules, table.area)


def _criteria(edition: Edition) -> dict[str, str]:
    return {row["key"]: row["name"] for row in current(edition)["criteria"]}


def _of_record(record: Ranking, edition: Edition, area: str) -> Standing:
    """Read a frozen record, which never changes, once."""
    kept = _records.get((record.digest, area), lambda: _read(record, area))
    frozen = Frozen(record.made_at, record.digest)
    return replace(kept, criteria=_criteria(edition), frozen=frozen)


def _read(record: Ranking, area: str) -> Standing:
    import pandas as pd  # only when figures are asked for

    from judging.stats.rules import ScoringRules

    document = record.areas[area] if area else record.analysis
    names = {
        row["id"]: EntryName(**row) for row in record.entries if not area or row["area"] == area
    }
    columns = ["entry", "juror", "criterion", "steps"]
    scores = pd.DataFrame([row for row in record.scores if row[0] in names], columns=columns)
    scores = scores.astype({**dict.fromkeys(columns[:3], "category"), "steps": "int64"})
    jurors = {juror["id"]: juror["name"] for juror in record.jurors}
    rules = ScoringRules.from_dict(document["rules"])
    return Standing(document, names, jurors, {}, scores, rules, area)


def _nameless(scores: "pd.DataFrame") -> "pd.DataFrame":
    """Put numbers in place of the jurors."""
    from judging.stats.codes import encode  # with pandas: only when figures are asked for

    return scores.assign(juror=encode(scores["juror"])[0])


def _impersonal(flags: list[str]) -> list[str]:
    """Leave out the flags that speak of one juror or one sheet."""
    return [flag for flag in flags if not flag.startswith(OF_ONE_JUROR)]
