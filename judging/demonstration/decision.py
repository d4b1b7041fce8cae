"""The end of the story: the round is closed, the chapter decides, seals, and the secretary announces."""

from judging.announcement.operations import announcement
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core import files
from judging.core.fingerprints import fingerprint
from judging.deliberation import queries
from judging.deliberation.operations import decisions, protocols
from judging.deliberation.protocol import protocol_pdf
from judging.deliberation.votes import VoteCount
from judging.demonstration.story import Story
from judging.editions.models import AwardKind, Role
from judging.entries.models import Entry
from judging.jury.operations import practice
from judging.jury.queries import chapter
from judging.results.operations import closing as results
from judging.results.queries.live import all_live

LEFT_OUT = "Kapituła uznała, że opisane rozwiązanie działa zbyt krótko, by ocenić jego trwałość."
DEPARTURE = "Kapituła wyróżnia praktykę za zasięg: korzystają z niej także osoby, które dotąd nie trafiały do urzędu."
CHAPTER = ["chapter", "secretary"]  # who is in the room
CITATION = "Za praktykę „{title}”, która pokazuje, że dobry urząd zaczyna się od uważnego słuchania."


def close_the_round(story: Story) -> None:
    """Close the round when every sheet is in."""
    [round_] = story.edition.rounds
    results.close_round(story.session, round_, reason="", by=story.secretary, at=story.dates.on(83, 9))


def deliberate(story: Story) -> None:
    """Close the results, meet, award by the ranking but for one entry, and seal the protocol."""
    session, edition = story.session, story.edition
    [round_] = edition.rounds
    analysed = all_live(session, round_)
    results.freeze(
        session,
        edition,
        round_,
        analysed,
        by=story.secretary,
        at=story.dates.on(86, 9),
        seen=round_.data_version,
    )
    stand_in = {one.stands_for_id: one for one in chapter.substitutes_of(session, edition)}
    attendance = {
        seat.id: (seat.id not in stand_in, stand_in.get(seat.id)) for seat in queries.chapter(session, edition)
    }
    decisions.hold_meeting(
        session,
        edition,
        held_at=story.dates.on(88, 11),
        place="Warszawa",
        secret_ballot=False,
        attendance=attendance,
        version=None,
        by=story.secretary,
        at=story.dates.on(88, 15),
    )
    _award(story)
    _seal(story)


def _award(story: Story) -> None:
    """Put the motions to the vote; the last distinction goes one place further down, with a reason."""
    session, edition = story.session, story.edition
    meeting = queries.meeting_of(session, edition)
    assert meeting is not None
    entries = queries.entries_of_ranking(session, meeting.ranking)
    slots = [kind for kind in edition.award_kinds for _number in range(kind.quantity)]
    honoured: list[tuple[Entry, AwardKind]] = list(zip(entries, slots, strict=False))
    departs = story.size.usual and len(entries) > len(slots)
    if departs:
        honoured[-1] = (entries[len(slots)], slots[-1])
    for place, (entry, kind) in enumerate(honoured):
        _vote(
            story,
            entry,
            kind,
            reason=DEPARTURE if departs and place == len(honoured) - 1 else "",
        )
    if departs:
        plant = story.markers.plant
        decisions.explain_left_out(
            session,
            edition,
            reason=plant("meeting.left_out", "meeting", LEFT_OUT, always=CHAPTER),
            version=meeting.version,
            by=story.secretary,
            at=story.dates.on(88, 16),
        )


def _vote(story: Story, entry: Entry, kind: AwardKind, reason: str) -> None:
    meeting = decisions.recorded_meeting(story.session, story.edition)
    able = len(decisions.ballot_on(story.session, story.edition, meeting, entry).able)
    against = 1 if reason else 0
    plant, where = story.markers.plant, f"motion:{entry.number}"
    words = CITATION.format(title=entry.title)
    decisions.decide(
        story.session,
        story.edition,
        entry,
        kind,
        VoteCount(able - against, against, 0),
        citation=plant("motion.citation", where, words, always=CHAPTER, announced=["public"]),
        departure=plant("motion.departure", where, reason, always=CHAPTER) if reason else "",
        dissent=plant("motion.dissent", where, "", always=CHAPTER),
        by=story.secretary,
        at=story.dates.on(88, 15, 30),
    )


def _seal(story: Story) -> None:
    """Make the protocol; the chair and the secretary seal it."""
    session, edition, at = story.session, story.edition, story.dates.on(90, 10)
    content = protocols.draft_protocol(session, edition, at=at)
    digest, pdf = fingerprint(content), files.keep_document(protocol_pdf(content))
    protocol = protocols.make_protocol(session, edition, digest=digest, pdf_sha256=pdf, by=story.secretary, at=at)
    chair = queries.chapter(session, edition)[0].user
    seals = ((Role.CHAIR, chair, 12), (Role.SECRETARY, story.secretary, 13))
    for role, by, hour in seals:
        at = story.dates.on(91, hour)
        protocols.seal(session, edition, protocol, role, digest=protocol.digest, by=by, at=at)


def announce(story: Story) -> None:
    """Announce on the evening of the gala."""
    announcement.announce(story.session, story.edition, by=story.secretary, at=story.dates.on(110, 18, 5))


def put_into_the_archive(story: Story) -> None:
    """Close the edition for good."""
    at = story.dates.on(140, 12)
    story.edition.archived_at = at
    record(
        story.session,
        Action.EDITION_ARCHIVED,
        story.edition,
        by=story.secretary,
        at=at,
        edition_id=story.edition.id,
    )
    story.session.flush()
    practice.forget(story.session)  # as the next sweep would
