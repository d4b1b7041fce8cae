"""The English version of an edition: which texts it has, how each reads in English, which wait for it. Pure.

A text is known by its place, such as ``criterion.reach.name``, and an English wording also keeps the
text it was written for. So it is told when the Polish has changed since, and a text that has only
moved, such as an area in a new order, keeps its wording.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from judging.core.i18n import _l
from judging.editions.declarations import standing
from judging.editions.models import Criterion, Edition, EnglishWording, FieldKind, FormField
from judging.editions.setup import LABELS
from judging.editions.wording import DECLARATION_KINDS

SHORT, LONG = 200, 5000  # characters of a line, of a text
LONGEST = 60_000  # of the regulations


class Part(StrEnum):
    """A page of the English version."""

    GENERAL = "general"
    PRESENTATION = "presentation"
    AREAS = "areas"
    FORM = "form"
    CRITERIA = "criteria"
    AWARDS = "awards"
    DECLARATIONS = "declarations"
    REGULATIONS = "regulations"
    PRACTICE = "practice"


PARTS = {
    Part.GENERAL: _l("Names and the event"),
    Part.PRESENTATION: _l("Public page"),
    Part.AREAS: _l("Areas"),
    Part.FORM: _l("Entry form"),
    Part.CRITERIA: _l("Criteria and weights"),
    Part.AWARDS: _l("Rounds and awards"),
    Part.DECLARATIONS: _l("Declarations"),
    Part.REGULATIONS: _l("Regulations"),
    Part.PRACTICE: _l("Practice round"),
}


class State(StrEnum):
    """How the English of a text stands."""

    MISSING = "missing"
    CHANGED = "changed"  # the Polish, since the English was written
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Place:
    """One text of an edition: where it is, what it is, how it reads in Polish."""

    name: str
    label: object
    text: str
    of: str = ""  # what it is a text of, such as a criterion
    most: int = SHORT  # characters
    formatted: bool = False  # with headings and lists


@dataclass(frozen=True, slots=True)
class Line:
    """A text beside its English."""

    place: Place
    english: str
    written_for: str  # the Polish text that the English was written for

    @property
    def state(self) -> State:
        """How the English stands."""
        if not self.english:
            return State.MISSING
        return State.CURRENT if self.written_for == self.place.text else State.CHANGED


@dataclass(frozen=True, slots=True)
class Count:
    """How much of a part is there in English."""

    current: int
    changed: int
    all: int

    @property
    def waiting(self) -> int:
        """How many texts have no English that is up to date."""
        return self.all - self.current


def places(edition: Edition) -> Mapping[Part, list[Place]]:
    """Return the texts of each part, in the order in which they are read; the same words are asked for once."""
    seen: set[str] = {""}
    return {part: [place for place in OF_PART[part](edition) if _is_new(place.text, seen)] for part in Part}


def _is_new(text: str | None, seen: set[str]) -> bool:
    """Tell whether a text asks for words, and others than those that have been asked for."""
    known = (text or "").strip() and str(text)
    is_new = known not in seen
    seen.add(known)
    return is_new


def lines(edition: Edition) -> Mapping[Part, list[Line]]:
    """Return the texts of each part beside their English."""
    by_place = {one.place: one for one in edition.english}
    by_text = {one.text: one for one in edition.english}
    return {part: [_line(place, by_place, by_text) for place in found] for part, found in places(edition).items()}


def counts(edition: Edition) -> Mapping[Part, Count]:
    """Return how the English of each part stands; a part without texts is left out."""
    return {part: count(found) for part, found in lines(edition).items() if found}


def count(found: Sequence[Line]) -> Count:
    """Count the lines by how they stand."""
    states = [line.state for line in found]
    return Count(states.count(State.CURRENT), states.count(State.CHANGED), len(states))


def is_complete(edition: Edition) -> bool:
    """Tell whether every text of an edition that the public reads is there in English."""
    return not any(one.waiting for part, one in counts(edition).items() if part is not Part.PRACTICE)


def known_places(edition: Edition) -> set[str]:
    """Return the names of all places of an edition."""
    return {place.name for found in places(edition).values() for place in found}


def _line(place: Place, by_place: Mapping[str, EnglishWording], by_text: Mapping[str, EnglishWording]) -> Line:
    found = by_place.get(place.name)
    if found is None or found.text != place.text:
        found = by_text.get(place.text, found)
    return Line(place, found.english, found.text) if found else Line(place, "", "")


def _general(edition: Edition) -> Iterator[Place]:
    yield Place("edition.name", LABELS["name"], edition.name)
    yield Place("competition.name", _l("Name of the competition"), edition.competition.name)
    yield Place("competition.organiser", _l("Organiser"), edition.competition.organiser, most=300)
    yield Place("event.name", LABELS["event_name"], edition.event_name)
    yield Place("event.place", LABELS["event_place"], edition.event_place)


def _presentation(edition: Edition) -> Iterator[Place]:
    yield Place("about", LABELS["about"], edition.about, most=LONG, formatted=True)
    yield Place("contact.name", LABELS["contact_name"], edition.contact_name)
    for number, partner in enumerate(edition.partners, 1):
        yield Place(f"partner.{number}", _l("Partner"), partner.name)


def _areas(edition: Edition) -> Iterator[Place]:
    for number, area in enumerate(edition.areas, 1):
        yield Place(f"area.{number}", _l("Area"), area.name)


def _form(edition: Edition) -> Iterator[Place]:
    return chain.from_iterable(map(_question, edition.fields))


def _question(field: FormField) -> Iterator[Place]:
    start, of = f"field.{field.key}", field.label
    yield Place(f"{start}.label", _l("Heading") if field.orders else _l("Question"), field.label, of)
    yield Place(f"{start}.help", _l("Explanation"), field.help, of, LONG, formatted=True)
    yield Place(f"{start}.example", _l("A good example"), field.example, of, LONG)
    yield Place(f"{start}.unit", _l("Unit"), field.unit, of)
    for number, choice in enumerate(field.choices or (), 1):
        yield Place(f"{start}.choice.{number}", _l("Answer to choose"), choice, of)


def _criteria(edition: Edition) -> Iterator[Place]:
    return chain.from_iterable(map(_criterion, edition.criteria))


def _criterion(criterion: Criterion) -> Iterator[Place]:
    start, of = f"criterion.{criterion.key}", criterion.name
    yield Place(f"{start}.name", _l("Name of the criterion"), criterion.name, of)
    yield Place(f"{start}.description", _l("What it asks"), criterion.description, of, LONG)
    for points, text in (criterion.levels or {}).items():
        yield Place(f"{start}.level.{points}", _l("What %(points)s points mean", points=points), text, of, LONG)


def _awards(edition: Edition) -> Iterator[Place]:
    for round_ in edition.rounds:
        yield Place(f"round.{round_.position}.name", _l("Name of the round"), round_.name)
    for kind in edition.award_kinds:
        yield Place(f"award.{kind.position}.name", _l("Name of the award"), kind.name)
        yield Place(f"award.{kind.position}.accusative", _l("As in “receives …”"), kind.name_accusative)


def _declarations(edition: Edition) -> Iterator[Place]:
    for one in standing(edition):
        yield Place(f"declaration.{one.kind}", DECLARATION_KINDS[one.kind], one.text, most=LONG, formatted=True)


def _regulations(edition: Edition) -> Iterator[Place]:
    yield Place("regulations", LABELS["rules_text"], edition.rules_text, most=LONGEST, formatted=True)


def _practice(edition: Edition) -> Iterator[Place]:
    """Yield what jurors read of the anchors: titles, texts of their own, the reasons; a choice is known by its form."""
    written = [field for field in edition.fields if field.kind in {FieldKind.LINE, FieldKind.TEXT}]
    for number, anchor in enumerate(edition.anchors, 1):
        start, of = f"anchor.{number}", anchor.title
        yield Place(f"{start}.title", _l("Title"), anchor.title, of)
        for field in written:
            yield Place(f"{start}.answer.{field.key}", field.label, anchor.answers.get(field.key, ""), of, LONGEST // 2)
        for criterion in edition.criteria:
            label = _l("Why these points: %(criterion)s", criterion=criterion.name)
            yield Place(f"{start}.reason.{criterion.key}", label, anchor.reasons.get(criterion.key, ""), of, LONG)


OF_PART = {
    Part.GENERAL: _general,
    Part.PRESENTATION: _presentation,
    Part.AREAS: _areas,
    Part.FORM: _form,
    Part.CRITERIA: _criteria,
    Part.AWARDS: _awards,
    Part.DECLARATIONS: _declarations,
    Part.REGULATIONS: _regulations,
    Part.PRACTICE: _practice,
}
