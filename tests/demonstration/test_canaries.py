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
from tests.demonstration.addresses import FEW, MANY, addresses
from tests.demonstration.audience import ORDER, audience_of, honoured, may_meet, secrets_of
from tests.demonstration.demo import markers_in, opened_by
from tests.demonstration.people import strangers
from tests.pdf_text import text_of

OFTEN = ("sealed", "announced")
RARELY = ("preparation", "call", "screening", "judging", "deliberation", "archived")
OFFICES = (1, 2, 19, 20)  # the first, one more, the one whose entry was returned, the rejected one
JURORS = (1, 3, 5)  # the chair, one in conflict, the one who is behind


def phases():
    rare = [pytest.param(name, marks=pytest.mark.drill) for name in RARELY]
    return pytest.mark.parametrize("phase", [*OFTEN, *rare])


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
    some += demonstration.read(strangers)
    return [None, *some]


def crawled(demonstration, person):
    """Return what a person meets; a visitor goes through the English twins as well."""
    twins = [] if person else demonstration.crawled(language="en")
    return [*demonstration.crawled(person), *twins]


@phases()
def test_a_secret_is_met_only_by_its_audience(demonstrations, phase):
    demonstration = demonstrations(phase)
    everybody = crawlers(demonstration)

    leaks, met = leaking(demonstration, phase, {person: crawled(demonstration, person) for person in everybody})

    assert leaks == []
    assert met >= expected_to_be_met(phase)


@pytest.mark.parametrize("phase", ["judging", "sealed"])
def test_a_secret_is_met_at_no_address_that_nobody_links(demonstrations, phase):
    demonstration = demonstrations(phase)
    others = [person for person in crawlers(demonstration, (1, 20)) if person not in secretaries(demonstration)]

    assert leaks_of_addresses(demonstration, phase, FEW, others) == []


@pytest.mark.drill
@pytest.mark.parametrize("phase", [phase.value for phase in ORDER])
def test_a_secret_is_met_at_no_address_with_any_id_at_all(demonstrations, phase, full_scale):
    demonstration = demonstrations(phase)
    most = MANY if full_scale else FEW

    assert leaks_of_addresses(demonstration, phase, most, crawlers(demonstration)) == []


def secretaries(demonstration):
    return set(demonstration.addresses()["secretary"].values())


def leaks_of_addresses(demonstration, phase, most, people):
    """Open every address of every route for these people, and return who met what was not for them."""
    paths = addresses(demonstration, most)
    opened = {person: opened_by(demonstration.browser(person), paths) for person in people}
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
            seen |= {"sheet.note", "sheet.comment"}
    if ORDER.index(Phase(phase)) >= ORDER.index(Phase.SEALED):
        seen |= {"motion.citation", "motion.departure", "meeting.left_out"}
    return seen


@phases()
def test_no_letter_tells_a_secret_to_somebody_else(demonstrations, phase):
    demonstration = demonstrations(phase)
    audience, with_award = demonstration.read(audience_of), demonstration.read(honoured)
    allowed = {one["text"]: may_meet(one, phase, with_award) for one in demonstration.canaries}

    def letters(session):
        written = []
        for message in session.scalars(select(Message)):
            user = session.get(User, message.user_id)
            words = letter(message, user, "pl")
            written.append((user.public_id, f"{words.subject}\n{words.body}"))
        return written

    with demonstration.app.test_request_context():
        sent = demonstration.read(letters)

    assert [
        (person, marker)
        for person, text in sent
        for marker in markers_in(text)
        if not allowed[marker] & audience[person]
    ] == []


@pytest.mark.parametrize("phase", ["judging", "announced"])
def test_nobody_reads_what_protects_accounts_and_sheets(demonstrations, phase):
    demonstration = demonstrations(phase)

    def keys(session):
        users = session.scalars(select(User)).all()
        sheets = session.scalars(select(ScoreSheet.salt).where(ScoreSheet.salt.is_not(None))).all()
        secret = {user.totp_secret for user in users} | {user.password_hash for user in users}
        return {one for one in secret if one}, set(sheets)

    secrets, salts = demonstration.read(keys)
    for person in crawlers(demonstration):
        for found in demonstration.crawled(person):
            assert not [secret for secret in secrets if secret in found.text], found.path
            told = [salt for salt in salts if salt in found.text]
            assert not told or found.path.endswith("/receipt.json"), found.path


def test_every_secret_field_has_markers_of_its_own(demonstrations):
    listed = demonstrations("announced").canaries

    assert len({one["text"] for one in listed}) == len(listed)
    assert {one["field"] for one in listed} == {
        "attendance.substitute",
        "conflict.reason",
        "entry.answers.effects",
        "entry.answers.problem",
        "entry.answers.solution",
        "entry.answers.transferability",
        "meeting.left_out",
        "motion.citation",
        "motion.departure",
        "motion.dissent",
        "screening.remarks",
        "sheet.comment",
        "sheet.note",
    }
