"""O-B3: two installations that differ in one secret answer alike, byte for byte, whoever must not know asks."""

import re
import shutil
import sqlite3
from difflib import unified_diff

import pytest

from judging.core import clock
from tests.demonstration.addresses import FEW, MANY, addresses
from tests.demonstration.demo import Demonstration, opened_by

DRAWN = re.compile(  # what is drawn anew for each form, each session and each answer
    r'name="(?:csrf_token|once)"[^>]*value="[^"]*"|<meta name="csrf-token"[^>]*>|(?:Set-Cookie|Date): .*'
)
LOSER = "SELECT id FROM entry WHERE status = 'accepted' AND id NOT IN (SELECT entry_id FROM award) LIMIT 1"
WINNERS = f"UPDATE award SET entry_id = ({LOSER}) WHERE id = (SELECT MIN(id) FROM award)"
OUTCOMES = "UPDATE motion SET carried = NOT carried"
CHAIR = "SELECT id FROM assignment WHERE seat_id = (SELECT MIN(seat_id) FROM assignment)"
WORST = "json_replace(scores, '$.' || (SELECT key FROM json_each(scores) LIMIT 1), 0)"
SCORE = f"UPDATE score_sheet SET scores = {WORST} WHERE assignment_id IN ({CHAIR})"


@pytest.fixture
def still(monkeypatch):
    """Let no second pass between two questions."""
    now = clock.utcnow()
    monkeypatch.setattr(clock, "utcnow", lambda: now)


@pytest.fixture
def twin_of(tmp_path):
    """A function from a demonstration and changes to another that differs from it in just these."""

    def twin_of(demonstration, *changes):
        shutil.copytree(demonstration.folder, tmp_path / "twin", ignore=shutil.ignore_patterns("templates"))
        with sqlite3.connect(tmp_path / "twin" / "kapitula.db") as connection:
            changed = [connection.execute(change).rowcount for change in changes]
        connection.close()
        assert all(changed), "the twins do not differ"
        return Demonstration(tmp_path / "twin")

    return twin_of


def those_who_must_not_know(demonstration, most):
    """Return a visitor and others of each kind, but not the secretary, the chair and the deputy."""
    groups = {group: list(people.values()) for group, people in demonstration.addresses().items()}
    offices, jurors = groups["office"], groups["jury"][2:]
    few = [None, groups["administrator"][0], offices[0], offices[-1], jurors[0]]
    return few if most == FEW else [*few, *offices[1:-1], *jurors[1:]]


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


@pytest.mark.parametrize(
    ("phase", "most"),
    [
        pytest.param("sealed", FEW, id="sealed"),
        pytest.param("deliberation", MANY, id="deliberation, every id", marks=pytest.mark.drill),
        pytest.param("sealed", MANY, id="sealed, every id", marks=pytest.mark.drill),
    ],
)
def test_another_winner_changes_no_answer_to_those_who_must_not_know(demonstrations, twin_of, still, phase, most):
    demonstration = demonstrations(phase)
    [secretary] = demonstration.addresses()["secretary"].values()

    twin = twin_of(demonstration, WINNERS, OUTCOMES)
    assert_only_others_answers_differ(demonstration, twin, most, knows=secretary)


@pytest.mark.parametrize(
    ("phase", "most"),
    [
        pytest.param("judging", FEW, id="judging"),
        pytest.param("judging", MANY, id="judging, every id", marks=pytest.mark.drill),
        pytest.param("sealed", MANY, id="sealed, every id", marks=pytest.mark.drill),
    ],
)
def test_another_score_changes_no_answer_to_those_who_must_not_know(demonstrations, twin_of, still, phase, most):
    demonstration = demonstrations(phase)
    chair = next(iter(demonstration.addresses()["jury"].values()))

    assert_only_others_answers_differ(demonstration, twin_of(demonstration, SCORE), most, knows=chair)
