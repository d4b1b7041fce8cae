"""The sections of setting up an edition: what stands in each, what is missing, where it is mended. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from judging.analysis.words import method_name
from judging.core.formatting import moment
from judging.core.i18n import _, _l, ngettext
from judging.core.written import joined
from judging.editions.dashboard import Blocker, Way
from judging.editions.declarations import standing
from judging.editions.english import counts
from judging.editions.models import Edition, PracticeRound, Round
from judging.editions.parts.practice import WANTED, whole
from judging.editions.rules.gaps import Gap, Place


class Section(NamedTuple):
    """One page of the setting-up: where it is, what it is called, what is missed there, what it says in a line."""

    endpoint: str
    label: str
    places: tuple[Place, ...]
    stands: Callable[[Edition], str]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a section stands."""

    label: str
    endpoint: str
    stands: str
    gaps: Sequence[Blocker]


def overview(edition: Edition, gaps: Iterable[Gap]) -> list[Standing]:
    """Return how each section stands, in the order in which an edition is set up."""
    found = list(gaps)
    return [
        Standing(
            str(one.label),
            one.endpoint,
            one.stands(edition),
            [Blocker(gap.sentence, way_to(edition, gap)) for gap in found if gap.place in one.places],
        )
        for one in SECTIONS
    ]


def section_of(endpoint: str) -> Section:
    """Return the section that a page is."""
    return next(one for one in SECTIONS if one.endpoint == endpoint)


def beside(endpoint: str) -> tuple[Section | None, Section | None]:
    """Return the sections before and after the one of a page."""
    place = [one.endpoint for one in SECTIONS].index(endpoint)
    return SECTIONS[place - 1] if place else None, SECTIONS[place + 1] if place + 1 < len(SECTIONS) else None


def way_to(edition: Edition, gap: Gap) -> Way:
    """Return the link to the very field or page in which something is missing."""
    section = next(one for one in SECTIONS if gap.place in one.places)
    if gap.thing:
        endpoint, argument = PAGES[gap.place]
        return Way(str(WORDS[gap.place]), endpoint, {"slug": edition.slug, argument: gap.thing})
    anchor = {"_anchor": gap.place.value} if gap.place in FIELDS else {}
    return Way(str(WORDS[gap.place]), section.endpoint, {"slug": edition.slug, **anchor})


WORDS: Mapping[Place, object] = {
    Place.CALENDAR: _l("Change the calendar"),
    Place.AREAS: _l("Write the areas"),
    Place.FORM: _l("Build the form"),
    Place.CRITERIA: _l("Set the criteria"),
    Place.ROUNDS: _l("Set the round"),
    Place.AWARDS: _l("Set the awards"),
    Place.QUORUM: _l("Set the quorum"),
    Place.REGULATIONS: _l("Write the regulations"),
    Place.CONTACT: _l("Name somebody to ask"),
}
PAGES: Mapping[Place, tuple[str, str]] = {  # of single things, with the argument that names one
    Place.CRITERIA: ("criteria_desk.change", "criterion"),
    Place.ROUNDS: ("rounds_desk.change", "round_id"),
    Place.AWARDS: ("awards_desk.change", "kind_id"),
}
FIELDS = {Place.AREAS, Place.QUORUM, Place.REGULATIONS, Place.CONTACT}  # a place that is one field


def _basics(edition: Edition) -> str:
    return joined(", ", [edition.name, str(edition.year)])


def _calendar(edition: Edition) -> str:
    opens, closes = (moment(when, edition.time_zone, zoned=False) for when in (edition.opens_at, edition.closes_at))
    return _("Call for entries: %(opens)s – %(closes)s", opens=opens, closes=closes)


def _areas(edition: Edition) -> str:
    return ngettext("%(num)d area", "%(num)d areas", len(edition.areas))


def _entries(edition: Edition) -> str:
    if not edition.entries_per_office:
        return _("As many as an office likes.")
    return ngettext("At most %(num)d entry", "At most %(num)d entries", edition.entries_per_office)


def _space(edition: Edition) -> str:
    limits = (
        (edition.office_space_mb, _("one office: %(mb)d MB", mb=edition.office_space_mb)),
        (edition.edition_space_mb, _("all together: %(mb)d MB", mb=edition.edition_space_mb)),
    )
    return "; ".join(said for limit, said in limits if limit) or _("As much as the server has.")


def _form(edition: Edition) -> str:
    asked = [field for field in edition.fields if not field.orders]
    return ngettext("%(num)d question", "%(num)d questions", len(asked))


def _criteria(edition: Edition) -> str:
    return ngettext("%(num)d criterion", "%(num)d criteria", len(edition.criteria))


def _rounds(edition: Edition) -> str:
    told = [_round(one) for one in edition.rounds]
    return joined("; ", told) if told else _("None yet.")


def _round(round_: Round) -> str:
    if round_.qualifies:
        return _("%(round)s: yes or no", round=round_.name)
    return _(
        "%(round)s: %(low)s–%(high)s, %(method)s",
        round=round_.name,
        low=round_.low,
        high=round_.high,
        method=method_name(_, round_.method),
    )


def _awards(edition: Edition) -> str:
    return ngettext("%(num)d award to give", "%(num)d awards to give", sum(one.quantity for one in edition.award_kinds))


def _chapter(edition: Edition) -> str:
    return _("The quorum is %(num)d.", num=edition.quorum)


def _declarations(edition: Edition) -> str:
    return ngettext("%(num)d declaration", "%(num)d declarations", len(standing(edition)))


def _regulations(edition: Edition) -> str:
    return ngettext("%(num)d word", "%(num)d words", len(edition.rules_text.split()))


def _presentation(edition: Edition) -> str:
    return edition.contact_name or _("Nobody to ask is named.")


def _practice(edition: Edition) -> str:
    wanted = str(WANTED[edition.practice_round])
    if edition.practice_round is PracticeRound.NONE:
        return wanted
    ready = ngettext("%(num)d anchor is whole", "%(num)d anchors are whole", len(whole(edition)))
    return joined("; ", [wanted, ready])


def _english(edition: Edition) -> str:
    found = counts(edition).values()
    waiting, all_ = sum(one.waiting for one in found), sum(one.all for one in found)
    if not waiting:
        return _("Every text is there in English.")
    return ngettext("%(num)d of %(all)d texts is missing", "%(num)d of %(all)d texts are missing", waiting, all=all_)


SECTIONS = (
    Section("setup_desk.basics", _l("Name and year"), (), _basics),
    Section("editions_desk.calendar", _l("Calendar"), (Place.CALENDAR,), _calendar),
    Section("setup_desk.areas", _l("Areas"), (Place.AREAS,), _areas),
    Section("setup_desk.entries", _l("Entries of one office"), (), _entries),
    Section("form_desk.index", _l("Entry form"), (Place.FORM,), _form),
    Section("setup_desk.space", _l("Space for attachments"), (), _space),
    Section("criteria_desk.index", _l("Criteria and weights"), (Place.CRITERIA,), _criteria),
    Section("rounds_desk.index", _l("How the score is counted"), (Place.ROUNDS,), _rounds),
    Section("awards_desk.index", _l("Awards"), (Place.AWARDS,), _awards),
    Section("setup_desk.chapter", _l("The chapter"), (Place.QUORUM,), _chapter),
    Section("setup_desk.declarations", _l("Declarations"), (), _declarations),
    Section("setup_desk.regulations", _l("Regulations"), (Place.REGULATIONS,), _regulations),
    Section("editions_desk.presentation", _l("Public page"), (Place.CONTACT,), _presentation),
    Section("practice_desk.index", _l("Practice round"), (), _practice),
    Section("english_desk.index", _l("English version"), (), _english),
)
