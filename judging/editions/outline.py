"""The outline of an edition: everything that can be copied from one year to the next.

The built-in template is an outline, and so is last year's edition, so that a new edition is
made in one way. Rows hold the fields of the models by name; no ids, no dates, no people.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from judging.editions.declarations import standing
from judging.editions.english import known_places
from judging.editions.models import (
    Anchor,
    Area,
    AwardKind,
    Criterion,
    Declaration,
    Edition,
    EnglishWording,
    FormField,
    Partner,
    Round,
)

if TYPE_CHECKING:
    from judging.core.db import Base

Row = Mapping[str, Any]
Longest = int | Mapping[str, int]  # characters of each text of a list, or of each field of its rows

COPIED = {
    "edition": (
        "time_zone",
        "about",
        "rules_text",
        "contact_name",
        "contact_email",
        "contact_phone",
        "grace_minutes",
        "quorum",
        "sheets_open_to_jury",
        "comments_seen",
        "retention_months",
        "reminder_days",
        "entries_per_office",
        "office_space_mb",
        "edition_space_mb",
        "practice_round",
    ),
    "areas": ("name", "position"),
    "fields": (
        "key",
        "kind",
        "label",
        "help",
        "example",
        "required",
        "word_limit",
        "unit",
        "choices",
        "asked_if",
        "asked_if_answer",
        "for_jury",
        "position",
    ),
    "criteria": (
        "key",
        "name",
        "description",
        "levels",
        "weight",
        "step",
        "comment_required",
        "answered_in",
        "position",
    ),
    "rounds": (
        "name",
        "position",
        "kind",
        "low",
        "high",
        "method",
        "drop_low",
        "drop_high",
        "drop_per",
        "min_sheets",
        "exclude_below_min",
        "never_below_min",
        "ties",
        "rank_on",
        "yes_rule",
        "yes_needed",
        "no_needs_reason",
    ),
    "award_kinds": (
        "name",
        "name_accusative",
        "quantity",
        "main",
        "per_area",
        "ex_aequo_counts_once",
        "minimal_score",
        "position",
    ),
    "declarations": ("kind", "number", "text", "signed_file"),
    "partners": ("kind", "name", "url", "position"),
    "anchors": ("title", "answers", "points", "reasons", "position"),
    "english": ("place", "text", "english"),
}


@dataclass(frozen=True, slots=True)
class Outline:
    """What a new edition starts with."""

    competition: Row  # slug, name, organiser
    edition: Row
    areas: Sequence[Row]
    fields: Sequence[Row]
    criteria: Sequence[Row]
    rounds: Sequence[Row]  # with the keys of their criteria
    award_kinds: Sequence[Row]
    declarations: Sequence[Row]
    partners: Sequence[Row] = ()
    anchors: Sequence[Row] = ()
    more: Mapping[str, Sequence[Any]] = field(default_factory=dict)  # of later slices, by what registered it
    english: Sequence[Row] = ()


def outline_of(edition: Edition) -> Outline:
    """Return the outline of an existing edition; withdrawn declarations stay behind."""
    competition = {name: getattr(edition.competition, name) for name in ("slug", "name", "organiser")}
    parts: dict[str, Any] = {
        name: _rows(name, standing(edition) if name == "declarations" else getattr(edition, name))
        for name in COPIED
        if name != "edition"
    }
    parts["rounds"] = [
        {**row, "criteria": [criterion.key for criterion in round_.criteria]}
        for row, round_ in zip(parts["rounds"], edition.rounds, strict=True)
    ]
    parts["anchors"] = [_of_what_there_is(edition, row) for row in parts["anchors"]]
    return Outline(competition=competition, edition=_row("edition", edition), **parts)


def fill(edition: Edition, outline: Outline) -> None:
    """Give the edition its parts; copies, so that two editions never share a value."""
    edition.areas = [Area(**deepcopy(dict(row))) for row in outline.areas]
    edition.fields = [FormField(**deepcopy(dict(row))) for row in outline.fields]
    edition.criteria = [Criterion(**deepcopy(dict(row))) for row in outline.criteria]
    edition.rounds = [_round(row, edition.criteria) for row in outline.rounds]
    edition.award_kinds = [AwardKind(**row) for row in outline.award_kinds]
    edition.declarations = [Declaration(**row) for row in outline.declarations]
    edition.partners = [Partner(**row) for row in outline.partners]
    edition.anchors = [Anchor(**deepcopy(dict(row))) for row in outline.anchors]
    known = known_places(edition)  # a wording of what is not there would wait for nothing
    edition.english = [EnglishWording(**row) for row in outline.english if row["place"] in known]


def _of_what_there_is(edition: Edition, anchor: Row) -> Row:
    """Return an anchor without what it says of questions and criteria that were taken away since."""
    questions, criteria = ({one.key for one in those} for those in (edition.fields, edition.criteria))
    known = {"answers": questions, "points": criteria, "reasons": criteria}
    kept = {name: {key: said for key, said in anchor[name].items() if key in known[name]} for name in known}
    return {**anchor, **kept}


def _rows(part: str, records: Sequence["Base"]) -> list[Row]:
    return [_row(part, record) for record in records]


def _row(part: str, record: "Base") -> Row:
    return {name: getattr(record, name) for name in COPIED[part]}


def _round(row: Row, criteria: list[Criterion]) -> Round:
    fields = deepcopy(dict(row))
    keys = fields.pop("criteria")
    return Round(**fields, criteria=[criterion for criterion in criteria if criterion.key in keys])
