"""The secretary builds the entry form: each question is seen as an office sees it, and fixed when the rules are."""

from dataclasses import replace

import pytest

from judging.core.refusals import Clash, Incomplete, NotNow
from judging.editions.form_setup import Question, question_of
from judging.editions.models import FieldKind
from judging.editions.operations import form
from judging.editions.operations.editions import freeze_rules
from tests.editions.making import actions, create
from tests.factories import BEFORE, DURING
from tests.plain_browser import form_on, forms_of

PAID = Question(FieldKind.YES_NO, "Czy rozwiązanie kosztowało?", required=True)
COST = Question(FieldKind.NUMBER, "Ile kosztowało?", unit="zł", required=True)
KINDS = list(FieldKind)


@pytest.fixture
def add(session, edition, secretary):
    def add(question):
        field = form.add_question(session, edition, question, by=secretary, at=BEFORE)
        session.commit()
        return field

    return add


@pytest.fixture
def change(session, secretary):
    def change(edition, field, question, *, version=None, at=BEFORE):
        version = version or edition.version
        form.change_question(session, edition, field, question, version=version, by=secretary, at=at)
        session.commit()

    return change


def labels(edition):
    return [field.label for field in edition.fields]


def needed(kind):
    """What a question of a kind cannot do without."""
    return {"choices": "Tak\nTrochę\nNie"} if kind in {FieldKind.CHOICE, FieldKind.CHOICES} else {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_of_each_kind_is_added_changed_and_seen_as_an_office_sees_it(
    session, client_of, secretary, edition, kind
):
    client, url = client_of(secretary), f"/desk/{edition.slug}/setup/form/"
    _where, fields = form_on(client.get(f"{url}new/?kind={kind}"), "label")
    added = client.post(f"{url}new/?kind={kind}", data=fields | {"label": "Nowe pytanie"} | needed(kind))
    session.rollback()
    field = edition.fields[-1]

    _where, fields = form_on(client.get(f"{url}{field.key}/"), "label")
    saved = client.post(f"{url}{field.key}/", data=fields | {"label": "Lepsze pytanie", "help": "Krótko."})
    page = client.get(url).text

    session.rollback()
    assert (added.status_code, saved.status_code) == (302, 302)
    assert (field.kind, field.label, field.help, field.key) == (kind, "Lepsze pytanie", "Krótko.", "q1")
    assert "Lepsze pytanie" in page
    assert "Krótko." in page


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_question_would_look_like_is_shown_without_being_saved(session, client_of, secretary, edition, kind):
    client, url = client_of(secretary), f"/desk/{edition.slug}/setup/form/new/?kind={kind}"
    _where, fields = form_on(client.get(url), "label")

    page = client.post(url, data=fields | {"label": "Jeszcze nie", "look": "y"} | needed(kind))

    session.rollback()
    assert page.status_code == 200
    assert page.text.count("Jeszcze nie") >= 2  # in the form, and as an office would see it
    assert "Jeszcze nie" not in labels(edition)


def test_a_kind_that_there_is_not_leads_back_to_the_form(client_of, secretary, edition):
    answer = client_of(secretary).get(f"/desk/{edition.slug}/setup/form/new/?kind=colour")

    assert answer.location == f"/desk/{edition.slug}/setup/form/#add"


@pytest.mark.parametrize(
    ("question", "field"),
    [
        (Question(FieldKind.CHOICE, "Wybór", choices=("jedno",)), "choices"),
        (Question(FieldKind.CHOICES, "Wybór", choices=("jedno", "jedno")), "choices"),
        (replace(COST, asked_if=("q9", "yes")), "asked_if"),
        (replace(COST, asked_if=("problem", "yes")), "asked_if"),
    ],
)
def test_a_question_that_nobody_could_answer_is_refused_beside_its_field(session, add, edition, question, field):
    with pytest.raises(Incomplete) as refusal:
        add(question)

    assert refusal.value.field == field
    session.rollback()
    assert len(edition.fields) == 4
    assert actions(session) == ["edition.created"]


def test_a_question_asked_upon_an_answer_stays_behind_the_one_it_depends_on(session, add, secretary, edition):
    paid = add(PAID)
    cost = add(replace(COST, asked_if=(paid.key, "yes")))
    moved = {"by": secretary, "at": BEFORE}

    with pytest.raises(NotNow, match="so it comes after"):
        form.move_question(session, edition, cost, up=True, **moved)
    with pytest.raises(NotNow, match="so it comes after"):
        form.move_question(session, edition, paid, up=False, **moved)
    with pytest.raises(NotNow, match="Change that one first"):
        form.remove_question(session, edition, paid, **moved)

    assert labels(edition)[-2:] == [PAID.label, COST.label]


def test_an_answer_upon_which_another_question_is_asked_is_not_taken_off_the_list(add, change, edition):
    choice = Question(FieldKind.CHOICE, "Skąd?", choices=("z budżetu", "z dotacji"))
    source = add(choice)
    add(replace(COST, asked_if=(source.key, "z dotacji")))

    with pytest.raises(NotNow, match="only upon “z dotacji”"):
        change(edition, source, replace(choice, choices=("z budżetu", "inaczej")))


def test_questions_are_moved_by_one_place_and_the_order_is_kept(session, client_of, secretary, edition):
    client, before = client_of(secretary), labels(edition)

    client.post(f"/desk/{edition.slug}/setup/form/problem/move/", data={"to": "down"})
    client.post(f"/desk/{edition.slug}/setup/form/transferability/move/", data={"to": "up"})
    client.post(f"/desk/{edition.slug}/setup/form/solution/move/", data={"to": "up"})

    session.rollback()
    session.expire_all()
    assert labels(edition) == [before[1], before[0], before[3], before[2]]
    assert [field.position for field in edition.fields] == [1, 2, 3, 4]


def test_a_question_is_taken_off_the_form_and_off_what_criteria_judge(session, client_of, secretary, edition):
    client = client_of(secretary)

    page = client.post(f"/desk/{edition.slug}/setup/form/effects/remove/", follow_redirects=True).text

    session.rollback()
    session.expire_all()
    assert "“Effects” is taken away. You can bring it back below." in page
    assert [field.key for field in edition.fields] == ["problem", "solution", "transferability"]
    assert not any("effects" in criterion.answered_in for criterion in edition.criteria)


def test_a_question_taken_away_comes_back_where_it_stood_and_criteria_judge_it_again(
    session, client_of, secretary, edition
):
    client, before = client_of(secretary), labels(edition)
    judged = [(one.key, one.answered_in) for one in edition.criteria]
    page = client.post(f"/desk/{edition.slug}/setup/form/effects/remove/", follow_redirects=True)
    [where] = [action for action, _fields in forms_of(page.text) if "/taken-away/" in action]

    page = client.post(where, follow_redirects=True).text

    session.rollback()
    session.expire_all()
    assert "“Effects” is back, as it was." in page
    assert labels(edition) == before
    assert {key: set(keys) for key, keys in judged} == {one.key: set(one.answered_in) for one in edition.criteria}
    assert "/taken-away/" not in page
    assert client.post(where).status_code == 404


def test_a_question_asked_upon_one_that_is_gone_does_not_come_back_before_it(
    session, client_of, secretary, edition, add
):
    paid = add(PAID)
    cost = add(replace(COST, asked_if=(paid.key, "yes")))
    client = client_of(secretary)
    for key in (cost.key, paid.key):
        page = client.post(f"/desk/{edition.slug}/setup/form/{key}/remove/", follow_redirects=True)
    back = [action for action, _fields in forms_of(page.text) if "/taken-away/" in action]

    refused = client.post(back[1])
    answers = [client.post(where).status_code for where in back]

    session.rollback()
    session.expire_all()
    assert refused.status_code == 422
    assert "Choose an answer to a question that stands before this one." in refused.text
    assert answers == [302, 302]
    assert labels(edition)[-2:] == [PAID.label, COST.label]


def test_a_new_question_never_takes_the_key_of_one_that_may_come_back(session, client_of, secretary, edition, add):
    gone = add(PAID).key
    client_of(secretary).post(f"/desk/{edition.slug}/setup/form/{gone}/remove/")
    session.rollback()

    assert add(COST).key != gone


def test_two_people_changing_one_question_see_both_versions(session, add, change, edition):
    cost = add(COST)

    with pytest.raises(Clash) as clash:
        change(edition, cost, replace(COST, unit="tys. zł"), version=edition.version - 1)

    assert [row[1:] for row in clash.value.fields] == [("tys. zł", "zł")]


def test_a_public_form_keeps_its_questions_and_lets_their_words_be_mended(session, frozen, secretary, change):
    [problem, *_others] = frozen.fields
    now = question_of(problem)
    at = {"by": secretary, "at": DURING}

    change(frozen, problem, replace(now, label="Potrzeba", help="Inaczej.", example="Tak."), at=DURING)

    assert (problem.key, problem.label) == ("problem", "Potrzeba")
    for refused in (
        lambda: form.add_question(session, frozen, COST, **at),
        lambda: form.move_question(session, frozen, problem, up=False, **at),
        lambda: form.remove_question(session, frozen, problem, **at),
        lambda: change(frozen, problem, replace(question_of(problem), word_limit=1), at=DURING),
        lambda: change(frozen, problem, replace(question_of(problem), for_jury=False), at=DURING),
    ):
        with pytest.raises(NotNow, match="only the words of its questions"):
            refused()


def test_a_public_form_shows_no_button_that_would_be_refused(client_of, frozen, secretary):
    client = client_of(secretary)

    page = client.get(f"/desk/{frozen.slug}/setup/form/").text
    _where, fields = form_on(client.get(f"/desk/{frozen.slug}/setup/form/problem/"), "label")

    assert "only the words of its questions may still be mended" in page
    assert "/remove/" not in page
    assert "required" not in fields


def test_a_question_typed_before_the_form_became_public_is_refused_with_all_that_was_typed(
    session, client_of, edition, secretary
):
    client, url = client_of(secretary), f"/desk/{edition.slug}/setup/form/problem/"
    _where, fields = form_on(client.get(url), "label")
    freeze_rules(session, edition, version=edition.version, by=secretary, at=BEFORE)
    session.commit()

    page = client.post(url, data=fields | {"label": "Za późno", "word_limit": "17"})

    session.rollback()
    assert page.status_code == 409
    assert 'value="17"' in page.text
    assert "Za późno" in page.text
    assert "Za późno" not in labels(edition)


def test_a_question_of_another_edition_is_unknown_here(session, client_of, edition, secretary):
    other = create(session, by=secretary, year=2028)
    form.add_question(session, other, COST, by=secretary, at=BEFORE)
    session.commit()
    client = client_of(secretary)

    assert client.get(f"/desk/{other.slug}/setup/form/q1/").status_code == 200
    assert client.get(f"/desk/{edition.slug}/setup/form/q1/").status_code == 404


def test_the_form_costs_the_same_however_many_questions_it_has(client_of, session, add, secretary, edition, statements):
    client, url = client_of(secretary), f"/desk/{edition.slug}/setup/form/"
    client.get(url)
    few = statements(lambda: client.get(url))
    for number in range(12):
        add(replace(PAID, label=f"Pytanie {number}"))

    assert statements(lambda: client.get(url)) == few
