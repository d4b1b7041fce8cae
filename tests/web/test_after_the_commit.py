"""What fails after the commit is no failure of the save: the person is told that it stands."""

import pytest
from flask import redirect
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError, OperationalError

from judging.core.db import db
from judging.offices.models import Unit
from judging.web import transaction
from judging.web.access import Who, allow
from judging.web.fields import CodeField
from judging.web.forms import Form, saved, shown
from judging.web.transaction import writing
from tests.factories import a_unit

AWAY = OperationalError("SELECT", {}, Exception("away"))


def fails(fault):
    raise fault


def answers(steps):
    """Return a view that saves and then does the next of these steps."""

    def view():
        with writing() as session:
            session.add(a_unit(name="Zapisana"))
        return steps[0]()

    return view


@pytest.fixture
def sent(app):
    """A function that sends a form whose work is done and whose next step is the one given."""
    steps: list = []
    view = answers(steps)
    allow(Who.EVERYBODY)(view)
    app.add_url_rule("/try/save/", "try-save", view, methods=["GET", "POST"])

    def sent(step, client=None, **headers):
        steps[:] = [step]
        return (client or app.test_client()).post("/en/try/save/", data={"once": "t"}, headers=headers)

    return sent


FAULTS = {
    "a render that fails": ValueError("no such word"),
    "a database that goes away": AWAY,
    "a full disk": OSError(28, "No space left on device"),
    "a hook that finds a double": IntegrityError("INSERT", {}, Exception()),
    "a number too large": OverflowError(),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_after_the_commit_says_that_the_change_is_saved(sent, session, fault):
    answer = sent(lambda: fails(fault))

    assert answer.status_code == 200
    assert "Your change IS saved" in answer.text
    assert "NOT saved" not in answer.text
    assert session.scalar(select(Unit.name)) == "Zapisana"


def test_a_script_is_told_so_too(sent):
    answer = sent(lambda: fails(AWAY), Accept="application/json")

    assert answer.status_code == 200
    assert answer.json["saved_at"]


def test_a_fault_in_a_second_transaction_is_a_fault_again(sent, session):
    def second():
        with writing():
            raise AWAY

    answer = sent(second)

    assert answer.status_code == 503
    assert "was NOT saved" in answer.text


def test_when_the_note_of_where_the_answer_led_fails_the_answer_is_given(app, sent, session):
    def locked(_connection, _cursor, statement, *_rest):
        if statement.startswith("UPDATE used_form"):
            raise AWAY

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", locked)

    answer = sent(lambda: redirect("/en/contact/"))

    assert answer.location == "/en/contact/"
    assert session.scalar(select(Unit.name)) == "Zapisana"


def test_each_step_between_commit_and_answer_may_fail_and_the_save_stands(app, sent, session):
    """Every hook of the application that runs after a view is made to fail, one after another."""
    hooks = app.after_request_funcs[None]
    names = []
    for number, hook in enumerate(list(hooks)):
        hooks[number] = lambda response: fails(AWAY)
        names.append(hook.__name__)

        answer = sent(lambda: redirect("/en/contact/"))

        assert answer.status_code in {200, 302}, hook.__name__
        hooks[number] = hook
        for row in session.scalars(select(transaction.UsedForm)):
            session.delete(row)
        session.commit()

    assert len(names) > 3


class NameForm(Form):
    """A form with a field that its page asks for."""

    code = CodeField()


@pytest.mark.parametrize(
    ("fault", "status"),
    [(IntegrityError("INSERT", {}, Exception()), 409), (OverflowError(), 422), (AWAY, 503), (KeyError("x"), 500)],
)
def test_a_fault_before_the_commit_saves_nothing_and_means_what_it_means(app, session, fault, status):
    def view():
        form = NameForm()

        def operation(session):
            session.add(a_unit())
            session.flush()
            raise fault

        return "done" if saved(form, operation) else shown("accounts/code.html", form)

    allow(Who.EVERYBODY)(view)
    app.add_url_rule("/try/form/", "try-form", view, methods=["GET", "POST"])

    answer = app.test_client().post("/en/try/form/", data={"code": "1"})

    assert answer.status_code == status
    assert session.scalar(select(Unit)) is None
