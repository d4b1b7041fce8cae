"""What a form names of another edition is refused, and nothing is changed by it.

Each of CASES is a form that its own edition takes; one field after the other then names what is of another.
"""

import importlib
import pkgutil
import re
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import HiddenField, SelectField, SelectMultipleField

import judging
from judging.core.config import KEYS
from judging.core.db import db
from judging.deliberation.models import Attendance, Meeting, Protocol
from judging.editions.models import Edition, Role, Seat
from judging.entries.models import Extension, Status
from judging.offices.models import Office, Unit
from judging.web.fields import VersionField
from judging.web.forms import Form
from tests.access.judged import NOW
from tests.factories import JUDGING_OPENS, a_seat, a_user, an_entry, an_office

VOTES = {"votes_for": "0", "votes_against": "5", "abstained": "0", "confirmed": "5/7"}
CHAPTER = ("juror", "juror_2", "juror_3", "juror_4", "juror_5", "chair", "deputy")
WHY = {"reason": "Tak trzeba."}
MORE_TIME = {"until": "2027-12-01T12:00"} | WHY


@dataclass(frozen=True)
class Case:
    """A form that is taken: who sends it where, and what each field names instead, of the other edition."""

    caller: str
    url: str
    sent: dict[str, Any]
    foreign: dict[str, Any] = field(default_factory=dict)


CASES = {
    "more time": Case(
        "secretary", "/desk/main-2027/entries/extensions/", {"office": "office"} | MORE_TIME, {"office": "office"}
    ),
    "a conflict": Case(
        "secretary",
        "/desk/main-2027/jury/conflicts/",
        {"seat": "seat", "office": "office"} | WHY,
        {"seat": "seat", "office": "office"},
    ),
    "a declaration": Case(
        "juror",
        "/jury/main-2027/conflicts/",
        {"conflict": "entry", "reason-ENTRY": "Znamy się.", "none-of-the-others": "yes", "agreed": "yes"},
        {"conflict": "entry"},
    ),
    "a motion": Case(
        "secretary",
        "/desk/main-2027/deliberation/motion/",
        {"entry": "entry", "kind": "kind", "citation": ""} | VOTES,
        {"entry": "entry", "kind": "kind"},
    ),
    "a copy": Case(
        "secretary",
        "/desk/new/",
        {"source": "slug", "secretary": "email", "name": "Nowa", "year": "2029"},
        {"source": "slug"},
    ),
    "the area": Case(
        "office_a",
        "/entries/DRAFT/edit/",
        {"title": "Nowy tytuł", "area": "area", "version": "version"},
        {"area": "area"},
    ),
    "the area, by itself": Case(
        "office_a",
        "/entries/DRAFT/autosave/",
        {"title": "Nowy tytuł", "area": "area", "version": "version"},
        {"area": "area"},
    ),
}
CHOOSING = (SelectField, SelectMultipleField, HiddenField)  # and all that is made of them: lists, ticks, radio buttons
NAMED = {  # every field by which a form may name something: cases that try it, or why it names nothing of an edition
    "AddRoundForm.kind": "words: what the chapter does",
    "AddRoundForm.place": "words: a place among the rounds",
    "GoOnForm.line": "words: places or points",
    "GoOnForm.seen": "results: a fingerprint of what was shown",
    "GoOnForm.value": "words: how many places or points",
    "LineForm.line": "words: places or points",
    "QualifyingForm.yes_rule": "words: how many must say yes",
    "RuleForm.passes": "words: yes or no",
    "ConflictForm.office": ["a conflict"],
    "ConflictForm.seat": ["a conflict"],
    "CopyForm.edition": "test_drafts: looked up among those whose call is open",
    "CreateForm.source": ["a copy"],
    "DeclarationForm.conflict": ["a declaration"],
    "DeclareForm.kind": "words",
    "ExtensionForm.office": ["more time"],
    "MarksForm.marks": "words",  # which sentences of the answer that the address names
    "MarksForm.was": "words",
    "MarksForm.were": "words",
    "MotionForm.entry": ["a motion"],
    "MotionForm.kind": ["a motion"],
    "TextForm.area": ["the area", "the area, by itself"],
    "BeginForm.edition": "test_matrix: looked up among those whose call is open",
    "BeginForm.office": "test_matrix: looked up among one's own",
    "KnownAreasForm.areas": "tests/jury/test_plans: only areas of the edition are marked",
    "RemindForm.seats": "tests/jury: looked up among the members of the round",
    "RemindersForm.days": "words",
    "TakeOverForm.other": "tests/jury: only members of the edition who are ready are choices",
    "HandInAllForm.sheets": "jury: each is looked up among the juror's own sheets of the edition",
    "LetterForm.person": "tests/letters: only people of the edition are choices",
    "LetterForm.question": "words: a search, of a list of the edition alone",
    "LetterForm.searched": "words",
    "LetterForm.status": "words",
    "LetterForm.whom": "words",
    "LogoForm.partner": "only partners of the edition are choices, by kind and place",
    "LostFactorForm.person": "test_a_second_step_is_removed_only_of_somebody_of_the_edition",
    "SubmitForm.declarations": "only ids of the entry's own edition are choices; nothing is looked up by them",
    "RegisterForm.unit": "a unit of the register, of no edition",
    "SealForm.digest": "a fingerprint",
    "AppointForm.role": "words",
    "InviteForm.right": "words",
    "RightForm.right": "words",
    "MeetingForm.voting": "words",
    "PracticeForm.practice_round": "words",
    "ProfileForm.language": "words",
    "ChapterForm.comments_seen": "words: who reads comments",
    "CheckForm.outcome": "words",
    "CheckForm.ready": "tests/screening: only texts of the edition are choices",
    "FilesForm.question": "words",  # the key of a question; of an unknown one the file is of the whole entry
    "MoveForm.to": "words",
    "PlaceForm.to": "words",
    "TypedInForm.way": "words",
    "UploadForm.way": "words",
    "VoteForm.casting": "words",
    "AwardForm.main": "words",
    "CriterionForm.answered_in": "tests/editions: only questions of the edition are choices",
    "CriterionForm.rounds": "tests/editions: only rounds of the edition are choices",
    "RoundForm.drop_per": "words",
    "RoundForm.method": "words",
    "RoundForm.rank_on": "words",
    "RungForm.rung": "words",
    "RungForm.to": "words",
}
NAMED_BY_ID = {  # fields called by the id of something, which are made for what is of the edition alone
    ("deliberation", "present"): "test_a_member_of_another_jury_is_not_there_at_the_meeting",
    ("deliberation", "substitute"): "test_a_substitute_of_another_jury_stands_in_for_nobody_at_the_meeting",
    ("jury", "kind"): "words",
    ("jury", "reason"): "a declaration",
}
FOREIGN = [(name, one) for name, case in CASES.items() for one in case.foreign]


@pytest.fixture
def ids(access_app, world, snapshot):
    """The ids of both editions, either still at work: votes are taken here, entries are judged there."""
    with access_app.app_context():
        info = {name.lower(): access_app.config[name] for name in KEYS}
        with Session(db.engine, expire_on_commit=False, info=info) as session:
            edition, other = session.get(Edition, world.edition.id), session.get(Edition, world.other.id)
            edition.sealed_at = None
            protocol = session.scalar(select(Protocol))
            protocol.withdrawn_at, protocol.withdrawn_reason = NOW, "Poprawka."
            office = session.get(Office, world.offices["A"].id)
            session.add(
                Extension(edition_id=edition.id, office_id=office.id, until=NOW + timedelta(1), reason="-", by_id=1)
            )
            there = an_office(
                unit=Unit(
                    teryt="9999999", name="Inna", kind="gmina miejska", powiat="inny", voivodeship="inne", folded="inna"
                )
            )
            entry = an_entry(edition=other, office=there, status=Status.ACCEPTED, number=1)
            seat = a_seat(other, user=a_user(name="Obca"), conflicts_declared_at=JUDGING_OPENS)
            session.add_all([there, entry, seat])
            session.commit()
            own = {"office": world.offices["C"], "seat": world.seats["juror"], "entry": world.entries["B"]}
            own |= {"area": edition.areas[0], "kind": edition.award_kinds[1]}
            foreign = {"office": there, "seat": seat, "entry": entry}
            foreign |= {"area": other.areas[0], "kind": other.award_kinds[1]}
            made = [{name: row.public_id for name, row in rows.items()} for rows in (own, foreign)]
            made[0]["slug"], made[1]["slug"] = edition.slug, other.slug
            made[0]["email"] = world.people["secretary"].email
            made[1]["person"] = seat.user_id
            made[0]["meeting"] = session.scalar(select(Meeting.version))
            made[0]["version"] = world.entries["A-draft"].version
    prepared = snapshot.dump()
    yield *made, prepared
    snapshot.restore()


@pytest.fixture
def send(ask, ids, world, snapshot):
    """A function that sends a form and tells the answer and whether anything has changed."""

    def send(case, foreign=""):
        own, other, prepared = ids
        sent = {name: own.get(value, value) for name, value in case.sent.items()}
        if foreign:
            sent[foreign] = other[case.foreign[foreign]]
        entry = sent.get("conflict", "")
        sent = {name.replace("ENTRY", entry): value for name, value in sent.items()}
        url = case.url.replace("DRAFT", world.entries["A-draft"].public_id)
        answer = ask(case.caller, "POST", url, data=sent)
        return answer, snapshot.dump() != prepared

    return send


def choosing():
    """Yield the fields of all forms by which something may be named."""
    for module in pkgutil.walk_packages(judging.__path__, "judging."):
        if module.name.endswith("forms"):
            importlib.import_module(module.name)
    waiting = [Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if getattr(sys.modules[form.__module__], form.__name__, None) is not form:
            continue  # made by a page for its records: NAMED_BY_ID has its fields
        for name, one in vars(form).items():
            kind = getattr(one, "field_class", None)
            if kind and issubclass(kind, CHOOSING) and not issubclass(kind, VersionField):
                yield f"{form.__name__}.{name}"


def test_every_field_that_may_name_something_stands_in_the_table_with_the_case_that_tries_it(walked):
    assert sorted(set(choosing())) == sorted(NAMED)
    tried = {(name, one) for name, cases in NAMED.items() if isinstance(cases, list) for one in cases}
    for name, case in tried:
        assert name.partition(".")[2] in CASES[case].foreign, (name, case)
    for told in (*NAMED.values(), *NAMED_BY_ID.values()):
        if isinstance(told, str) and told.startswith("test_") and ":" not in told:
            assert told in globals()
    walked(fields=len(NAMED), by_id=len(NAMED_BY_ID), tried=len(FOREIGN), forms=len(CASES))


def test_every_field_called_by_an_id_stands_in_the_table():
    found = set()
    for path in Path(judging.__path__[0]).rglob("*.py"):
        slice_, *rooms = path.relative_to(judging.__path__[0]).with_suffix("").parts
        if not any(room.endswith("forms") for room in rooms):
            continue
        made = re.findall(r"""\[f["'](\w+)-\{\w+(?:\.\w+)*\.(?:public_)?id\}""", path.read_text())
        found |= {(slice_, name) for name in made}

    assert found == NAMED_BY_ID.keys()


@pytest.mark.parametrize(("name", "foreign"), FOREIGN)
def test_a_form_that_names_something_of_another_edition_is_refused_and_changes_nothing(send, name, foreign):
    answer, changed = send(CASES[name], foreign)

    assert (answer.status_code, changed) == (422, False)


@pytest.mark.parametrize("name", CASES)
def test_the_same_form_is_taken_with_what_is_of_its_own_edition(send, name):
    answer, changed = send(CASES[name])

    assert (answer.status_code, changed) == (200 if "autosave" in CASES[name].url else 302, True)


@pytest.mark.parametrize(("caller", "slug", "listed"), [("secretary", "main-2027", 0), ("other_secretary", "other", 1)])
def test_more_time_is_offered_to_the_offices_that_take_part_in_the_edition(ask, ids, caller, slug, listed):
    page = ask(caller, "GET", f"/desk/{slug}/entries/extensions/").text

    assert [one["office"] in page for one in ids[:2]] == [listed == 0, listed == 1]


def test_a_member_of_another_jury_is_not_there_at_the_meeting(access_app, ask, ids, world):
    own, other, _prepared = ids
    here = [world.seats[name].public_id for name in CHAPTER]
    sent = {f"present-{seat}": "1" for seat in [*here, other["seat"]]} | {f"substitute-{other['seat']}": "Ktoś"}
    sent |= {"held_at": "2027-06-01T12:00", "place": "Toruń", "voting": "open", "version": own["meeting"]}

    answer = ask("secretary", "POST", "/desk/main-2027/deliberation/meeting/", data=sent)

    with access_app.app_context(), Session(db.engine) as session:
        known = session.scalars(select(Seat).join(Attendance, Attendance.seat_id == Seat.id)).all()
        place = session.scalar(select(Meeting.place))
        assert (answer.status_code, place) == (302, "Toruń")
        assert {seat.edition_id for seat in known} == {world.edition.id}


def test_a_substitute_of_another_jury_stands_in_for_nobody_at_the_meeting(access_app, ask, ids, world, snapshot):
    own, other, _prepared = ids
    with access_app.app_context(), Session(db.engine) as session:
        member = session.scalar(select(Seat).where(Seat.public_id == other["seat"]))
        stranger = a_seat(member.edition, Role.SUBSTITUTE, user=a_user(name="Obcy"), stands_for=member)
        session.add(stranger)
        session.commit()
        named = stranger.public_id
    prepared = snapshot.dump()
    sent = {f"present-{world.seats[name].public_id}": "1" for name in CHAPTER}
    sent |= {"held_at": "2027-06-01T12:00", "place": "Toruń", "voting": "open", "version": own["meeting"]}

    for name in ("juror_4", "juror_5"):  # one has a substitute to choose, the other has none
        seat = world.seats[name].public_id
        named_here = sent | {f"substitute-{seat}": named}
        answer = ask("secretary", "POST", "/desk/main-2027/deliberation/meeting/", data=named_here)
        assert (answer.status_code, snapshot.dump() == prepared) == (422, True), name


def test_a_second_step_is_removed_only_of_somebody_of_the_edition(ask, ids, snapshot):
    sent = {"person": ids[1]["person"], "code": "123456"} | WHY

    answer = ask("secretary", "POST", "/desk/main-2027/second-factor/", data=sent)

    assert answer.status_code == 422
    assert 'href="#person"' in answer.text
    assert snapshot.dump() == ids[2]
