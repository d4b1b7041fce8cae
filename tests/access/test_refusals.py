"""Every form of a person, refused: what was typed is on the page that comes back, nothing was changed.

REFUSED says for each route how it is refused. A new route that takes a form must be added here,
and the test says so.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from markupsafe import escape

from judging.web import languages
from judging.web.access import declared
from tests.access.cases import cases_of
from tests.access.routes import CALLER, WRITING, name_of

TYPED = "Zażółć <b>„gęślą”</b> & jaźń"
CODE, PASSWORD = "tajny-kod-7", "tajne hasło"
LONG = "x" * 3001
ATTEMPT = {"sign_in_attempt"}  # guessing is counted, whatever comes of it


@dataclass(frozen=True)
class Refusal:
    """How a route is refused: the answer, the fields typed in, what else is sent, by whom."""

    status: int
    typed: tuple[str, ...] = ()
    sent: dict[str, Any] = field(default_factory=dict)
    by: str = ""
    traces: frozenset[str] = frozenset()  # tables that may change all the same
    says: str = ""  # words of the reason, where the status alone could mean another
    long: bool = False  # what is typed is too long


def out_of_order(*typed, **sent):
    return Refusal(409, typed, sent)


def wrong(*typed, says="", **sent):
    return Refusal(422, typed, sent, says=says)


def too_long(*typed, **sent):
    return Refusal(422, typed, sent, long=True, says="at most 3000 fit")


def wrong_password(*typed, **sent):
    return Refusal(422, typed, sent, traces=frozenset(ATTEMPT))


NOTHING = None  # no text is typed there and no rule refuses: there is nothing to keep
SCRIPT = "script"  # the script that sends it keeps the text and shows the error

CALENDAR = ("opens_at", "closes_at", "corrections_until", "scoring_opens_at")
VOTES = {"votes_for": "1", "votes_against": "0", "abstained": "0"}

REFUSED = {
    "accounts.show_held": NOTHING,
    "addresses.confirm": NOTHING,  # only with a link: tests/accounts
    "addresses.index": wrong_password("email", says="not your current password"),
    "addresses.main": wrong_password(),
    "addresses.remove": wrong_password(),
    "accounts.sign_in": wrong_password("email"),
    "accounts.sign_out": NOTHING,
    "announcement_desk.show": wrong(ready="y", says="Set up the second step"),
    "announcement_desk.withdraw": out_of_order("reason"),
    "by_hand_desk.write": out_of_order("title", "contact", "reason", way="post", email="urzad@wolna.example"),
    "asking.ask": out_of_order("question"),
    "colleagues.accept": Refusal(422, ("position",), by="confirmed", long=True),
    "colleagues.end": NOTHING,
    "colleagues.invite": wrong("email"),
    "colleagues.right": wrong(right="nobody's"),
    "deliberation.seal": Refusal(422, traces=frozenset(ATTEMPT), says="The code is not right"),
    "deliberation_desk.left_out": out_of_order("reason", version="1"),
    "deliberation_desk.meeting": out_of_order("place", held_at="2027-06-01T12:00", voting="open"),
    "deliberation_desk.withdraw_award": out_of_order("reason"),
    "demonstration.sign_in": NOTHING,
    "drafts.copy": wrong(edition="nobody's"),
    "drafts.delete": NOTHING,
    "drafts.restore": NOTHING,
    "editions_desk.calendar": wrong("reason", *CALENDAR),
    "editions_desk.create": wrong("name", "event_name", "event_place", "year", source="template"),
    "editions_desk.freeze": out_of_order(version="0"),
    "editions_desk.presentation": out_of_order("about", "event_name", "event_place", version="0"),
    "setup_desk.areas": out_of_order("areas", version="1"),
    "setup_desk.basics": wrong("name", "year", version="1"),
    "setup_desk.chapter": wrong("quorum", version="1"),
    "setup_desk.declarations": out_of_order("text-truth", version="1"),
    "setup_desk.entries": wrong("entries_per_office", version="1"),
    "setup_desk.regulations": out_of_order("rules_text", version="1"),
    "english_desk.change": Refusal(422, ("edition.name",), {"version": "1"}, long=True, says="at most 400 fit"),
    "setup_desk.space": wrong("office_space_mb", "edition_space_mb", version="1"),
    "form_desk.change": Refusal(422, ("label", "help"), {"version": "1"}, long=True, says="at most 200 fit"),
    "text_desk.look": NOTHING,  # nothing is kept, so nothing is refused but its length
    "form_desk.move": out_of_order(to="up"),
    "form_desk.new": NOTHING,  # the address of a form names its kind: tests/editions/test_form.py
    "form_desk.remove": out_of_order(),
    "criteria_desk.change": wrong("name", "description", "levels", version="1", weight="x"),
    "criteria_desk.move": out_of_order(to="up"),
    "criteria_desk.new": wrong("name", "description", "levels", version="1", weight="x"),
    "criteria_desk.take_away": out_of_order(),
    "awards_desk.change": wrong("name", "name_accusative", version="1", quantity="0"),
    "awards_desk.move": out_of_order(to="up"),
    "awards_desk.new": wrong("name", "name_accusative", version="1", quantity="0"),
    "awards_desk.take_away": out_of_order(),
    "rounds_desk.change": wrong("name", version="1", low="x"),
    "rounds_desk.ladder": out_of_order(rung="median", to="off"),
    "rounds_desk.new": wrong("name", kind="neither"),
    "rounds_desk.take_away": out_of_order(),
    "taken_away_desk.bring_back": out_of_order(),
    "editions_desk.thaw": out_of_order("reason"),
    "entries.autosave": SCRIPT,
    "entries.drop": NOTHING,
    "entries.edit": out_of_order("title"),
    "entries.new": NOTHING,
    "entries.submit": out_of_order(),
    "entries.take_back": NOTHING,
    "entries.withdraw": out_of_order("reason"),
    "entries_desk.extensions": wrong("reason", "until"),
    "entries_desk.reopen": out_of_order("reason"),
    "check_desk.check": out_of_order("remarks", "remark-1", outcome="rejected"),
    "check_words_desk.points": wrong(says="Write at least one point.", points=""),
    "check_words_desk.text": too_long("text"),
    "check_words_desk.texts": wrong(says="Fill this in."),
    "letters_desk.edit": out_of_order("subject", "text", whom="jurors", version="0"),
    "letters_desk.new": wrong("subject", "text", "subject_en", "text_en", says="Choose to whom the letter goes."),
    "letters_desk.remove": NOTHING,
    "letters_desk.restore": NOTHING,
    "lists_desk.longer": NOTHING,  # tests/screening: what the search finds is shown first
    "lists_desk.undo": NOTHING,
    "searches_desk.index": wrong(says="Fill this in."),
    "searches_desk.remove": NOTHING,
    "intake_desk.columns": wrong(**{"column-0": "title"}),
    "intake_desk.give_up": NOTHING,
    "intake_desk.index": wrong(),
    "intake_desk.preview": out_of_order("reason", enter="1", as_they_came="y"),
    "joining.ask_reset": wrong("email"),
    "joining.confirm": wrong_password(),
    "joining.invitation": wrong("name"),
    "joining.register": wrong("name", "email"),
    "joining.renew_invitation": NOTHING,
    "joining.reset": wrong(),
    "joining.spoken": wrong("email"),
    "jury_grid.adjust": out_of_order(),
    "sheets.ask": out_of_order("reason"),
    "sheets.autosave": SCRIPT,
    "jury.conflicts": wrong("reason-ENTRY", conflict="ENTRY"),
    "own_conflicts.declare": too_long("reason"),
    "notes.answer": out_of_order("note", marks="99999"),
    "notes.mark": NOTHING,  # tests/jury/test_notes.py: a sentence that is not there
    "practice.again": out_of_order(),
    "practice.autosave": SCRIPT,
    "practice.sheet": out_of_order("note"),
    "practice_desk.bring_back": NOTHING,
    "practice_desk.change": wrong("title", "answers-problem", "reason-novelty", version="1", **{"points-novelty": "x"}),
    "practice_desk.index": wrong(version="1", practice_round="neither"),
    "practice_desk.new": wrong("title", "answers-problem", "reason-novelty", version="1", **{"points-novelty": "x"}),
    "practice_desk.take_away": NOTHING,
    "sheets.sheet": out_of_order("note"),
    "handing_in.check": out_of_order(version="0"),
    "handing_in.every": wrong(says="Tick what you hand in"),
    "jury_members.appoint": out_of_order(role="juror"),
    "jury_quorum.annex": out_of_order("reason", quorum="2"),
    "jury_plan.areas_of": out_of_order(),
    "jury_plan.take_over": wrong("reason", other="nobody"),
    "jury_plan.undo": out_of_order("reason"),
    "jury_scoring.assignment": out_of_order(),
    "jury_scoring.automatic": out_of_order(days="7"),
    "jury_conflicts.detect": NOTHING,
    "jury_members.remind_to_declare": NOTHING,
    "jury_members.remind_to_protect": NOTHING,
    "late_seats.consent": Refusal(422, traces=frozenset(ATTEMPT), says="The code is not right"),
    "jury_members.read_out_code": out_of_order("reason"),
    "logos_desk.index": wrong(partner="nobody"),
    "logos_desk.remove": NOTHING,
    "jury_members.invite": out_of_order("name", "title", email="ktos@example.org"),
    "jury_members.invite_again": out_of_order(),
    "jury_conflicts.dismiss": out_of_order("reason"),
    "jury_conflicts.lift": too_long("reason"),
    "jury_conflicts.register": wrong("reason", seat="nobody"),
    "jury_scoring.remind": out_of_order(),
    "jury_members.remove": out_of_order("reason"),
    "jury_substitutes.index": out_of_order("name", "title", email="ktos@example.org"),
    "jury_substitutes.invite_again": out_of_order(),
    "jury_substitutes.remove": out_of_order("reason"),
    "jury_scoring.decline": out_of_order("reason"),
    "jury_scoring.reopen": out_of_order("reason"),
    "motions_desk.correct": out_of_order("citation", version="1", **VOTES),
    "motions_desk.motion": out_of_order("citation", "departure", "dissent", **VOTES),
    "offices.approve": NOTHING,
    "offices.edit": Refusal(409, ("name", "address"), {"email": "urzad@kanarkowa.example", "version": "0"}),
    "offices.join": Refusal(422, ("position",), by="confirmed", long=True),
    "offices.refuse": too_long("reason"),
    "offices.remove": out_of_order("reason"),
    "offices.register": Refusal(422, ("name", "address", "email", "position"), by="confirmed"),
    "offices_desk.approve": NOTHING,
    "offices_desk.refuse": too_long("reason"),
    "offices_desk.remove": out_of_order("reason"),
    "origins.confirm": out_of_order(),
    "outbox_desk.again": NOTHING,
    "own_paper.confirm": NOTHING,
    "own_paper.object_to": out_of_order("reason"),
    "paper_clerks.end": too_long("reason"),
    "paper_clerks.index": out_of_order("name", email="ktos@example.org"),
    "paper_clerks.invite_again": out_of_order(),
    "paper_desk.add_scan": NOTHING,  # tests/paper: a file that is no scan
    "paper_desk.sheet": out_of_order("note", "checked_by", version="0"),
    "paper_import.give_up": NOTHING,
    "paper_import.index": wrong(),
    "paper_import.preview": NOTHING,  # tests/paper: rows with faults
    "papers.files": out_of_order(),
    "papers.describe": out_of_order(version="1"),
    "papers.move": out_of_order(to="up"),
    "papers.remove": out_of_order(),
    "passkeys.index": wrong_password("name", says="not your current password"),
    "passkeys.new": NOTHING,  # the device answers, and only after the password: tests/accounts
    "passkeys.question": NOTHING,
    "passkeys.remove": wrong_password(),
    "passkeys.rename": Refusal(422, ("name",), long=True, says="at most 60 fit"),
    "passkeys.show": NOTHING,  # the script shows the reason: tests/accounts
    "passkeys.sign_in": wrong(),
    "passkeys.wish": NOTHING,
    "profile.close": wrong_password(),
    "profile.end_session": NOTHING,
    "profile.password": wrong(),
    "questions_desk.answer": wrong("published"),
    "questions_desk.set_aside": too_long("reason"),
    "profile.show": out_of_order("name", language="en", version="0"),
    "protocol_desk.make": out_of_order(),
    "protocol_desk.seal": wrong(says="Set up the second step"),
    "protocol_desk.withdraw": too_long("reason"),
    "results_desk.close": out_of_order("reason"),
    "results_desk.freeze": out_of_order(seen="0"),
    "results_desk.reopen": out_of_order("reason"),
    "results_next.begin": out_of_order(line="passed", value="", seen="0"),
    "results_next.rule": NOTHING,  # only in a qualifying round: tests/results/test_next_round.py
    "results_next.undo": out_of_order("reason"),
    "viewing_desk.begin": too_long("reason"),
    "sending_desk.show": out_of_order(seen="0"),
    "sending_desk.try_out": NOTHING,
    "sending_desk.undo": NOTHING,
    "second_factor.begin": wrong_password(),
    "second_factor_desk.show": wrong("reason", person="nobody"),
    "second_factor.code": NOTHING,  # only for half a session: tests/accounts
    "second_factor.recovery_codes": wrong(says="Set up the second step"),
    "second_factor.set_up": NOTHING,  # the same
    "secretaries_desk.end": out_of_order("reason"),
    "secretaries_desk.show": wrong("secretary"),
    "site.language": NOTHING,
    "wordings_desk.change": wrong("name", "subject", text="", version="1"),
    "wordings_desk.index": wrong("subject", "text", says="Fill this in."),
    "wordings_desk.remove": NOTHING,
}


def test_every_route_that_takes_a_form_says_how_it_is_refused():
    assert sorted(REFUSED) == sorted({rule.endpoint for rule in WRITING})


@pytest.fixture
def sent_to(access_app, world, address):
    """A function that returns who calls a route, where, and the words put into its fields."""

    def sent_to(rule, refusal):
        access = declared(access_app, rule.endpoint)
        case = cases_of(world, rule.endpoint, rule.arguments - {languages.NAME}, access)[0]
        who = refusal.by or next(CALLER[one] for one in CALLER if one in access.who)
        entry = world.entries["B"].public_id
        words = {
            name.replace("ENTRY", entry): f"{TYPED} {number}{LONG if refusal.long else ''}"
            for number, name in enumerate(refusal.typed)
        }
        rest = {name: str(value).replace("ENTRY", entry) for name, value in refusal.sent.items()}
        secrets = {"code": CODE, "password": PASSWORD, "current": PASSWORD}
        return who, address(rule, case.arguments), words, secrets | rest

    return sent_to


@pytest.mark.parametrize(
    "rule",
    [rule for rule in WRITING if isinstance(REFUSED.get(rule.endpoint), Refusal)],
    ids=name_of,
)
def test_a_refused_form_keeps_what_was_typed_and_changes_nothing(rule, sent_to, ask, snapshot):
    refusal = REFUSED[rule.endpoint]
    who, path, words, rest = sent_to(rule, refusal)

    answer = ask(who, "POST", path, data=rest | words)

    changed = set(snapshot.changed())
    snapshot.restore()
    assert answer.status_code == refusal.status, answer.text
    assert refusal.says in answer.text
    for text in words.values():
        assert str(escape(text)) in answer.text
    assert CODE not in answer.text
    assert PASSWORD not in answer.text
    assert changed <= refusal.traces


@pytest.mark.parametrize("rule", [rule for rule in WRITING if REFUSED.get(rule.endpoint) == SCRIPT], ids=name_of)
def test_a_script_that_is_refused_learns_why(rule, sent_to, ask, snapshot):
    who, path, _words, _rest = sent_to(rule, Refusal(409))
    sent = {"title": TYPED, "note": TYPED, "version": "1"}

    answer = ask(who, "POST", path, data=sent, headers={"Accept": "application/json"})

    assert answer.status_code == 409
    assert answer.json["error"]
    assert snapshot.changed() == []


def test_a_page_of_its_own_leads_to_the_page_above_and_never_home(ask, address, world):
    path = address("entries.edit", {"entry_id": world.entries["A"].public_id})

    page = ask("office_a", "GET", path)

    assert f'href="{path.removesuffix("edit/")}">Go back' in page.text


def test_a_page_of_its_own_leads_to_where_one_came_from(ask, address, world):
    path = address("entries.edit", {"entry_id": world.entries["A"].public_id})
    came = {"Referer": "http://localhost/entries/?list=all"}

    page = ask("office_a", "GET", path, headers=came)
    foreign = ask("office_a", "GET", path, headers={"Referer": "https://evil.example/"})

    assert 'href="/entries/?list=all">Go back' in page.text
    assert "evil.example" not in foreign.text
