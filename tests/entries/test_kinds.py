"""Each kind of question: what it takes, how it is read, by whom; nothing typed is lost, whatever is typed."""

import pytest

from judging.core.i18n import speaking
from judging.editions import questions
from judging.editions.models import FieldKind, FormField
from judging.entries import completeness, reading
from judging.entries.models import Attachment
from judging.entries.operations import entries
from judging.jury.context import passages
from tests.access.edges import EDGES, MODES, encoded, filled, forms_of, lost
from tests.factories import DURING, an_edition, an_entry
from tests.plain_browser import form_on

EVERY = {
    "part": {"kind": FieldKind.HEADING, "label": "Koszty"},
    "where": {"kind": FieldKind.LINE, "label": "Gdzie", "word_limit": 5},
    "paid": {"kind": FieldKind.YES_NO, "label": "Czy kosztowało"},
    "cost": {"kind": FieldKind.NUMBER, "label": "Ile", "unit": "zł", "asked_if": "paid", "asked_if_answer": "yes"},
    "since": {"kind": FieldKind.DATE, "label": "Od kiedy"},
    "sort": {"kind": FieldKind.CHOICE, "label": "Rodzaj", "choices": ["nowe", "znane"]},
    "whom": {"kind": FieldKind.CHOICES, "label": "Dla kogo", "choices": ["mieszkańcy", "firmy", "urząd"]},
    "page": {"kind": FieldKind.LINK, "label": "Strona"},
    "plan": {"kind": FieldKind.FILE, "label": "Plan"},
    "phone": {"kind": FieldKind.LINE, "label": "Telefon autora", "for_jury": False},
}
ANSWERS = {
    "where": "W Tychach",
    "paid": "yes",
    "cost": "1 200,50",
    "since": "2027-03-01",
    "sort": "nowe",
    "whom": "mieszkańcy\nurząd",
    "page": "https://tychy.example/praktyka",
    "phone": "608 000 000",
}
BLANK = {
    "help": "",
    "example": "",
    "word_limit": None,
    "unit": "",
    "choices": [],
    "asked_if": "",
    "asked_if_answer": "",
}
ALWAYS = {"required": True, "for_jury": True}


def the_fields(**changed):
    given = {key: one | changed.get(key, {}) for key, one in EVERY.items()}
    return [
        FormField(key=key, position=place, **BLANK | ALWAYS | one) for place, (key, one) in enumerate(given.items(), 1)
    ]


@pytest.fixture
def draft(session, stop_clock):
    stop_clock(DURING)
    edition = an_edition()
    edition.fields = the_fields()
    entry = an_entry(edition=edition, answers=dict(ANSWERS))
    session.add(entry)
    session.flush()
    entry.attachments.append(a_plan(entry))
    session.commit()
    return entry


def a_plan(entry):
    kept = {"media_type": "application/pdf", "size": 9, "sent_sha256": "a" * 64, "sha256": "a" * 64}
    return Attachment(name="plan.pdf", question="plan", added_at=DURING, added_by_id=entry.author_id, **kept)


def field_of(key):
    return next(one for one in the_fields() if one.key == key)


def lacks(draft):
    return [(lack.anchor, lack.sentence) for lack in completeness.lacking(draft)]


FAULTS = [
    ("where", "raz dwa trzy cztery pięć", None),
    ("where", "raz dwa trzy cztery pięć sześć", "Too long: Gdzie (at most 5 words)."),
    ("cost", "12", None),
    ("cost", "-3,5", None),
    ("cost", "1 200 000", None),
    ("cost", "12 00", "Ile: write a number in digits, such as 12 or 3.5."),
    ("cost", "٣", "Ile: write a number in digits, such as 12 or 3.5."),
    ("cost", "dwa", "Ile: write a number in digits, such as 12 or 3.5."),
    ("since", "2027-02-28", None),
    ("since", "28.02.2027", None),
    ("since", "2027-02-29", "Od kiedy: give a day, such as 31.03.2027."),
    ("since", "wczoraj", "Od kiedy: give a day, such as 31.03.2027."),
    ("sort", "znane", None),
    ("sort", "dawne", "Choose again: Rodzaj."),
    ("whom", "firmy\nurząd", None),
    ("whom", "firmy\nkoty", "Choose again: Dla kogo."),
    ("page", "http://tychy.example", None),
    ("page", "tychy.example", "Strona: give a whole address that begins with https://."),
    ("page", "javascript:alert(1)", "Strona: give a whole address that begins with https://."),
    ("page", "http://[", "Strona: give a whole address that begins with https://."),
    ("paid", "perhaps", "Choose again: Czy kosztowało."),
    ("paid", "", "Missing: Czy kosztowało."),
]


@pytest.mark.parametrize(("key", "answer", "sentence"), FAULTS)
def test_a_wrong_answer_is_told_by_the_name_of_its_field_and_how_it_is_mended(app, key, answer, sentence):
    with app.test_request_context("/en/"), speaking("en"):
        assert questions.fault(field_of(key), answer) == sentence


def test_a_whole_entry_lacks_nothing_and_a_heading_asks_for_nothing(app, draft):
    with app.test_request_context(), speaking("en"):
        assert lacks(draft) == []


def test_a_question_asked_upon_an_answer_is_required_just_where_it_is_asked(app, draft):
    with app.test_request_context(), speaking("en"):
        draft.answers = ANSWERS | {"cost": ""}
        asked = lacks(draft)
        draft.answers = ANSWERS | {"cost": "dwa", "paid": "no"}
        not_asked = lacks(draft)

    assert asked == [("answers-cost", "Missing: Ile.")]
    assert not_asked == []


def test_what_depends_on_a_question_that_is_not_asked_is_not_asked_either():
    fields = the_fields(since={"asked_if": "sort", "asked_if_answer": "nowe"}, sort={"asked_if": "paid"})
    fields = [one for key in ("paid", "sort", "since") for one in fields if one.key == key]
    fields[1].asked_if_answer = "yes"

    assert [one.key for one in questions.asked(fields, ANSWERS)] == ["paid", "sort", "since"]
    assert [one.key for one in questions.asked(fields, ANSWERS | {"paid": "no"})] == ["paid"]


def test_a_file_is_asked_for_until_one_is_attached_for_it(app, draft):
    draft.attachments[0].question = ""

    with app.test_request_context(), speaking("en"):
        assert lacks(draft) == [("files", "Missing: Plan. Attach a file for it.")]


READ = [
    ("Gdzie", "W Tychach"),
    ("Czy kosztowało", "yes"),
    ("Ile", "1 200,50\N{NO-BREAK SPACE}zł"),
    ("Od kiedy", "1 March 2027"),
    ("Rodzaj", "nowe"),
    ("Dla kogo", "mieszkańcy\nurząd"),
    ("Strona", "https://tychy.example/praktyka"),
    ("Plan", "plan.pdf"),
    ("Telefon autora", "608 000 000"),
]


def test_answers_are_read_as_people_write_them_and_the_jury_reads_none_that_is_hidden_from_it(app, draft):
    with app.test_request_context(), speaking("en"):
        said = reading.answers(draft.edition, draft.answers, draft.files)
        of_jury = reading.answers(draft.edition, draft.answers, draft.files, jury=True)

    assert said == READ
    assert of_jury == READ[:-1]


def test_answers_stay_readable_when_their_question_is_renamed(app, session, draft):
    version = entries.submit(session, draft, [], by=draft.author, at=DURING)
    draft.edition.fields[1].label = "W jakiej miejscowości"

    with app.test_request_context(), speaking("en"):
        said = reading.answers(draft.edition, version.answers, version.files)

    assert said[0] == ("W jakiej miejscowości", "W Tychach")


def test_a_version_keeps_what_was_attached_for_a_question(session, draft):
    version = entries.submit(session, draft, [], by=draft.author, at=DURING)

    assert [(file["name"], file["question"]) for file in version.files] == [("plan.pdf", "plan")]
    assert not draft.changed


def test_a_file_of_a_question_hidden_from_the_jury_is_hidden_too(draft):
    shown = reading.open_to_jury(draft.edition, draft.files)
    next(one for one in draft.edition.fields if one.key == "plan").for_jury = False

    assert [file.name for file in shown] == ["plan.pdf"]
    assert reading.open_to_jury(draft.edition, draft.files) == []


def test_what_changed_between_versions_is_told_also_where_a_question_came_or_went(app, session, draft):
    entries.submit(session, draft, [], by=draft.author, at=DURING)
    draft.answers = ANSWERS | {"paid": "no"}
    entries.submit(session, draft, [], by=draft.author, at=DURING)
    first, second = draft.versions

    with app.test_request_context(), speaking("en"):
        told = [label for label, _pieces in reading.changes(draft.edition, first, second)]

    assert told == ["Czy kosztowało", "Ile"]


def address(draft):
    return f"/entries/{draft.public_id}/edit/"


def test_every_kind_is_written_in_the_form_and_stands_there_again(session, client_of, draft):
    client = client_of(draft.author)
    draft.answers = {}
    session.commit()
    _where, fields = form_on(client.get(address(draft)), "title")
    typed = {f"answers-{key}": answer for key, answer in ANSWERS.items()} | {
        "answers-whom": ["mieszkańcy", "urząd"],
        "answers-since": "1.03.2027",
    }

    client.post(address(draft), data=fields | typed)
    page = client.get(address(draft)).text

    session.rollback()
    assert draft.answers == ANSWERS
    for shown in ('value="1 200,50"', 'value="2027-03-01"', 'type="date"', 'value="https://tychy.example/praktyka"'):
        assert shown in page
    assert page.count(" checked") == 4
    assert 'data-asked-if="answers-paid" data-answer="yes"' in page


@pytest.mark.parametrize("day", ["wczoraj", "2027-02-30"])
def test_a_day_that_is_none_is_kept_and_shown_where_it_can_be_mended(session, client_of, draft, day):
    client = client_of(draft.author)
    _where, fields = form_on(client.get(address(draft)), "title")

    client.post(address(draft), data=fields | {"answers-since": day})
    page = client.get(address(draft)).text

    session.rollback()
    assert draft.answers["since"] == day
    assert f'value="{day}"' in page
    assert ('type="text" value="wczoraj"' in page) == (day == "wczoraj")


def opened(client, draft):
    """What a window of its own sends of the form as it stands."""
    _where, fields = form_on(client.get(address(draft)), "title")
    return fields | {"answers-whom": ["mieszkańcy", "urząd"]}


def test_several_choices_changed_in_one_window_and_a_text_in_another_are_put_together(session, client_of, draft):
    client = client_of(draft.author)
    first, second, third = opened(client, draft), opened(client, draft), opened(client, draft)

    client.post(address(draft), data=first | {"answers-whom": ["firmy"]})
    saved = client.post(address(draft), data=second | {"answers-where": "W Zabrzu"})
    here = client.post(address(draft).replace("edit", "autosave"), data=third | {"answers-phone": "1"})

    session.rollback()
    assert saved.status_code == 302
    assert (draft.answers["whom"], draft.answers["where"], draft.answers["phone"]) == ("firmy", "W Zabrzu", "1")
    assert here.json["taken"] == {"answers-whom": "firmy", "answers-where": "W Zabrzu"}


def test_several_choices_changed_in_two_windows_are_asked(session, client_of, draft):
    client = client_of(draft.author)
    first, second = opened(client, draft), opened(client, draft)

    client.post(address(draft), data=first | {"answers-whom": ["firmy"]})
    page = client.post(address(draft), data=second | {"answers-whom": ["urząd", "firmy"]})

    session.rollback()
    assert page.status_code == 409
    assert draft.answers["whom"] == "firmy"


def test_no_kind_breaks_on_anything_typed_and_none_loses_it(session, client_of, draft, walked):
    client = client_of(draft.author)
    [form] = [one for one in forms_of(client.get(address(draft)).text, address(draft)) if "title" in one.kinds]
    names = [name for name in form.kinds if name.startswith("answers-")]
    kept = client.get(address(draft)).text
    wrong = []

    for name in names:
        for mode in MODES:
            pairs, files = filled(form, [name], mode)
            if files:
                continue
            answer = client.post(address(draft), data=encoded(pairs), content_type="application/x-www-form-urlencoded")
            refused = 400 <= answer.status_code < 500
            if answer.status_code >= 500 or (refused and lost(form, [name], mode, answer.text)):
                wrong.append((name, mode, answer.status_code))

    assert kept
    assert wrong == []
    walked(fields=len(names), edges=len(EDGES))


def test_the_jury_reads_each_kind_and_nothing_hidden(app, draft):
    with app.test_request_context(), speaking("en"):
        read, _whole = passages(draft.edition.fields, draft.answers, [], [{"name": "plan.pdf", "question": "plan"}])

    assert [(one.label, one.answer) for one in read] == READ[:-1]
