"""The one way to refuse: a rule's answer goes into the form, and the page comes back with it."""

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from wtforms import SelectChoice, StringField
from wtforms.validators import InputRequired

from judging.core.i18n import speaking
from judging.core.refusals import Clash, Incomplete, NotNow, NotYours, Refused, TooLarge, TooOften
from judging.offices.models import Unit
from judging.web.access import Who, allow
from judging.web.fields import CodeField, MomentField, PickField, VersionField
from judging.web.forms import Form, ReasonForm, Repeated, ZonedForm, beside, saved, shown
from tests.factories import a_unit

REFUSALS = [
    (Refused("No."), 403),
    (NotYours("No."), 403),
    (NotNow("No."), 409),
    (TooLarge("No."), 413),
    (Incomplete("No."), 422),
    (TooOften("No.", 30), 429),
]


class NameForm(Form):
    """A form with a secret and a version."""

    name = StringField("Name")
    code = CodeField()
    version = VersionField()


class WhenForm(ZonedForm):
    """A form with a moment that is asked for."""

    when = MomentField("When", [InputRequired("Say when.")])


@pytest.mark.parametrize("typed", ["", " ", " \t\r\n ", "\u00a0", "\u2003"])
def test_a_moment_of_blanks_alone_is_asked_for_as_if_nothing_were_typed(app, typed):
    with app.test_request_context(method="POST", data={"when": typed}):
        form = WhenForm(zone="Europe/Warsaw")

        assert not form.validate()
        assert form.errors["when"] == ["Say when."]


@pytest.fixture
def told(app):
    """A function that lets the page of a form be refused, and returns the answer to what is sent."""
    refusals: list[Refused] = []

    def page():
        form = NameForm()

        def operation(session):
            session.add(a_unit(teryt="0000000"))
            session.flush()
            raise refusals.pop()

        if saved(form, operation):
            return "done"
        return shown("accounts/code.html", form, by_code=True)

    allow(Who.EVERYBODY)(page)
    app.add_url_rule("/try/form/", "try-form", page, methods=["GET", "POST"])
    client = app.test_client()

    def told(refusal, **sent):
        refusals.append(refusal)
        return client.post("/en/try/form/", data=sent)

    return told


@pytest.mark.parametrize(("refusal", "status"), REFUSALS)
def test_a_refusal_is_answered_with_its_status_and_rolls_back(told, session, refusal, status):
    answer = told(refusal, code="1")

    assert answer.status_code == status
    assert "No." in answer.text
    assert session.scalar(select(Unit)) is None


def test_whoever_tries_too_often_is_told_how_long_to_wait(told):
    assert told(TooOften("Wait.", 30, field="code"), code="1").headers["Retry-After"] == "30"


def test_a_refusal_about_a_field_stands_beside_it(told):
    page = told(Incomplete("Not right.", field="code"), code="1").text

    assert '<p class="error" id="code-error">' in page
    assert 'aria-invalid="true"' in page
    assert '<a href="#code">' in page


def test_a_refusal_about_no_field_of_the_form_stands_on_top(told):
    page = told(Incomplete("Not right.", field="elsewhere"), code="1").text

    assert "<li>Not right.</li>" in page


def test_a_code_is_never_printed_again(told):
    assert "123456" not in told(Incomplete("No.", field="code"), code="123456").text


def test_a_form_that_is_not_valid_is_not_done(told):
    page = told(AssertionError("the operation must not be called"))

    assert page.status_code == 422
    assert "Enter the six-digit code." in page.text


def test_two_versions_get_the_page_that_shows_both(told):
    page = told(Clash([("Name", "mine", "theirs")], 7), code="1")

    assert page.status_code == 409
    assert "theirs" in page.text
    assert 'name="version" value="7"' in page.text


def test_what_was_typed_is_kept_where_the_page_has_moved_on(app):
    def page():
        form = ReasonForm()
        if not saved(form, lambda session: (_ for _ in ()).throw(NotNow("Too late."))):
            return shown("accounts/look_at_mail.html", form)
        return "done"

    allow(Who.EVERYBODY)(page)
    app.add_url_rule("/try/gone/", "try-gone", page, methods=["POST"])

    answer = app.test_client().post("/try/gone/", data={"reason": "<b>ważne</b>"})

    assert answer.status_code == 409
    assert "Too late." in answer.text
    assert "readonly>&lt;b&gt;ważne&lt;/b&gt;</textarea>" in answer.text


@pytest.fixture
def sent(app):
    """A function that calls within a request to which a form was sent."""

    def sent(call, **data):
        with app.test_request_context("/", method="POST", data=data), speaking("en"):
            return call()

    return sent


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("x" * 3000, []),
        ("x" * 3001, ["There are 3001 characters here and at most 3000 fit. Shorten the text."]),
        ("x\r\n" * 1500, []),  # a line end is one character, whatever the browser sends
        ("", ["Fill this in."]),
        (" \n", ["Fill this in."]),
    ],
)
def test_a_reason_has_one_limit_and_is_never_cut(sent, text, errors):
    def told():
        form = ReasonForm()
        form.validate()
        return [str(error) for error in form.reason.errors], form.reason.data

    found, kept = sent(told, reason=text)

    assert found == errors
    assert len(kept) == len(text.replace("\r\n", "\n").strip())


@pytest.mark.parametrize(("sent_version", "read"), [("7", 7), ("", None), ("x", None), ("-1", None), ("9" * 10, None)])
def test_what_is_no_number_is_no_version(sent, sent_version, read):
    assert sent(lambda: NameForm().version.data, version=sent_version) == read


def test_of_several_forms_each_has_ids_of_its_own_and_the_one_sent_its_text(sent):
    def found():
        mine = ReasonForm(mark="one")
        forms = beside(mine, ReasonForm.blank(mark="one"), ReasonForm.blank(mark="two"))
        return [(form.reason.id, form.reason.name, form.reason.data) for form in forms.values()]

    assert sent(found, reason="Bo tak.") == [
        ("one-reason", "reason", "Bo tak."),
        ("two-reason", "reason", ""),
    ]


def test_a_form_of_every_row_keeps_the_text_in_the_row_it_was_sent_from(sent):
    def found():
        rows = Repeated(ReasonForm.blank(), ReasonForm(mark="b"))
        return [(rows[mark].reason.id, rows[mark].reason.data) for mark in "abc"]

    assert sent(found, reason="Bo tak.") == [
        ("a-reason", ""),
        ("b-reason", "Bo tak."),
        ("c-reason", ""),
    ]


def test_hidden_fields_say_how_things_stand_when_the_page_is_read_again(sent):
    def found():
        form = NameForm()
        form.renew(version=8)
        return form.version()

    assert 'value="8"' in sent(found, version="7")


def test_of_several_things_to_choose_from_none_is_chosen_for_the_person(app):
    class Pick(Form):
        one = PickField("Office")

    def form(*names, **sent):
        made = Pick(formdata=MultiDict(sent), meta={"csrf": False})
        made.one.choices = [SelectChoice(name, name) for name in names]
        return made

    with app.test_request_context(method="POST"):
        untouched = form("a", "b", one="")
        assert [choice.checked for choice in untouched.one] == [True, False, False]
        assert not untouched.validate()
        assert form("a", "b", one="b").validate()
        assert [choice.data for choice in form("a").one] == ["a"]
