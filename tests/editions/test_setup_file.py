"""The whole set-up of an edition goes into one file and comes back the same; a file that is none changes nothing."""

import json
from io import BytesIO

import pytest
from sqlalchemy import func, select

from judging.core.i18n import speaking
from judging.core.refusals import Incomplete
from judging.editions import setup_file
from judging.editions.form_setup import Question
from judging.editions.models import Edition, FieldKind, PartnerKind
from judging.editions.models.people import Partner
from judging.editions.operations import form
from judging.editions.operations.companions import whole_outline
from judging.editions.outline import COPIED
from judging.editions.setup_file import SINGLE
from judging.editions.setup_file.shapes import OLDER, SHAPES
from judging.editions.template import BUILT_IN
from tests.access.edges import EDGES
from tests.editions.making import create
from tests.factories import BEFORE, a_user


@pytest.fixture
def secretary(session, stop_clock):
    stop_clock(BEFORE)
    user = a_user()
    session.add(user)
    session.commit()
    return user


@pytest.fixture
def edition(session, secretary):
    """An edition with a question of every kind, one asked upon another, and partners of two kinds."""
    edition = create(session, by=secretary)
    for kind in FieldKind:
        listed = ("Tak", "Nie") if kind in {FieldKind.CHOICE, FieldKind.CHOICES} else ()
        form.add_question(session, edition, Question(kind, f"Pytanie {kind}", choices=listed), by=secretary, at=BEFORE)
    key = next(field.key for field in edition.fields if field.kind is FieldKind.CHOICE)
    only = Question(FieldKind.NUMBER, "Koszt", example="12", unit="zł", asked_if=(key, "Tak"), for_jury=False)
    form.add_question(session, edition, only, by=secretary, at=BEFORE)
    edition.partners = [
        Partner(kind=PartnerKind.BUSINESS, name="Firma", url="https://firma.example", position=1),
        Partner(kind=PartnerKind.MEDIA, name="Gazeta", position=1),
    ]
    session.commit()
    return edition


def sent(edition, content, **fields):
    return {
        "source": "file",
        "name": "Z pliku",
        "year": "2031",
        "file": (BytesIO(content), "setup.json"),
        **fields,
    }


def test_the_set_up_comes_back_from_its_file_as_it_was(session, client_of, secretary, edition):
    client = client_of(secretary)
    file = client.get(f"/desk/{edition.slug}/setup/file.json")

    made = client.post("/desk/new/", data=sent(edition, file.data, secretary=secretary.email))

    assert made.status_code == 302, made.text
    session.rollback()
    other = session.scalar(select(Edition).where(Edition.year == 2031))
    assert (
        setup_file.written(whole_outline(session, other))
        == file.data
        == setup_file.written(whole_outline(session, edition))
    )
    assert len(other.fields) == len(FieldKind) + 5
    assert (other.name, other.rules_frozen_at) == ("Z pliku", None)


def test_a_file_holds_everything_that_is_copied_from_one_year_to_the_next():
    there = {part: set(shape) | {"position", "number"} for part, shape in SHAPES.items()}

    assert {part: set(names) - there[part] for part, names in COPIED.items()} == {part: set() for part in COPIED}


def said():
    return json.loads(setup_file.written(setup_file.read(whole(), MORE)))


def whole():
    rows = json.loads(setup_file.written(BUILT_IN))
    rows["edition"] |= {"time_zone": "Europe/Warsaw", "contact_name": "", "contact_email": "", "contact_phone": ""}
    rows["edition"] |= {"grace_minutes": 0, "sheets_open_to_jury": False, "retention_months": 60}
    for part, shape in SHAPES.items():
        for row in [rows[part]] if part in SINGLE else rows[part]:
            for name, kind in shape.items():
                if name not in row and name not in OLDER.get(part, ()):
                    row[name] = DEFAULTS.get(name, EMPTY.get(kind.of, ""))
    return json.dumps(rows).encode()


MORE = {"check_points": 300, "ready_texts": 3000}
EMPTY = {str: "", bool: False, int: 0, list: [], dict: {}}
DEFAULTS = {"word_limit": None, "rank_on": None, "minimal_score": None, "drop_per": "sheet", "kind": "text"}
WRONG = {
    "edition.quorum": ("edition", None, "quorum", 0),
    "edition.time_zone": ("edition", None, "time_zone", "Europe/Atlantis"),
    "edition.contact_email": ("edition", None, "contact_email", "nie adres"),
    "edition.reminder_days": ("edition", None, "reminder_days", [7, 7]),
    "competition.slug": ("competition", None, "slug", "Za Duże"),
    "areas[1].name": ("areas", 0, "name", ""),
    "areas": ("areas", 0, "name", "Korzyść dla pracowników"),
    "fields[1].key": ("fields", 0, "key", "password"),
    "fields[2].kind": ("fields", 1, "kind", "colour"),
    "fields[1].word_limit": ("fields", 0, "word_limit", -1),
    "fields[1].choices": ("fields", 0, "kind", "choice"),
    "fields[3].asked_if": ("fields", 2, "asked_if", "problem"),
    "criteria[1].weight": ("criteria", 0, "weight", True),
    "criteria[2].step": ("criteria", 1, "step", "0"),
    "criteria[3].levels": ("criteria", 2, "levels", {"0": 7}),
    "rounds[1].method": ("rounds", 0, "method", "guess"),
    "rounds[1].high": ("rounds", 0, "high", "0"),
    "rounds[1].ties": ("rounds", 0, "ties", ["coin"]),
    "rounds[1].criteria": ("rounds", 0, "criteria", ["charm"]),
    "criteria[2].levels": ("criteria", 1, "levels", {"0": "Wiersz\ni drugi"}),
    "criteria[4].levels": ("criteria", 3, "levels", {"0,5": "Z przecinkiem"}),
    "criteria[4].key": ("criteria", 3, "key", "new"),
    "criteria[5].answered_in": ("criteria", 4, "answered_in", ["nowhere"]),
    "criteria[5].step": ("criteria", 4, "step", "1e1"),
    "award_kinds[1].minimal_score": ("award_kinds", 0, "minimal_score", "dużo"),
    "declarations[1].kind": ("declarations", 0, "kind", "oath"),
}


@pytest.mark.parametrize("place", WRONG)
def test_what_is_wrong_in_a_file_is_named_with_its_place(app, place):
    part, number, name, value = WRONG[place]
    rows = said()
    (rows[part] if number is None else rows[part][number])[name] = value

    with app.test_request_context(), speaking("en"), pytest.raises(Incomplete) as refusal:
        setup_file.read(json.dumps(rows).encode(), MORE)

    assert any(str(reason).startswith(f"{place}:") for reason in refusal.value.reasons), refusal.value.reasons


NO_FILES = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n",
    "another JSON": b"[1, 2]",
    "deep": b"[" * 100_000,
    "too large": b" " * (setup_file.MOST_BYTES + 1),
    "of tomorrow": b'{"format": "kapitula-setup", "version": 2}',
    "empty": b'{"format": "kapitula-setup", "version": 1}',
}


@pytest.mark.parametrize("content", NO_FILES.values(), ids=NO_FILES)
def test_a_file_that_is_no_set_up_is_refused_beside_its_field_and_makes_nothing(
    session, client_of, secretary, edition, content
):
    page = client_of(secretary).post("/desk/new/", data=sent(edition, content, secretary=secretary.email))

    session.rollback()
    assert page.status_code == 422
    assert 'id="file-error"' in page.text
    assert 'value="Z pliku"' in page.text
    assert session.scalar(select(func.count(Edition.id))) == 1


def test_no_value_of_a_file_breaks_the_reading_of_it(app):
    rows, wrong = said(), []
    rows["edition"] |= {"rules_text": "", "about": ""}
    odd: list[object] = [
        EDGES[name] for name in ("empty", "5 000 digits", "NUL", "markup", "a superscript", "year 10000")
    ]
    odd += [None, True, 10**30, 1.5, [], {}, [[]], {"a": {}}]
    with app.test_request_context():
        for part, shape in SHAPES.items():
            here = [rows[part]] if part in SINGLE else rows[part][:1]
            for name, value in ((name, value) for name in shape if here for value in odd):
                kept, here[0][name] = here[0][name], value
                try:
                    setup_file.read(json.dumps(rows).encode(), MORE)
                except Incomplete:
                    continue
                except Exception as error:  # whatever it is, it is a fault
                    wrong.append((part, name, value, error))
                finally:
                    here[0][name] = kept

    assert wrong == []


def test_an_edition_is_begun_from_a_round_alone_and_says_all_that_it_lacks(session, client_of, secretary, edition):
    client = client_of(secretary)

    made = client.post("/desk/new/", data=sent(edition, b"", source="nothing", secretary=secretary.email))

    assert made.status_code == 302, made.text
    session.rollback()
    other = session.scalar(select(Edition).where(Edition.year == 2031))
    assert [other.areas, other.fields, other.criteria, other.award_kinds, other.declarations] == [[], [], [], [], []]
    assert [(one.name, one.criteria) for one in other.rounds] == [("Ocena Kapituły", [])]
    page = client.get(f"/desk/{other.slug}/setup/").text
    assert "There is no criterion to score by." in page
    assert "There is no award to give." in page
    assert client.get(f"/desk/{other.slug}/setup/criteria/").status_code == 200
    assert client.get(f"/desk/{other.slug}/freeze/").status_code == 200


def test_a_file_is_chosen_before_an_edition_is_begun_from_it(client_of, secretary, edition):
    page = client_of(secretary).post(
        "/desk/new/", data={"source": "file", "name": "X", "year": "2031", "secretary": secretary.email}
    )

    assert page.status_code == 422
    assert "Choose the file first." in page.text
