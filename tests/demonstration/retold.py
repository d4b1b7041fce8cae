"""The story of a sealed demonstration told anew by the operations: opened again, decided otherwise, sealed again."""

from sqlalchemy import select

from judging.core import files
from judging.core.fingerprints import fingerprint
from judging.deliberation import queries
from judging.deliberation.operations import decisions, protocols
from judging.deliberation.protocol import protocol_pdf
from judging.deliberation.rules import present
from judging.deliberation.votes import VoteCount
from judging.editions.models import Edition, Role
from judging.editions.queries import secretaries

WHY = "Pomyłka przy liczeniu głosów."
INSTEAD = "Kapituła uznała, że ta praktyka ma większy zasięg."


def decide_anew(session, *, place, lost, at):
    """Give the first award to the entry at a place of the ranking instead; put as many other motions in vain."""
    edition = session.scalars(select(Edition)).one()
    [secretary, *_others] = secretaries(session, edition)
    by = {"by": secretary.user, "at": at}
    protocols.withdraw_protocol(session, edition, queries.protocol_of(session, edition), reason=WHY, **by)
    first = queries.awards_of(session, edition)[0]
    decisions.withdraw_award(session, edition, first, reason=WHY, **by)
    meeting = queries.meeting_of(session, edition)
    ranked = queries.entries_of_ranking(session, meeting.ranking)
    for number in range(lost):
        _put(session, edition, ranked[-1 - number], first.award_kind, carried=False, **by)
    _put(session, edition, ranked[place], first.award_kind, carried=True, **by)
    _seal(session, edition, secretary.user, at)
    session.commit()


def _put(session, edition, entry, kind, *, carried, by, at):
    able = len(present(queries.meeting_of(session, edition)) - queries.recused(session, entry))
    count = VoteCount(able, 0, 0) if carried else VoteCount(0, able, 0)
    words = {"citation": f"Za „{entry.title}”.", "departure": INSTEAD, "dissent": ""}
    decisions.decide(session, edition, entry, kind, count, **words, by=by, at=at)


def _seal(session, edition, secretary, at):
    content = protocols.draft_protocol(session, edition, at=at)
    digest, pdf = fingerprint(content), files.keep_document(protocol_pdf(content))
    protocol = protocols.make_protocol(session, edition, digest=digest, pdf_sha256=pdf, by=secretary, at=at)
    chair = next(seat.user for seat in queries.chapter(session, edition) if seat.role is Role.CHAIR)
    for role, person in ((Role.CHAIR, chair), (Role.SECRETARY, secretary)):
        protocols.seal(session, edition, protocol, role, digest=digest, by=person, at=at)
