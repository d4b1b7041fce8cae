"""What the pages of the results show: the frozen record where there is one, else the live analysis.

Both have the same shape, so that no page knows the difference. The room gets a copy without
anything that speaks of a single juror: what is not there cannot be shown by mistake.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from judging.editions.models import Edition, Round
from judging.editions.rulebook import current
from judging.results.frames import EntryName
from judging.results.live import live
from judging.results.models import Ranking

if TYPE_CHECKING:
    import pandas as pd

    from judging.stats.rules import ScoringRules

KEPT = 4
OF_ONE_JUROR = (
    "HALO",
    "INCOMPLETE_SHEET",
    "OUTLIER_SHEET",
    "PIVOTAL_JUDGE",
    "WEAK_DISCRIMINATION",
    "ZERO_VARIANCE_JUDGE",
)
Document = dict[str, Any]
_records: "OrderedDict[str, Standing]" = OrderedDict()


@dataclass(frozen=True)
class Frozen:
    """When the results were closed, and the fingerprint of the record."""

    at: datetime
    digest: str


@dataclass(frozen=True)
class Standing:
    """A ranking as the pages read it.

    ``document`` is ``Analysis.to_dict()``; ``names`` and ``jurors`` tell who its labels are,
    ``criteria`` how the criteria are called. ``scores`` and ``rules`` serve "what if".
    """

    document: Document
    names: dict[str, EntryName]
    jurors: dict[str, str]
    criteria: dict[str, str]
    scores: "pd.DataFrame"
    rules: "ScoringRules"
    frozen: Frozen | None = None

    @property
    def rows(self) -> list[Document]:
        """The rows of the ranking, best first."""
        rows: list[Document] = self.document["ranking"]
        return rows

    def row(self, entry: str) -> Document | None:
        """Return the row of an entry of this round."""
        return next((row for row in self.rows if row["entry"] == entry), None)

    def content(self) -> Hashable:
        """Return what a page made of this depends on: equal contents give equal pages."""
        names, jurors, criteria = self.names.items(), self.jurors.items(), self.criteria.items()
        digest = self.document["input_sha256"]
        return digest, self.frozen, tuple(names), tuple(jurors), tuple(criteria)

    def for_room(self) -> "Standing":
        """Return the same without jurors: no names, severity, sheets, flags of one juror."""
        document = {key: self.document[key] for key in self.document if key != "order_trend"}
        document |= {
            "ranking": [row | {"flags": _impersonal(row["flags"])} for row in self.rows],
            "flags": _impersonal(self.document["flags"]),
            "jurors": [],
            "sheets": {"entry": [], "juror": [], "points": [], "residual": [], "studentised": []},
            "order_trend": None,
        }
        return replace(self, document=document, jurors={})


def standing(session: Session, edition: Edition, round_: Round) -> Standing:
    """Return what the pages of a closed round show now."""
    criteria = {row["key"]: row["name"] for row in current(edition)["criteria"]}
    if record := _frozen(session, round_):
        return replace(_of_record(record), criteria=criteria)
    now = live(session, round_)
    names = {entry.id: entry for entry in now.entries}
    jurors = {juror.id: juror.name for juror in now.jurors}
    return Standing(now.document, names, jurors, criteria, now.scores, now.rules)


def _frozen(session: Session, round_: Round) -> Ranking | None:
    """Return the newest frozen record; its large columns are read only when first shown."""
    query = (
        select(Ranking)
        .where(Ranking.round_id == round_.id)
        .options(defer(Ranking.scores), defer(Ranking.analysis))
        .order_by(Ranking.number.desc())
        .limit(1)
    )
    return session.scalar(query)


def _of_record(record: Ranking) -> Standing:
    """Read a frozen record, which never changes, once."""
    if record.digest not in _records:
        _records[record.digest] = _read(record)
        while len(_records) > KEPT:
            _records.popitem(last=False)
    return replace(_records[record.digest], frozen=Frozen(record.made_at, record.digest))


def _read(record: Ranking) -> Standing:
    import pandas as pd  # only when figures are asked for

    from judging.stats.rules import ScoringRules

    columns = ["entry", "juror", "criterion", "steps"]
    scores = pd.DataFrame(record.scores, columns=columns).astype(
        {**dict.fromkeys(columns[:3], "category"), "steps": "int64"}
    )
    names = {entry["id"]: EntryName(**entry) for entry in record.entries}
    jurors = {juror["id"]: juror["name"] for juror in record.jurors}
    rules = ScoringRules.from_dict(record.rules)
    return Standing(record.analysis, names, jurors, {}, scores, rules)


def _impersonal(flags: list[str]) -> list[str]:
    """Leave out the flags that speak of one juror or one sheet."""
    return [flag for flag in flags if not flag.startswith(OF_ONE_JUROR)]
