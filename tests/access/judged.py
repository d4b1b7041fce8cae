"""What the jury of the world of these tests did: scored on the screen and on paper, met, awarded, sealed."""

from datetime import timedelta

from sqlalchemy import select

from judging.core import files
from judging.core.fingerprints import fingerprint
from judging.deliberation import queries as decided
from judging.deliberation.operations import decisions, protocols
from judging.deliberation.votes import VoteCount
from judging.editions.models import Role
from judging.jury import scales
from judging.jury.models import Conflict
from judging.jury.operations import conflicts, saving, sheets
from judging.jury.operations.assignment import assign_all
from judging.jury.queries import assignments
from judging.notifications.models import Message
from judging.results.operations import closing as results
from judging.results.queries.live import all_live
from tests.access.on_paper import type_in
from tests.factories import CORRECTIONS, DELIBERATION, JUDGING, JUDGING_CLOSES, JUDGING_OPENS

NOW = DELIBERATION + timedelta(days=3)  # sealed, before the gala
POINTS = {"A": 10, "B": 8, "C": 5}


def judge(session, world):
    """Deal the entries, score and hand in every sheet, close the round and freeze the ranking."""
    edition, secretary = world.edition, world.people["secretary"]
    [round_] = edition.rounds
    assign_all(session, edition, round_, by=secretary, at=CORRECTIONS)
    conflicts.record_for(
        session,
        world.seats["juror_3"],
        world.offices["A"],
        reason="A cousin works there.",
        by=secretary,
        at=JUDGING_OPENS,
    )
    world.conflict = session.scalar(select(Conflict))
    world.seats["juror_5"].conflicts_declared_at = JUDGING_OPENS
    session.flush()
    for name in ("juror", "juror_2", "juror_3", "juror_4", "deputy", "chair"):
        _score(session, world, world.people[name], round_)
    session.expire_all()
    results.close_round(session, round_, reason="", by=secretary, at=JUDGING_CLOSES + timedelta(1))
    session.flush()
    results.freeze(
        session,
        edition,
        round_,
        all_live(session, round_),
        by=secretary,
        at=DELIBERATION,
        seen=round_.data_version,
    )


def _score(session, world, juror, round_):
    criteria = assignments.marks(session, round_.id)
    scale = scales.of_round(round_, criteria)
    titles = {entry.id: name for name, entry in world.entries.items()}
    for assignment in assignments.my_assignments(session, juror, world.edition, JUDGING):
        task = assignments.any_task(session, world.edition, assignment.public_id)
        points = POINTS[titles[assignment.entry_id]] - juror.id % 2
        content = saving.SheetContent({c.key: points for c in criteria}, {"": "kanarek-notatka"})
        if (juror, titles[assignment.entry_id]) == (world.people["juror"], "B"):
            type_in(session, world, task, content, criteria, until=NOW + timedelta(1))
            continue
        saving.save(session, task, content, version=0, criteria=criteria, scale=scale, by=juror, at=JUDGING)
        sheets.submit(session, task, criteria=criteria, by=juror, at=JUDGING)


def decide(session, world):
    """Meet, award A and B, seal the protocol by both."""
    edition, by = world.edition, world.people["secretary"]
    here = {seat.id: (True, None) for seat in decided.chapter(session, edition)}
    meeting = decisions.hold_meeting(
        session,
        edition,
        held_at=DELIBERATION,
        place="Warszawa",
        secret_ballot=True,
        attendance=here,
        version=None,
        by=by,
        at=DELIBERATION,
    )
    main, distinction = edition.award_kinds
    for name, kind in (("A", main), ("B", distinction), ("C", distinction)):
        able = decisions.ballot_on(session, edition, meeting, world.entries[name]).able
        decisions.decide(
            session,
            edition,
            world.entries[name],
            kind,
            VoteCount(len(able), 0, 0),
            citation=f"kanarek-uzasadnienie-{name}",
            departure="",
            dissent="",
            by=by,
            at=DELIBERATION,
        )
    content = protocols.draft_protocol(session, edition, at=DELIBERATION)
    pdf = files.keep_document(b"%PDF-1.7 the protocol")
    protocol = protocols.make_protocol(
        session, edition, digest=fingerprint(content), pdf_sha256=pdf, by=by, at=DELIBERATION
    )
    for role, name in ((Role.CHAIR, "chair"), (Role.SECRETARY, "secretary")):
        protocols.seal(session, edition, protocol, role, digest=protocol.digest, by=world.people[name], at=DELIBERATION)
    session.flush()
    world.message = session.scalar(select(Message).order_by(Message.id))
    world.message.failed_at, world.message.error = NOW, "550 no such mailbox"
