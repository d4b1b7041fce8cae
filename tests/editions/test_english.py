"""Every text of an edition may have an English version, which decides nothing and says when it is out of date."""

from collections import Counter
from dataclasses import replace

import pytest

from judging.core.refusals import Clash, NotNow
from judging.editions import setup_file
from judging.editions.english import Part, State, counts, is_complete, lines, places
from judging.editions.models import EnglishWording
from judging.editions.operations.editions import change_setup
from judging.editions.operations.english import change_english
from judging.editions.outline import outline_of
from judging.editions.setup import setup_of
from tests.editions.making import actions, create
from tests.factories import BEFORE, DURING
from tests.plain_browser import form_on

NAMES = {"edition.name": "Secrets 2027", "event.name": "The Congress", "event.place": "Warsaw"}


@pytest.fixture(autouse=True)
def before_the_call(stop_clock):
    stop_clock(BEFORE)


def write(session, edition, part, by, *, still=False, version=None, at=BEFORE, **wanted):
    typed = {place.replace("__", "."): (english, still) for place, english in wanted.items()}
    change_english(session, edition, part, typed, version=version or edition.version, by=by, at=at)
    session.commit()


def write_names(session, edition, by, **more):
    write(session, edition, Part.GENERAL, by, **{name.replace(".", "__"): said for name, said in NAMES.items()}, **more)
    write(session, edition, Part.PRESENTATION, by, contact__name="Halina Sekretna", **more)


def states(edition, part):
    return {line.place.name: line.state for line in lines(edition)[part]}


def test_the_built_in_template_has_an_english_version_of_every_text_but_the_names_of_the_year(edition):
    waiting = {
        line.place.name for found in lines(edition).values() for line in found if line.state is not State.CURRENT
    }

    assert waiting == {*NAMES, "contact.name"}


def test_an_edition_is_complete_in_english_when_the_last_text_is_written(session, secretary, edition):
    before = is_complete(edition)

    write_names(session, edition, secretary)

    assert (before, is_complete(edition)) == (False, True)
    assert sum(one.all for one in counts(edition).values()) == len(edition.english)


def test_the_same_words_are_asked_for_once(edition):
    asked = Counter(place.text for found in places(edition).values() for place in found)

    assert set(asked.values()) == {1}
    assert asked["wyróżnienie"] == 1  # the nominative and the accusative of one award


def test_a_text_that_has_changed_waits_for_its_english_and_is_read_in_polish_until_then(
    session, client_of, secretary, edition
):
    next(one for one in edition.criteria if one.key == "innovation").name = "Nowość"
    session.commit()
    session.expire_all()

    assert states(edition, Part.CRITERIA)["criterion.innovation.name"] is State.CHANGED
    page = client_of(secretary).get(f"/en/editions/{edition.slug}/rules/").get_data(as_text=True)
    assert '<span lang="pl">Nowość</span>' in page
    assert ">Innovation<" not in page


def test_english_that_is_still_right_is_confirmed_with_a_tick_and_never_by_saving_the_page(session, secretary, edition):
    edition.english[0].text = "Inne słowa"
    place, english = edition.english[0].place, edition.english[0].english
    part = next(part for part, found in places(edition).items() if place in {one.name for one in found})
    session.commit()

    write(session, edition, part, secretary, **{place.replace(".", "__"): english})
    untouched = states(edition, part)[place]
    write(session, edition, part, secretary, **{place.replace(".", "__"): english}, still=True)

    assert (untouched, states(edition, part)[place]) == (State.CHANGED, State.CURRENT)
    assert actions(session).count("english.changed") == 1


def test_areas_in_another_order_keep_their_english(session, secretary, edition):
    reading = {line.place.text: line.english for line in lines(edition)[Part.AREAS]}
    setup = replace(setup_of(edition), areas=[area.name for area in reversed(edition.areas)][:3])

    change_setup(session, edition, setup, version=edition.version, by=secretary, at=BEFORE)
    session.commit()

    assert set(states(edition, Part.AREAS).values()) == {State.CURRENT}
    write(session, edition, Part.AREAS, secretary, area__1="Recruitment")
    first = setup.areas[0]
    now = {line.place.text: line.english for line in lines(edition)[Part.AREAS]}
    assert now == {text: reading[text] for text in setup.areas} | {first: "Recruitment"}
    assert "area.4" not in {one.place for one in edition.english}


def test_an_english_text_left_empty_is_taken_away(session, secretary, edition):
    write(session, edition, Part.PRESENTATION, secretary, about="")

    assert states(edition, Part.PRESENTATION)["about"] is State.MISSING
    assert session.query(EnglishWording).filter_by(place="about").count() == 0


def test_the_english_may_be_mended_after_the_rules_are_approved_and_their_fingerprint_stays(session, secretary, frozen):
    digest = frozen.rules_digest

    write(session, frozen, Part.GENERAL, secretary, edition__name="Secrets", at=DURING)

    assert frozen.rules_digest == digest
    assert actions(session)[-1] == "english.changed"


def test_the_english_of_an_archived_edition_stays(session, secretary, edition):
    edition.archived_at = BEFORE
    session.commit()
    before = actions(session)

    with pytest.raises(NotNow):
        write(session, edition, Part.GENERAL, secretary, edition__name="Secrets")

    session.rollback()
    assert states(edition, Part.GENERAL)["edition.name"] is State.MISSING
    assert actions(session) == before


def test_two_people_writing_the_same_text_see_both_versions(session, secretary, edition):
    write(session, edition, Part.GENERAL, secretary, edition__name="Secrets")

    with pytest.raises(Clash):
        write(session, edition, Part.GENERAL, secretary, edition__name="Mysteries", version=edition.version - 1)


def test_saving_the_english_unchanged_writes_nothing(session, secretary, edition):
    version, before = edition.version, actions(session)

    write(session, edition, Part.PRESENTATION, secretary, about=lines(edition)[Part.PRESENTATION][0].english)

    assert (edition.version, actions(session)) == (version, before)


def test_a_part_is_written_on_its_own_page_beside_its_polish(session, client_of, secretary, edition):
    client = client_of(secretary)
    address = f"/desk/{edition.slug}/setup/english/general/"
    page = client.get(address)

    answer = client.post(address, data=form_on(page, "edition.name")[1] | NAMES)

    assert answer.status_code == 302
    session.rollback()
    session.expire_all()
    assert states(edition, Part.GENERAL)["event.place"] is State.CURRENT
    assert "2 of 5 texts in English" in page.text
    assert '<span lang="pl">Warszawa</span>' in page.get_data(as_text=True)


def test_the_overview_says_how_many_texts_are_missing_and_the_call_may_open_without_them(client_of, secretary, edition):
    page = client_of(secretary).get(f"/desk/{edition.slug}/setup/").text

    assert "4 of 57 texts are missing" in page
    assert "Nothing is missing. Read the rules once more" in page


def test_a_part_that_there_is_not_is_not_found(client_of, secretary, edition):
    assert client_of(secretary).get(f"/desk/{edition.slug}/setup/english/nothing/").status_code == 404


def test_what_a_form_sends_stays_polish_though_the_page_is_read_in_english(client_of, secretary, edition):
    page = client_of(secretary).get(f"/desk/{edition.slug}/setup/areas/")

    assert form_on(page, "areas")[1]["areas"].splitlines() == [area.name for area in edition.areas]


def test_a_copy_and_a_file_of_the_set_up_carry_the_english(session, secretary, edition):
    write_names(session, edition, secretary)

    copied = create(session, setup_file.read(setup_file.written(outline_of(edition)), {}), by=secretary, year=2028)

    assert states(copied, Part.GENERAL)["edition.name"] is State.CHANGED  # it is another year
    assert states(copied, Part.GENERAL)["event.name"] is State.CURRENT
    assert set(states(copied, Part.REGULATIONS).values()) == {State.CURRENT}


def test_a_page_in_english_asks_once_for_all_wordings(client_of, visitor, statements, frozen, session):
    few = statements(lambda: visitor.get(f"/en/editions/{frozen.slug}/call/"))
    session.add_all(EnglishWording(edition_id=frozen.id, place=f"x.{n}", text=f"x{n}", english="y") for n in range(30))
    session.commit()

    assert statements(lambda: visitor.get(f"/en/editions/{frozen.slug}/call/")) == few


def test_documents_are_given_in_english_once_all_is_in_english_and_in_polish_until_then(
    session, visitor, secretary, frozen
):
    addresses = [f"/editions/{frozen.slug}/call.en.{kind}" for kind in ("pdf", "docx")]
    before = [visitor.get(address).location for address in addresses]

    write_names(session, frozen, secretary, at=DURING)

    assert before == [address.replace(".en", "") for address in addresses]
    assert [visitor.get(address).status_code for address in addresses] == [200, 200]
