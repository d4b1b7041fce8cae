"""Whether a chapter could close its round and vote: what it lacks, each with what mends it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from judging.core.i18n import _, ngettext
from judging.editions.models import Role, Seat


class Mend(StrEnum):
    """Where what is lacking is mended."""

    INVITE = "invite"
    QUORUM = "quorum"
    APPOINT = "appoint"
    DECLARE = "declare"
    CONSENT = "consent"
    ASSIGN = "assign"


class Lack(NamedTuple):
    """Something a chapter lacks: a sentence that says the remedy, and where it is."""

    sentence: str
    mend: Mend
    seat: str = ""  # public id of the member it is about, if of one


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is known of a chapter.

    Parameters
    ----------
    quorum
        How many members must be present.
    judged
        Whether a sheet has been handed in: the rules no longer change.
    members
        Seats that count; late ones from the chair's consent on.
    waiting
        Late seats without a consent.
    undeclared
        Seats that have not gone through the list of entries, or not to its newest.
    minimum
        Sheets that each entry should have.
    silent_substitutes
        Substitutes who have not done so: they stand in for nobody yet.
    thin
        Numbers of entries assigned to fewer members than that.
    hopeless
        Those of them for which there are too few members without a conflict.
    """

    quorum: int
    judged: bool
    members: Sequence[Seat]
    waiting: Sequence[Seat]
    undeclared: Sequence[Seat]
    minimum: int
    thin: Sequence[int] = ()
    hopeless: Sequence[int] = ()
    silent_substitutes: Sequence[Seat] = ()


def lacks(chapter: Chapter) -> list[Lack]:
    """Return everything that a chapter lacks; a late seat or a substitute that waits keeps nobody from deciding."""
    return [*before_closing(chapter), *waiting(chapter), *of_sheets(chapter)]


def before_closing(chapter: Chapter) -> list[Lack]:
    """Return what keeps a round open: sheets that cannot be had are a matter of a reason."""
    return [*before_a_vote(chapter), *declarations(chapter)]


def before_a_vote(chapter: Chapter) -> list[Lack]:
    """Return what keeps a chapter from voting, whoever is present."""
    return [*_numbers(chapter), *_leaders(chapter)]


def _numbers(chapter: Chapter) -> Iterator[Lack]:
    if len(chapter.members) >= chapter.quorum:
        return
    words = {"quorum": chapter.quorum, "members": len(chapter.members)}
    if chapter.judged:
        sentence = _("The chapter decides with %(quorum)d members present, and has %(members)d. Invite more.", **words)
        yield Lack(sentence, Mend.INVITE)
    else:
        sentence = _(
            "The chapter decides with %(quorum)d members present, and has %(members)d. Invite more, "
            "or set a lower quorum by an annex to the rules before the first sheet is handed in.",
            **words,
        )
        yield Lack(sentence, Mend.QUORUM)


def waiting(chapter: Chapter) -> Iterator[Lack]:
    """Yield the late seats that the chair has not agreed to, and the substitutes who have not declared."""
    for seat in chapter.waiting:
        yield Lack(
            _("The chair has not agreed to the late seat of %(name)s. It does not count yet.", name=seat.user.name),
            Mend.CONSENT,
            seat.public_id,
        )
    for seat in chapter.silent_substitutes:
        member = seat.stands_for
        assert member is not None  # a substitute is of a member
        yield Lack(
            _(
                "%(name)s, the substitute of %(member)s, has not declared conflicts of interest in all entries. "
                "Until then the seat does not count when the substitute comes.",
                name=seat.user.name,
                member=member.user.name,
            ),
            Mend.DECLARE,
        )


def _leaders(chapter: Chapter) -> Iterator[Lack]:
    missing = {
        Role.CHAIR: _("The chapter has no chair. Appoint one of the members."),
        Role.DEPUTY_CHAIR: _("The chapter has no deputy chair. Appoint one of the members."),
    }
    for role, sentence in missing.items():
        held = next((seat for seat in chapter.members if seat.role is role), None)
        if held is None:
            yield Lack(sentence, Mend.APPOINT)
        elif not held.user.has_second_factor:
            words = {"name": held.user.name, "role": role.label}
            yield Lack(
                _("%(name)s (%(role)s) has not set up the second step of signing in. Send a reminder.", **words),
                Mend.APPOINT,
                held.public_id,
            )


def declarations(chapter: Chapter) -> Iterator[Lack]:
    """Yield who has not declared conflicts of interest."""
    if chapter.undeclared:
        count, names = len(chapter.undeclared), ", ".join(seat.user.name for seat in chapter.undeclared)
        yield Lack(
            ngettext(
                "%(num)d member has not declared conflicts of interest in all entries: %(names)s. "
                "Send a reminder, or remove the seat with a reason.",
                "%(num)d members have not declared conflicts of interest in all entries: %(names)s. "
                "Send a reminder, or remove the seats with a reason.",
                count,
                names=names,
            ),
            Mend.DECLARE,
        )


def of_sheets(chapter: Chapter) -> Iterator[Lack]:
    """Yield why some entries cannot have the sheets that the rules ask for."""
    if len(chapter.members) < chapter.minimum:
        yield Lack(
            _(
                "Each entry should have at least %(minimum)d sheets, and the chapter has %(members)d members. "
                "Invite more.",
                minimum=chapter.minimum,
                members=len(chapter.members),
            ),
            Mend.INVITE,
        )
        return
    words = {"minimum": chapter.minimum, "entries": ", ".join(map(str, chapter.hopeless))}
    if chapter.hopeless:
        yield Lack(
            _(
                "There are fewer than %(minimum)d members without a conflict for entries no. %(entries)s. Invite more.",
                **words,
            ),
            Mend.INVITE,
        )
    short = [number for number in chapter.thin if number not in chapter.hopeless]
    words["entries"] = ", ".join(map(str, short))
    if short:
        yield Lack(
            _(
                "Fewer than %(minimum)d members score entries no. %(entries)s. Assign them to more members.",
                **words,
            ),
            Mend.ASSIGN,
        )
