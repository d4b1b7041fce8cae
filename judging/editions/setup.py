"""What a secretary sets before the rules freeze, and what may be changed after.

`Setup` belongs to the rules and freezes with them, as do criteria, awards and rounds (``parts/``); `Presentation`
is what the public page says around them. Both are plain values, so that two versions can be laid side by side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from judging.core.i18n import _l
from judging.editions.models import CommentsSeen, Edition, Partner, PartnerKind
from judging.editions.parts.comments import CHOICES

LABELS = {
    "name": _l("Name of the edition"),
    "year": _l("Year"),
    "quorum": _l("Quorum"),
    "sheets_open_to_jury": _l("Jurors see each other's sheets after the round is closed"),
    "comments_seen": _l("What jurors write for the chapter"),
    "areas": _l("Areas"),
    "entries_per_office": _l("How many entries one office may have"),
    "rules_text": _l("Regulations"),
    "about": _l("About the edition"),
    "event_name": _l("Event"),
    "event_place": _l("Place of the event"),
    "contact_name": _l("Whom to ask: name or role"),
    "contact_email": _l("Contact e-mail"),
    "contact_phone": _l("Contact telephone"),
    "partners": _l("Partners"),
    "office_space_mb": _l("Space for the attachments of one office, in MB"),
    "edition_space_mb": _l("Space for all attachments of the edition, in MB"),
}
MOST_ENTRIES = 100  # of an office
MOST_SPACE = 1_000_000  # MB
PLAIN = ("name", "year", "quorum", "sheets_open_to_jury", "comments_seen", "entries_per_office", "rules_text")
CONTACT = ("contact_name", "contact_email", "contact_phone")  # whom to ask; a public edition has all three


@dataclass(frozen=True, slots=True)
class Setup:
    """What freezes with the rules."""

    name: str
    year: int
    quorum: int
    sheets_open_to_jury: bool
    comments_seen: CommentsSeen
    areas: Sequence[str]
    entries_per_office: int  # 0 is as many as it likes
    rules_text: str


@dataclass(frozen=True, slots=True)
class Space:
    """How much room there is for attachments, in MB; 0 is as much as the server has."""

    office_space_mb: int
    edition_space_mb: int


@dataclass(frozen=True, slots=True)
class Presentation:
    """What the public page says around the rules."""

    about: str
    event_name: str
    event_place: str
    contact_name: str
    contact_email: str
    contact_phone: str
    partners: Mapping[PartnerKind, Sequence[str]]  # a name, or a name | an address


Values = TypeVar("Values", Setup, Presentation, Space)


def setup_of(edition: Edition) -> Setup:
    """Return what stands in the edition now."""
    return Setup(
        name=edition.name,
        year=edition.year,
        quorum=edition.quorum,
        sheets_open_to_jury=edition.sheets_open_to_jury,
        comments_seen=edition.comments_seen,
        areas=[area.name for area in edition.areas],
        entries_per_office=edition.entries_per_office,
        rules_text=edition.rules_text,
    )


def space_of(edition: Edition) -> Space:
    """Return what stands in the edition now."""
    return Space(edition.office_space_mb, edition.edition_space_mb)


def presentation_of(edition: Edition) -> Presentation:
    """Return what stands in the edition now, partners by kind."""
    lines = {kind: [_partner(partner) for partner in edition.partners if partner.kind is kind] for kind in PartnerKind}
    return Presentation(
        about=edition.about,
        event_name=edition.event_name,
        event_place=edition.event_place,
        contact_name=edition.contact_name,
        contact_email=edition.contact_email,
        contact_phone=edition.contact_phone,
        partners=lines,
    )


def differences(mine: Values, theirs: Values) -> list[str]:
    """Return the names of the fields in which two versions differ."""
    names = [field.name for field in fields(mine)]
    return [name for name in names if getattr(mine, name) != getattr(theirs, name)]


def in_rows(mine: Values, theirs: Values) -> list[tuple[object, str, str]]:
    """Return label, mine and theirs of every field in which two versions differ."""
    names = differences(mine, theirs)
    return [(LABELS[name], _in_words(getattr(mine, name)), _in_words(getattr(theirs, name))) for name in names]


def _in_words(value: object) -> str:
    """Return a value as a person reads it, one item a line."""
    if isinstance(value, Mapping):
        return "\n".join(_in_words(item) for item in value.values() if item)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(str(item) for item in value)
    if isinstance(value, CommentsSeen):
        return str(CHOICES[value])
    return str(value)


def _partner(partner: Partner) -> str:
    return f"{partner.name} | {partner.url}" if partner.url else partner.name
