"""The chapter practises on the anchors before it scores: all but one member, whom a visitor may be."""

import random
from datetime import timedelta

from sqlalchemy import select

from judging.demonstration.people_data import Member
from judging.demonstration.story import Story
from judging.editions.models import ON_THE_JURY, Anchor, Seat
from judging.editions.parts.practice import whole
from judging.jury import scales
from judging.jury.operations import practice
from judging.jury.operations.saving import SheetContent

NOT_YET = 4  # index of the member who has not practised


def practise(story: Story) -> None:
    """Let the members practise, each on every anchor, on the evening before scoring opens."""
    if not story.size.usual:
        return
    query = select(Seat).where(Seat.edition_id == story.edition.id, Seat.role.in_(ON_THE_JURY)).order_by(Seat.id)
    for place, (seat, member) in enumerate(zip(story.session.scalars(query), story.size.members(), strict=True)):
        for number, anchor in enumerate(whole(story.edition) if place != NOT_YET else ()):
            _practise(story, seat, place, member, number, anchor)


def _practise(story: Story, seat: Seat, place: int, member: Member, number: int, anchor: Anchor) -> None:
    edition, round_ = story.edition, story.edition.rounds[0]
    at = story.dates.on(59, 18) + timedelta(minutes=15 * number + 2 * place)
    scale = scales.of_round(round_, round_.criteria)
    chance = random.Random(f"{story.seed}/{anchor.title}/{member.name}")  # noqa: S311 -- a story, not a secret
    note = story.markers.plant(
        "practice.note", f"anchor:{number + 1}/juror:{place + 1}", "", always=[f"juror:{place + 1}"]
    )
    scores = {
        key: min(10, max(0, round(int(points) + member.leniency + chance.gauss(0, 0.8))))
        for key, points in anchor.points.items()
    }
    steps = {key: scale.read(key, str(points)) for key, points in scores.items()}
    content = SheetContent(steps, {"": note} if note else {})
    session, by, later = story.session, seat.user, at + timedelta(minutes=9)
    criteria = round_.criteria
    practice.save(session, edition, seat, anchor, content, version=0, criteria=criteria, scale=scale, by=by, at=at)
    practice.hand_in(session, edition, seat, anchor, criteria=criteria, by=by, at=later)
