"""O-B2: in every phase everybody crawls all they can reach; a secret is met only by its audience."""

import html
import io
import zipfile
from functools import partial

import pytest
from sqlalchemy import select

from judging.accounts.models import User
from judging.editions.timetable import Phase
from judging.jury.models import ScoreSheet
from judging.notifications.models import Message
from judging.notifications.rendering import letter
from tests.demonstration.addresses import FEW, MANY, ONE, addresses
from tests.demonstration.audience import ORDER, audience_of, honoured, may_meet, secrets_of
from tests.demonstration.demo import markers_in, opened_by
from tests.demonstration.people import strangers
from tests.pdf_text import text_of

OFTEN = ("sealed", "announced")
OFFICES = (1, 2, 19, 20)  # the first, one more, the one whose entry was returned, the rejected one
JURORS = (1, 3, 5)  # the chair, one in conflict, the one who is behind
IN_SHORT_DRILLS = ("call", "deliberation", "announced", "archived")  # of the others a test before has most
EVERY = [phase.value for phase in ORDER]


def texts_of(found):
    """Return everything readable in an answer: its body, its headers, the parts of an archive."""
    yield found.headers
    yield found.text
    if found.body.startswith(b"%PDF"):
        yield text_of(found.body)
    if found.body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(found.body)) as archive:
            for name in archive.namelist():
                yield name + archive.read(name).decode(errors="replace")


def crawlers(demonstration, offices=OFFICES):
    """Return who goes crawling: a visitor, some offices and jurors, the secretary, the administrator."""
    groups = {group: list(ids.values()) for group, ids in demonstration.addresses().items()}
    some = [*groups["secretary"], *groups["administrator"]]
    some += [groups["jury"][number - 1] for number in JURORS]
    some += [groups["office"][number - 1] for number in offices if groups["office"]]
    some += [*groups["substitute"], *groups["clerk"], *demonstration.read(strangers)]
    return [None, *some]


def crawled(demonstration, person, whole):
    """Return what a person meets; a visitor goes through the English twins as well."""
    twins = [] if person else demonstration.crawled(language="en", whole=whole)
    return [*demonstration.crawled(person, whole=whole), *twins]


@pytest.mark.parametrize(
    ("phase", "whole"),
    [
        *(pytest.param(phase, False, marks=pytest.mark.drill) for phase in OFTEN),
        *(pytest.param(one, True, marks=pytest.mark.drill(full=True)) for one in EVERY),
    ],
)
def test_a_secret_is_met_only_by_its_audience(demonstrations, phase, whole):
    demonstration = demonstrations(phase)
    everybody = crawlers(demonstration)

    opened = {person: crawled(demonstration, person, whole) for person in everybody}
    leaks, met = leaking(demonstration, phase, opened)

    assert leaks == []
    assert keys_in(opened, *demonstration.read(keys)) == []
    assert met >= expected_to_be_met(phase)


def keys(session):
    """Return what protects accounts, and the salts of the sheets handed in."""
    users = session.scalars(select(User)).all()
    salts = set(session.scalars(select(ScoreSheet.salt).where(ScoreSheet.salt.is_not(None))))
    return {one for user in users for one in (user.totp_secret, user.password_hash) if one}, salts


def keys_in(opened, protecting, salts):
    """Return the answers with what protects an account, or with a salt but in the juror's own receipt."""
    found = [answer for answers in opened.values() for answer in answers]
    told = [(one.path, one.text) for one in found if not one.path.endswith("/receipt.json")]
    return [path for path, text in told if any(key in text for key in protecting | salts)]


@pytest.mark.drill
@pytest.mark.parametrize("phase", ["judging", "sealed"])
def test_a_secret_is_met_at_no_address_that_nobody_links(demonstrations, phase, walked):
    demonstration = demonstrations(phase)
    others = [person for person in crawlers(demonstration, (1, 20)) if person not in secretaries(demonstration)]

    assert leaks_of_addresses(demonstration, phase, ONE, others, walked) == []


@pytest.mark.parametrize(
    "phase", [pytest.param(one, marks=pytest.mark.drill(full=one not in IN_SHORT_DRILLS)) for one in EVERY]
)
def test_a_secret_is_met_at_no_address_with_any_id_at_all(demonstrations, phase, full_scale, walked):
    demonstration = demonstrations(phase)
    most = MANY if full_scale else FEW

    assert leaks_of_addresses(demonstration, phase, most, crawlers(demonstration), walked) == []


def secretaries(demonstration):
    return set(demonstration.addresses()["secretary"].values())


def leaks_of_addresses(demonstration, phase, most, people, walked):
    """Open every address of every route for these people, and return who met what was not for them."""
    paths = addresses(demonstration, most)
    opened = {person: opened_by(demonstration.browser(person), paths) for person in people}
    walked(people=len(people), addresses=len(paths), requests=len(people) * len(paths))
    leaks, met = leaking(demonstration, phase, opened)
    assert "entry.answers.problem" in met or phase == Phase.PREPARATION, "the crawl reads nothing"
    return leaks


def leaking(demonstration, phase, opened):
    """Return who met which secret without being its audience, and the fields that were met at all."""
    audience, secrets = demonstration.read(audience_of), demonstration.read(partial(secrets_of, demonstration, phase))
    leaks: list[tuple[object, ...]] = []
    met: set[str] = set()
    for person, answers in opened.items():
        for found in answers:
            text = plain("\n".join(texts_of(found)))
            here = [secret for secret in secrets if secret.text in text]
            met |= {secret.field for secret in here}
            leaks += [
                (sorted(audience[person]), found.path, secret.field, secret.record)
                for secret in here
                if not secret.allowed & audience[person]
            ]
    return leaks, met


def plain(text):
    """Return a text without what HTML and typography make of its spaces and signs."""
    return " ".join(html.unescape(text).split())


def expected_to_be_met(phase):
    """Return the fields somebody must have read, so that the crawl is known to look."""
    seen = set()
    if ORDER.index(Phase(phase)) >= ORDER.index(Phase.CALL):
        seen |= {"entry.answers.problem", "entry.answers.effects"}
    if ORDER.index(Phase(phase)) >= ORDER.index(Phase.JUDGING):
        seen |= {"screening.remarks", "conflict.reason"}
        if phase != Phase.ARCHIVED:  # then the jurors' desks are no longer in their menus
            seen |= {"sheet.note", "sheet.comment", "sheet.for-office", "reading.note"}
    if ORDER.index(Phase(phase)) >= ORDER.index(Phase.SEALED):
        seen |= {"motion.citation", "motion.departure", "meeting.left_out"}
    return seen


@pytest.mark.parametrize(
    "phase", [one if one in OFTEN else pytest.param(one, marks=pytest.mark.drill) for one in EVERY]
)
def test_no_letter_tells_a_secret_to_somebody_else(demonstrations, phase):
    demonstration = demonstrations(phase)
    audience, with_award = demonstration.read(audience_of), demonstration.read(honoured)
    allowed = {one["text"]: may_meet(one, phase, with_award) for one in demonstration.canaries}

    def letters(session):
        written = []
        for message in session.scalars(select(Message)):
            user = session.get(User, message.user_id) if message.user_id else None  # to an address alone
            words = letter(message, user, "pl")
            written.append((user and user.public_id, f"{words.subject}\n{words.body}"))
        return written

    with demonstration.app.test_request_context():
        sent = demonstration.read(letters)

    assert [
        (person, marker)
        for person, text in sent
        for marker in markers_in(text)
        if not allowed[marker] & audience[person]
    ] == []


def test_every_secret_field_has_markers_of_its_own(demonstrations):
    listed = demonstrations("announced").canaries

    assert len({one["text"] for one in listed}) == len(listed)
    assert {one["field"] for one in listed} == {
        "conflict.reason",
        "entry.answers.contact",
        "entry.answers.effects",
        "entry.answers.idea-from",
        "entry.answers.outside-source",
        "entry.answers.problem",
        "entry.answers.sentence",
        "entry.answers.solution",
        "entry.answers.transferability",
        "letter.text",
        "meeting.left_out",
        "motion.citation",
        "motion.departure",
        "motion.dissent",
        "practice.note",
        "question.asked",
        "reading.note",
        "screening.remarks",
        "sheet.comment",
        "sheet.for-office",
        "sheet.note",
        "substitute.title",
    }
