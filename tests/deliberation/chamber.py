"""A chapter that can deliberate: five entries ranked, results closed, three members."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pyotp
from sqlalchemy import func, select

from judging.accounts.models import User
from judging.audit.models import AuditEvent
from judging.core.fingerprints import fingerprint
from judging.deliberation import queries, rules
from judging.deliberation.models import Award, Motion
from judging.deliberation.operations import decisions, protocols
from judging.deliberation.votes import VoteCount
from judging.editions.models import AwardKind, Edition, Role, Seat
from judging.entries.models import Entry
from judging.results.models import Ranking
from judging.results.operations import closing as results
from judging.results.queries.live import all_live
from tests.factories import BEFORE, DELIBERATION, a_seat, a_user
from tests.kept_rows import made_before
from tests.results.rounds import a_scored_edition

FIVE = [[9, 9, 9], [8, 8, 8], [7, 7, 7], [6, 6, 6], [5, 5, 5]]  # places 1 to 5
ALL = VoteCount(3, 0, 0)


@dataclass
class Chamber:
    """An edition with a frozen ranking: one main prize, two distinctions."""

    edition: Edition
    secretary: User
    seats: list[Seat]
    entries: list[Entry]
    ranking: Ranking

    @property
    def chair(self) -> User:
        return self.seats[0].user

    @property
    def main(self) -> AwardKind:
        return self.edition.award_kinds[0]

    @property
    def distinction(self) -> AwardKind:
        return self.edition.award_kinds[1]

    @property
    def url(self) -> str:
        return f"/desk/{self.edition.slug}/deliberation/"


def a_chamber(session, points=FIVE, *, kinds=None, areas=(), **fields):
    """Return a chapter whose results are closed; ``kinds`` changes the kinds of award, ``areas`` those of entries."""
    wishes = repr((points, kinds, areas, fields))
    return made_before(session, wishes, lambda: _made(session, points, kinds, areas, fields))


def _made(session, points, kinds, areas, fields):
    scored = a_scored_edition(session, points, **fields)
    for kind, changes in zip(scored.edition.award_kinds, kinds or [], strict=False):
        for name, value in changes.items():
            setattr(kind, name, value)
    for entry, area in zip(scored.entries, areas, strict=False):
        entry.versions[-1].area_name = area
    return frozen(session, scored)


def frozen(session, scored):
    """Close the results of an edition whose jurors have scored."""
    session.flush()
    ranking = results.freeze(
        session,
        scored.edition,
        scored.round,
        all_live(session, scored.round),
        by=scored.secretary,
        at=DELIBERATION,
        seen=scored.round.data_version,
    )
    session.commit()
    return Chamber(scored.edition, scored.secretary, scored.seats, scored.entries, ranking)


def meet(session, chamber, here=None, *, version=None, **fields):
    """Record the meeting; everybody is there unless ``here`` lists the seats."""
    present = chamber.seats if here is None else here
    attendance = {seat.id: (seat in present, None) for seat in chamber.seats}
    given = {
        "held_at": DELIBERATION,
        "place": "Warszawa",
        "secret_ballot": False,
        "attendance": attendance,
        "by": chamber.secretary,
        "at": DELIBERATION,
    }
    return decisions.hold_meeting(session, chamber.edition, version=version, **given | fields)


def a_substitute(session, seat, name="Jan Zastępca", **fields):
    """Return somebody named to stand in for a member, who has declared unless told otherwise."""
    given = {"stands_for": seat, "invited_at": DELIBERATION, "conflicts_declared_at": DELIBERATION}
    made = a_seat(seat.edition, Role.SUBSTITUTE, user=a_user(name=name), **given | fields)
    session.add(made)
    session.flush()
    return made


def meet_with(session, chamber, substitutes, **fields):
    """Record a meeting to which these substitutes came, by the seats of their members, and everybody else."""
    attendance = {seat.id: (seat not in substitutes, substitutes.get(seat)) for seat in chamber.seats}
    return meet(session, chamber, attendance=attendance, **fields)


def decide(session, chamber, place, kind=None, count=ALL, **fields):
    """Put the entry of a place to the vote, for the main prize unless a kind is given."""
    given = {
        "citation": "Za odwagę.",
        "departure": "",
        "dissent": "",
        "by": chamber.secretary,
        "at": DELIBERATION,
    }
    entry, meeting = chamber.entries[place - 1], queries.meeting_of(session, chamber.edition)
    able = decisions.ballot_on(session, chamber.edition, meeting, entry).able if meeting else ()
    given["confirmed"] = rules.figures(count.cast, len(able))  # whoever counts here means it
    return decisions.decide(
        session,
        chamber.edition,
        entry,
        kind or chamber.main,
        count,
        **given | fields,
    )


def decided(session, chamber):
    """Meet and give the awards as the ranking advises."""
    meet(session, chamber)
    decide(session, chamber, 1)
    decide(session, chamber, 2, chamber.distinction)
    decide(session, chamber, 3, chamber.distinction)
    session.flush()


def make_protocol(session, chamber, pdf="0" * 64):
    content = protocols.draft_protocol(session, chamber.edition, at=DELIBERATION)
    return protocols.make_protocol(
        session,
        chamber.edition,
        digest=fingerprint(content),
        pdf_sha256=pdf,
        by=chamber.secretary,
        at=DELIBERATION,
    )


def seal(session, chamber, role, by, digest=None):
    protocol = queries.protocol_of(session, chamber.edition)
    protocols.seal(
        session,
        chamber.edition,
        protocol,
        role,
        digest=digest or protocol.digest,
        by=by,
        at=DELIBERATION,
    )


def sealed(session, chamber, pdf="0" * 64):
    """Decide as the ranking advises, make the protocol, and seal it by both."""
    decided(session, chamber)
    make_protocol(session, chamber, pdf)
    seal(session, chamber, Role.CHAIR, chamber.chair)
    seal(session, chamber, Role.SECRETARY, chamber.secretary)
    session.commit()


def a_code(session, user, at=None):
    """Give the person an authenticator app and return the code it shows, now or then."""
    session.commit()  # what pages have written since is read anew
    user.totp_secret, user.totp_confirmed_at = pyotp.random_base32(), BEFORE
    session.commit()
    return pyotp.TOTP(user.totp_secret).at(at or datetime.now(UTC))


def rows(session):
    """Count motions, awards and events: a refusal adds to none."""
    return [session.scalar(select(func.count()).select_from(t)) for t in (Motion, Award, AuditEvent)]
