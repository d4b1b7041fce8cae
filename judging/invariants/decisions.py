"""Meetings, motions, awards and protocols."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from judging.core import files
from judging.core.fingerprints import fingerprint
from judging.deliberation import queries, rules
from judging.deliberation.models import Award, Meeting, Motion, Protocol, Seal
from judging.editions.models import AwardKind, Edition, Role
from judging.entries.models import Entry
from judging.invariants.registry import counted, invariant, records

STANDING = Award.withdrawn_at.is_(None)
BOTH = {Role.CHAIR, Role.SECRETARY}


@invariant("there are no more awards of a kind than the rules allow")
def quantities(session: Session) -> Iterator[str]:
    """Yield kinds given too often; where ex aequo counts as one, the chapter's rule decides."""
    given = Counter(session.scalars(select(Award.award_kind_id).where(STANDING)))
    plain = ~AwardKind.per_area & ~AwardKind.ex_aequo_counts_once
    for kind in session.scalars(select(AwardKind).where(plain)):
        if given[kind.id] > kind.quantity:
            yield f"award_kind:{kind.id}"


@invariant("an award follows from a motion that was carried, for that entry and kind")
def carried(session: Session) -> Iterator[str]:
    """Yield awards that the chapter did not vote."""
    other = or_(
        Motion.carried.is_(False),
        Motion.entry_id != Award.entry_id,
        Motion.award_kind_id != Award.award_kind_id,
    )
    return records(session, select(Award).join(Award.motion).where(STANDING, other))


@invariant("a carried motion has its award")
def awarded(session: Session) -> Iterator[str]:
    """Yield motions carried to no effect."""
    given = select(Award.motion_id).where(STANDING)
    return records(session, select(Motion).where(Motion.carried, Motion.id.not_in(given)))


@invariant("an entry has at most one award")
def one_award(session: Session) -> Iterator[str]:
    """Yield entries honoured twice."""
    query = select(Award.entry_id).where(STANDING).group_by(Award.entry_id)
    return (f"entry:{entry}" for entry in session.scalars(query.having(func.count() > 1)))


@invariant("an award and its entry are of one edition")
def awards_of_the_edition(session: Session) -> Iterator[str]:
    """Yield awards across editions."""
    query = select(Award).join(Award.entry).join(Award.award_kind)
    across = or_(Entry.edition_id != Award.edition_id, AwardKind.edition_id != Award.edition_id)
    return records(session, query.where(across))


@invariant("a meeting that decided had its quorum")
def quorums(session: Session) -> Iterator[str]:
    """Yield meetings that decided with too few members."""
    for meeting in session.scalars(select(Meeting).where(Meeting.motions.any())):
        if sum(row.present for row in meeting.attendance) < meeting.edition.quorum:
            yield f"meeting:{meeting.id}"


@invariant("no more votes are counted than members could vote")
def votes(session: Session) -> Iterator[str]:
    """Yield motions with votes of the absent, of members in conflict or of those who declared nothing."""
    for motion in session.scalars(select(Motion)):
        cast = motion.votes_for + motion.votes_against + motion.abstained
        if cast > len(rules.able(motion, rules.present(motion.meeting))):
            yield f"motion:{motion.id}"


@invariant("the motions of a meeting run from 1 without gaps")
def motion_numbers(session: Session) -> Iterator[str]:
    """Yield meetings with a lost motion."""
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for meeting_id, number in session.execute(select(Motion.meeting_id, Motion.number)):
        numbers[meeting_id].append(number)
    return (f"meeting:{meeting}" for meeting, found in numbers.items() if not counted(found))


@invariant("the fingerprint of every protocol recomputes")
def protocol_digests(session: Session) -> Iterator[str]:
    """Yield protocols changed after they were made."""
    for protocol in session.scalars(select(Protocol)):
        if fingerprint(protocol.content) != protocol.digest:
            yield f"protocol:{protocol.id}"


@invariant("a seal is on the protocol that the person saw")
def seals(session: Session) -> Iterator[str]:
    """Yield seals on something else."""
    return records(session, select(Seal).join(Seal.protocol).where(Seal.digest != Protocol.digest))


@invariant("one protocol of an edition stands at most")
def one_protocol(session: Session) -> Iterator[str]:
    """Yield editions with two protocols in force."""
    query = select(Protocol.edition_id).where(Protocol.withdrawn_at.is_(None))
    found = session.scalars(query.group_by(Protocol.edition_id).having(func.count() > 1))
    return (f"edition:{edition_id}" for edition_id in found)


@invariant("the document of every protocol is kept")
def protocol_files(session: Session) -> Iterator[str]:
    """Yield protocols whose PDF is gone."""
    for protocol in session.scalars(select(Protocol)):
        if not files.path_of(protocol.pdf_sha256).is_file():
            yield f"protocol:{protocol.id}"


@invariant("an edition is sealed exactly when its protocol has both seals")
def sealed_by_both(session: Session) -> Iterator[str]:
    """Yield editions sealed by one, or by nobody."""
    protocols = select(Protocol).where(Protocol.withdrawn_at.is_(None))
    both = {
        protocol.edition_id for protocol in session.scalars(protocols) if {seal.role for seal in protocol.seals} >= BOTH
    }
    for edition in session.scalars(select(Edition)):
        if (edition.sealed_at is not None) != (edition.id in both):
            yield f"edition:{edition.id}"


@invariant("the awards given are those of the protocol")
def awards_as_recorded(session: Session) -> Iterator[str]:
    """Yield protocols that name other laureates than the tables."""
    for edition in session.scalars(select(Edition).where(Edition.sealed_at.is_not(None))):
        protocol = queries.protocol_of(session, edition)
        given = queries.awards_of(session, edition)
        named = [(award.entry.public_id, award.award_kind.name) for award in given]
        if protocol and named != [(row["entry"], row["kind"]) for row in protocol.content["awards"]]:
            yield f"protocol:{protocol.id}"
