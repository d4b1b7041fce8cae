"""What criteria, rounds and awards lack before they can be public, each with the place where it is mended."""

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from judging.core.formatting import number
from judging.core.i18n import _
from judging.editions.models import AwardKind, Criterion, Edition
from judging.editions.parts.criteria import fits, off_scale, scored
from judging.editions.timetable import over


class Place(StrEnum):
    """Where in the setting-up of an edition something is mended."""

    CALENDAR = "calendar"
    AREAS = "areas"
    FORM = "form"
    CRITERIA = "criteria"
    ROUNDS = "rounds"
    AWARDS = "awards"
    QUORUM = "quorum"
    REGULATIONS = "rules_text"
    CONTACT = "contact_name"


class Gap(NamedTuple):
    """Something that public rules need and an edition lacks: a sentence, and where it is mended.

    ``thing``: the criterion, round or award with a page of its own there; "" for the whole section.
    """

    sentence: str
    place: Place
    thing: str = ""


def missing_of_scoring(edition: Edition) -> Iterator[Gap]:
    """Yield what is missing before entries can be scored and awards given."""
    yield from _of_criteria(edition)
    if not scored(edition):
        yield Gap(_("There is no round of scoring."), Place.ROUNDS)
    if edition.criteria and any(not round_.criteria for round_ in scored(edition)):
        yield Gap(_("A round of scoring has no criteria."), Place.CRITERIA)
    yield from _of_rounds(edition)
    if not edition.award_kinds:
        yield Gap(_("There is no award to give."), Place.AWARDS)
    for kind in edition.award_kinds:
        yield from _of_award(edition, kind)


def _of_rounds(edition: Edition) -> Iterator[Gap]:
    """Yield what is wrong with the order of the rounds and with their dates."""
    if edition.rounds and scored(edition) and edition.rounds[-1].qualifies:
        sentence = _("The last round must be scored: the chapter decides on its ranking.")
        yield Gap(sentence, Place.ROUNDS, edition.rounds[-1].public_id)
    for earlier, later in pairwise(edition.rounds):
        if later.opens_at < over(earlier.closes_at):
            sentence = _("“%(later)s” opens before “%(earlier)s” is over.", later=later.name, earlier=earlier.name)
            yield Gap(sentence, Place.CALENDAR)


def _of_criteria(edition: Edition) -> Iterator[Gap]:
    if not edition.criteria:
        yield Gap(_("There is no criterion to score by."), Place.CRITERIA)
        return
    if not any(criterion.weight for criterion in edition.criteria):
        yield Gap(_("No criterion has a weight above 0."), Place.CRITERIA)
    for criterion in edition.criteria:
        yield from _of_criterion(edition, criterion)


def _of_criterion(edition: Edition, criterion: Criterion) -> Iterator[Gap]:
    named = {"criterion": criterion.name}
    scoring = [round_ for round_ in edition.rounds if criterion in round_.criteria]
    if any(round_.criteria for round_ in edition.rounds) and not scoring:
        sentence = _("The criterion “%(criterion)s” is scored in no round.", **named)
        yield Gap(sentence, Place.CRITERIA, criterion.key)
    for round_ in scoring:
        if not fits(round_, criterion):
            sentence = _(
                "The step of the criterion “%(criterion)s” does not divide the scale into equal parts.", **named
            )
            yield Gap(sentence, Place.CRITERIA, criterion.key)
        elif points := off_scale(round_, criterion):
            sentence = _(
                "The criterion “%(criterion)s” says what %(points)s points mean, and nobody can give so many.",
                points=number(points),
                **named,
            )
            yield Gap(sentence, Place.CRITERIA, criterion.key)


def _of_award(edition: Edition, kind: AwardKind) -> Iterator[Gap]:
    named = {"award": kind.name}
    if not kind.quantity:
        sentence = _("Of “%(award)s” none may be given: say how many, or take it away.", **named)
        yield Gap(sentence, Place.AWARDS, kind.public_id)
    last = edition.deciding_round
    if kind.minimal_score is None or last is None:
        return
    if not Fraction(last.low) <= Fraction(kind.minimal_score) <= Fraction(last.high):
        sentence = _("The lowest score for “%(award)s” is off the scale, so nobody could get it.", **named)
        yield Gap(sentence, Place.AWARDS, kind.public_id)
