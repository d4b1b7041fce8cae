"""O-B3: two installations that differ in one secret answer alike, byte for byte, whoever must not know asks."""

import re
import shutil
import sqlite3
from difflib import unified_diff
from functools import partial

import pytest
from sqlalchemy import select

from judging.accounts.models import User
from judging.core import clock
from judging.notifications.models import Message
from judging.notifications.rendering import mail
from tests.demonstration.addresses import FEW, MANY, ONE, addresses
from tests.demonstration.demo import Demonstration, opened_by
from tests.demonstration.people import strangers
from tests.demonstration.retold import decide_anew

DRAWN = re.compile(  # what is drawn anew for each form, each session and each answer; the body says its length itself
    r'name="(?:csrf_token|once)"[^>]*value="[^"]*"|"token":"[^"]*"|<meta name="csrf-token"[^>]*>'
    r"|(?:Set-Cookie|Date|X-Request-Id|Content-Length): .*"
)
SLUG = "sekrety-zarzadzania-2026"
LOSER = "SELECT id FROM entry WHERE status = 'accepted' AND id NOT IN (SELECT entry_id FROM award) LIMIT 1"
WINNERS = f"UPDATE award SET entry_id = ({LOSER}) WHERE id = (SELECT MIN(id) FROM award)"
OUTCOMES = "UPDATE motion SET carried = NOT carried"
CHAIR = "SELECT id FROM assignment WHERE seat_id = (SELECT MIN(seat_id) FROM assignment)"
WORST = "json_replace(scores, '$.' || (SELECT key FROM json_each(scores) LIMIT 1), 0)"
SCORE = f"UPDATE score_sheet SET scores = {WORST} WHERE assignment_id IN ({CHAIR})"

REASONS = (
    "UPDATE conflict SET reason = 'inny, znacznie dłuższy powód'",
    "UPDATE audit_detail SET details = json_replace(details, '$.reason', 'inny, znacznie dłuższy powód')",
    "UPDATE audit_detail SET details = json_replace(details, '$.remarks', 'inne, znacznie dłuższe uwagi')",
    "UPDATE screening_decision SET remarks = 'inne, znacznie dłuższe uwagi' WHERE outcome = 'rejected'",
    "UPDATE meeting SET left_out = 'inny, znacznie dłuższy powód'",
    "UPDATE motion SET departure = 'inny, znacznie dłuższy powód', dissent = 'inne zdanie'",
)


@pytest.fixture
def still(monkeypatch):
    """Let no second pass between two questions."""
    now = clock.utcnow()
    monkeypatch.setattr(clock, "utcnow", lambda: now)
    return now


@pytest.fixture
def twin_of(tmp_path):
    """A function from a demonstration and changes to another that differs from it in just these."""

    def twin_of(demonstration, *changes):
        folder = tmp_path / f"twin-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(demonstration.folder, folder, ignore=shutil.ignore_patterns("templates"))
        with sqlite3.connect(folder / "kapitula.db") as connection:
            changed = [connection.execute(change).rowcount for change in changes]
        connection.close()
        assert all(changed), "the twins do not differ"
        return Demonstration(folder)

    return twin_of


def those_who_must_not_know(demonstration, most):
    """Return a visitor and others of each kind, but not the secretary, the chair and the deputy."""
    groups = {group: list(people.values()) for group, people in demonstration.addresses().items()}
    offices, jurors = groups["office"], groups["jury"][2:]
    few = [None, groups["administrator"][0], offices[0], offices[-1], *jurors[:2]]
    few += [*groups["substitute"], *groups["clerk"], *demonstration.read(strangers)]
    return few if most <= FEW else [*few, *offices[1:-1], *jurors[2:]]


def differences(one, other, person, paths):
    """Return the addresses at which two installations answer a person differently, with what differs."""
    told = zip(*(opened_by(twin.browser(person), paths) for twin in (one, other)), strict=True)
    return [(mine.path, differing(mine, theirs)) for mine, theirs in told if plain(mine) != plain(theirs)]


def plain(found):
    text = f"{found.status}\n{found.headers}\n{found.body.decode('latin-1')}"
    return DRAWN.sub("", text)


def differing(mine, theirs):
    lines = unified_diff(plain(mine).splitlines(), plain(theirs).splitlines(), n=0, lineterm="")
    return [line[:200] for line in lines][2:6]


def assert_only_others_answers_differ(demonstration, twin, most, knows):
    """The one who knows the secret meets the difference; those who must not know never do."""
    paths, people = addresses(demonstration, most), those_who_must_not_know(demonstration, most)
    told = {person: differences(demonstration, twin, person, paths) for person in people}

    assert {person: found for person, found in told.items() if found} == {}
    telling = [path for path in paths if re.match(r"/desk/[^/]+/deliberation/$|/jury/", path)]
    assert differences(demonstration, twin, knows, telling)


@pytest.fixture
def most(full_scale):
    """How many records of a kind a drill opens."""
    return MANY if full_scale else FEW


@pytest.mark.drill
def test_another_winner_changes_no_answer_to_those_who_must_not_know(demonstrations, twin_of, still, most):
    demonstration = demonstrations("sealed")
    [secretary] = demonstration.addresses()["secretary"].values()

    twin = twin_of(demonstration, WINNERS, OUTCOMES)
    assert_only_others_answers_differ(demonstration, twin, most, knows=secretary)


def letters(demonstration):
    """Return the mails to all but the secretary and the jury, as they are sent."""
    groups = demonstration.addresses()
    told = {*groups["secretary"], *groups["jury"]}

    def written(session):
        found = session.scalars(select(Message).where(Message.to.not_in(told)).order_by(Message.id))
        people = {person.id: person for person in session.scalars(select(User))}  # an address may be nobody's yet
        mails = [mail(message, people.get(message.user_id)) for message in found]
        return [re.sub("(?m)^Message-ID: .*", "", one.as_string()) for one in mails]

    with demonstration.app.test_request_context():
        return demonstration.read(written)


@pytest.mark.drill
@pytest.mark.parametrize("most", [ONE, pytest.param(MANY, marks=pytest.mark.drill(full=True), id="every_id")])
def test_a_decision_taken_otherwise_changes_no_answer_and_no_mail_to_those_who_must_not_know(
    demonstrations, twin_of, still, most
):
    sealed = demonstrations("sealed")
    one, other = twin_of(sealed), twin_of(sealed, *REASONS)
    one.read(partial(decide_anew, place=8, lost=1, at=still))
    other.read(partial(decide_anew, place=9, lost=3, at=still))
    rejected, in_conflict = (
        list(sealed.addresses()["office"].values())[-1],
        list(sealed.addresses()["jury"].values())[2],
    )
    people = [one for one in those_who_must_not_know(sealed, most) if one not in {rejected, in_conflict}]
    paths = list(dict.fromkeys([*addresses(one, most), *addresses(other, most)]))

    told = {person: differences(one, other, person, paths) for person in people}

    assert {person: found for person, found in told.items() if found} == {}
    assert letters(one) == letters(other)
    [secretary] = sealed.addresses()["secretary"].values()
    for page in ("deliberation/", "history/", "jury/conflicts/"):
        assert differences(one, other, secretary, [f"/desk/{SLUG}/{page}"])


@pytest.mark.drill
@pytest.mark.parametrize("most", [ONE, pytest.param(MANY, marks=pytest.mark.drill(full=True), id="every_id")])
def test_before_a_round_is_closed_a_score_changes_no_answer_but_to_its_juror(demonstrations, twin_of, still, most):
    judging = demonstrations("judging")
    twin, groups = twin_of(judging, SCORE), judging.addresses()
    chair, second, *_others = groups["jury"].values()
    paths, people = addresses(judging, most), those_who_must_not_know(judging, most)

    told = {one: differences(judging, twin, one, paths) for one in (*people, second, *groups["secretary"].values())}

    assert {person: found for person, found in told.items() if found} == {}
    assert differences(judging, twin, chair, [path for path in paths if path.startswith("/jury/")])


@pytest.mark.drill
@pytest.mark.parametrize("phase", ["deliberation", "sealed"])
def test_another_score_changes_no_answer_to_those_who_must_not_know(demonstrations, twin_of, still, phase, most):
    demonstration = demonstrations(phase)
    chair = next(iter(demonstration.addresses()["jury"].values()))

    assert_only_others_answers_differ(demonstration, twin_of(demonstration, SCORE), most, knows=chair)
