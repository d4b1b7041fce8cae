"""What happens to an edition before its call, rule by rule."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from judging.core.refusals import Clash, Incomplete, NotNow, NotYours
from judging.editions import rulebook
from judging.editions.calendar import calendar_of, moved
from judging.editions.models import PartnerKind, Role, Seat
from judging.editions.operations import editions
from judging.editions.outline import outline_of
from judging.editions.setup import presentation_of, setup_of
from judging.notifications.models import Message
from tests.editions.making import actions, create
from tests.factories import (
    BEFORE,
    DURING,
    GALA,
    a_seat,
    a_user,
    an_edition,
)

A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)
WARSAW = "Europe/Warsaw"


def test_the_template_holds_what_the_real_competition_published(edition):
    assert [criterion.name for criterion in edition.criteria] == [
        "Innowacyjność",
        "Uniwersalność",
        "Zasięg oddziaływania",
        "Mierzalność efektów",
        "Dopasowanie do potrzeb jednostki/klienta",
    ]
    assert {criterion.weight for criterion in edition.criteria} == {1}
    assert [(kind.name, kind.quantity) for kind in edition.award_kinds] == [
        ("Nagroda Główna", 2),
        ("wyróżnienie", 5),
    ]
    assert [round_.criteria for round_ in edition.rounds] == [edition.criteria]
    assert edition.slug == "sekrety-zarzadzania-2027"


def test_every_level_of_the_template_is_on_the_scale(edition):
    for criterion in edition.criteria:
        assert list(criterion.levels) == ["0", "4", "7", "10"]


def test_whoever_makes_an_edition_becomes_its_secretary(session, edition, secretary):
    [seat] = session.scalars(select(Seat))

    assert (seat.edition, seat.user, seat.role) == (edition, secretary, Role.SECRETARY)
    assert actions(session) == ["edition.created"]


def test_a_secretary_of_one_edition_makes_the_next_from_it(session, edition):
    user = a_user()
    session.add(a_seat(edition, Role.SECRETARY, user=user))
    edition.criteria[0].weight = 3
    edition.quorum, edition.reminder_days = 7, [14, 1]
    session.commit()
    dates = moved(calendar_of(edition), 1, WARSAW)

    copy = create(session, outline_of(edition), by=user, year=2028, calendar=dates)

    assert copy.competition is edition.competition
    assert [criterion.weight for criterion in copy.criteria] == [3, 1, 1, 1, 1]
    assert copy.rounds[0].criteria == copy.criteria
    assert copy.reminder_days == [14, 1], "jurors are reminded as last year"
    assert (copy.quorum, copy.rules_frozen_at, copy.rounds[0].closed_at) == (7, None, None)
    assert calendar_of(copy) == dates
    assert set(copy.criteria).isdisjoint(edition.criteria)


@pytest.mark.parametrize("role", [Role.JUROR, Role.CHAIR, Role.DEPUTY_CHAIR])
def test_nobody_else_makes_an_edition(session, edition, role):
    user = a_user()
    session.add(a_seat(edition, role, user=user))
    session.commit()

    with pytest.raises(NotYours):
        create(session, by=user, maker=user, year=2028)


def test_the_secretary_of_another_competition_makes_none_of_this_one(session, edition):
    user = a_user()
    session.add(a_seat(an_edition(), Role.SECRETARY, user=user))
    session.commit()

    with pytest.raises(NotYours):
        create(session, by=user, maker=user, year=2028)


def test_an_administrator_makes_no_edition_for_themselves(session):
    administrator = a_user(administrator=True)

    with pytest.raises(NotNow, match="learns nothing of the competition") as refused:
        create(session, by=administrator, maker=administrator)

    assert refused.value.field == "secretary"


def test_no_administrator_becomes_the_secretary_of_an_edition_that_somebody_else_makes(session, edition, secretary):
    with pytest.raises(NotNow, match="learns nothing of the competition"):
        create(session, by=a_user(administrator=True), maker=secretary, year=2028)


def test_a_secretary_for_whom_an_edition_is_made_is_told(session, edition, secretary):
    assert session.scalar(select(Message.template).where(Message.user_id == secretary.id)) == "edition-made"


def test_a_secretary_makes_the_next_edition_of_the_competition_and_gets_no_letter_of_it(session, edition, secretary):
    create(session, by=secretary, maker=secretary, year=2028)

    assert session.scalar(select(func.count()).where(Message.template == "edition-made")) == 1


def test_a_removed_secretary_makes_no_edition(session, edition):
    user = a_user()
    session.add(a_seat(edition, Role.SECRETARY, user=user, removed_at=BEFORE))
    session.commit()

    with pytest.raises(NotYours):
        create(session, by=user, maker=user, year=2028)


def test_a_second_edition_of_a_year_is_refused(session, edition, secretary):
    with pytest.raises(NotNow, match="already has an edition of 2027"):
        create(session, by=secretary)


def test_a_complete_edition_freezes_and_its_fingerprint_is_kept(session, edition, secretary):
    expected = rulebook.fingerprint(rulebook.build(edition))

    editions.freeze_rules(session, edition, version=edition.version, by=secretary, at=BEFORE)

    session.commit()
    session.expire_all()
    assert (edition.rules_frozen_at, edition.rules_digest) == (BEFORE, expected)
    assert rulebook.fingerprint(edition.rulebook) == expected
    assert actions(session) == ["edition.created", "rules.frozen"]


def test_rules_freeze_at_the_very_opening_of_the_call(session, edition, secretary):
    at = edition.opens_at

    editions.freeze_rules(session, edition, version=edition.version, by=secretary, at=at)

    assert edition.rules_frozen_at == at


def set_all(parts, name, value):
    for part in parts:
        setattr(part, name, value)


def empty(session, parts):
    for part in list(parts):
        session.delete(part)
    parts.clear()


def empty_criteria(session, edition):
    edition.rounds[0].criteria.clear()
    session.flush()
    empty(session, edition.criteria)


INCOMPLETE = {
    "no area": (lambda s, e: empty(s, e.areas), "There is no area to enter a practice in."),
    "no field": (lambda s, e: empty(s, e.fields), "The entry form has no question."),
    "no award": (
        lambda s, e: empty(s, e.award_kinds),
        "There is no award to give.",
    ),
    "no weight": (
        lambda s, e: set_all(e.criteria, "weight", 0),
        "No criterion has a weight above 0.",
    ),
    "no criteria": (
        lambda s, e: e.rounds[0].criteria.clear(),
        "A round of scoring has no criteria.",
    ),
    "odd step": (
        lambda s, e: setattr(e.criteria[0], "step", "3"),
        "The step of the criterion “Innowacyjność” does not divide the scale into equal parts.",
    ),
    "no criterion": (empty_criteria, "There is no criterion to score by."),
    "not scored": (
        lambda s, e: e.rounds[0].criteria.remove(e.criteria[1]),
        "The criterion “Uniwersalność” is scored in no round.",
    ),
    "a level nobody can give": (
        lambda s, e: setattr(e.criteria[0], "levels", {"7.5": "Nowe."}),
        "The criterion “Innowacyjność” says what 7.5 points mean, and nobody can give so many.",
    ),
    "an award none of which is given": (
        lambda s, e: setattr(e.award_kinds[1], "quantity", 0),
        "Of “wyróżnienie” none may be given: say how many, or take it away.",
    ),
    "an award nobody can get": (
        lambda s, e: setattr(e.award_kinds[0], "minimal_score", "10.5"),
        "The lowest score for “Nagroda Główna” is off the scale, so nobody could get it.",
    ),
    "no quorum": (lambda s, e: setattr(e, "quorum", 0), "The quorum must be at least 1."),
    "no text": (lambda s, e: setattr(e, "rules_text", " "), "The regulations are empty."),
    "dates": (
        lambda s, e: setattr(e, "announcement_at", e.rounds[0].closes_at),
        "The announcement must come after scoring closes.",
    ),
}


@pytest.mark.parametrize("gap", INCOMPLETE)
def test_an_incomplete_edition_does_not_freeze_and_leaves_no_trace(session, edition, secretary, gap):
    spoil, sentence = INCOMPLETE[gap]
    spoil(session, edition)
    session.commit()

    with pytest.raises(Incomplete) as refusal:
        editions.freeze_rules(session, edition, version=edition.version, by=secretary, at=BEFORE)

    assert refusal.value.reasons == (sentence,)
    assert (edition.rules_frozen_at, edition.rules_digest, edition.rulebook) == (None, None, None)
    assert actions(session) == ["edition.created"]


def test_the_refusal_names_every_reason_at_once(session, edition, secretary):
    edition.quorum, edition.rules_text = 0, ""
    empty(session, edition.areas)

    with pytest.raises(Incomplete) as refusal:
        editions.freeze_rules(session, edition, version=edition.version, by=secretary, at=GALA)

    assert len(refusal.value.reasons) == 4


def test_rules_do_not_freeze_after_the_call_was_to_open(session, edition, secretary):
    with pytest.raises(Incomplete, match="The call was to open on"):
        editions.freeze_rules(session, edition, version=edition.version, by=secretary, at=edition.opens_at + A_MINUTE)


def test_rules_changed_since_they_were_read_do_not_freeze(session, edition, secretary):
    with pytest.raises(NotNow, match="have changed since you read them"):
        editions.freeze_rules(session, edition, version=edition.version - 1, by=secretary, at=BEFORE)


def test_frozen_rules_freeze_no_second_time(session, frozen, secretary):
    with pytest.raises(NotNow, match="The rules were approved on"):
        editions.freeze_rules(session, frozen, version=frozen.version, by=secretary, at=BEFORE)


def test_settings_change_before_the_freeze_and_raise_the_version(session, edition, secretary):
    old = setup_of(edition)
    version = edition.version

    editions.change_setup(
        session,
        edition,
        replace(old, quorum=7, areas=["New", old.areas[0]]),
        version=version,
        by=secretary,
        at=BEFORE,
    )

    session.commit()
    session.expire_all()
    assert edition.quorum == 7
    assert [area.name for area in edition.areas] == ["New", old.areas[0]]
    assert edition.version > version
    assert actions(session)[-1] == "settings.changed"


def test_saving_what_stands_there_already_writes_nothing(session, edition, secretary):
    editions.change_setup(session, edition, setup_of(edition), version=edition.version, by=secretary, at=BEFORE)

    assert actions(session) == ["edition.created"]


def test_frozen_rules_cannot_be_changed_and_the_attempt_leaves_no_trace(session, frozen, secretary):
    with pytest.raises(NotNow, match="no longer change"):
        editions.change_setup(
            session,
            frozen,
            replace(setup_of(frozen), quorum=1),
            version=frozen.version,
            by=secretary,
            at=BEFORE,
        )

    assert frozen.quorum == 5
    assert actions(session) == ["edition.created", "rules.frozen"]


def test_two_people_changing_settings_see_both_versions(session, edition, secretary):
    mine = replace(setup_of(edition), quorum=9)

    with pytest.raises(Clash) as clash:
        editions.change_setup(session, edition, mine, version=edition.version - 1, by=secretary, at=BEFORE)

    [(label, sent, stored)] = clash.value.fields
    assert (str(label), sent, stored) == ("Quorum", "9", "5")
    assert clash.value.version == edition.version


def test_the_presentation_changes_after_the_freeze_without_touching_the_rules(session, frozen, secretary):
    nobody: dict[PartnerKind, list[str]] = {kind: [] for kind in PartnerKind}
    partners = nobody | {PartnerKind.BUSINESS: ["Wolters Kluwer | https://www.wolterskluwer.com", "Comarch"]}
    words = replace(presentation_of(frozen), event_place="Kraków", partners=partners)

    editions.change_presentation(session, frozen, words, version=frozen.version, by=secretary, at=DURING)

    session.commit()
    session.expire_all()
    assert presentation_of(frozen) == words
    assert rulebook.fingerprint(rulebook.build(frozen)) == frozen.rules_digest


def test_an_archived_edition_keeps_its_words(session, frozen, secretary):
    frozen.archived_at = GALA
    words = replace(presentation_of(frozen), about="Other.")

    with pytest.raises(NotNow):
        editions.change_presentation(session, frozen, words, version=frozen.version, by=secretary, at=GALA)


def test_a_freeze_is_undone_before_the_call_with_a_reason(session, frozen, secretary):
    editions.thaw_rules(session, frozen, reason="Brak wagi.", by=secretary, at=BEFORE)

    session.commit()
    assert (frozen.rules_frozen_at, frozen.rules_digest, frozen.rulebook) == (None, None, None)
    assert actions(session)[-1] == "rules.thawed"


@pytest.mark.parametrize(("at", "reason", "refusal"), [(BEFORE, " ", Incomplete), (DURING, "Brak wagi.", NotNow)])
def test_a_freeze_is_not_undone_without_a_reason_or_during_the_call(session, frozen, secretary, at, reason, refusal):
    with pytest.raises(refusal):
        editions.thaw_rules(session, frozen, reason=reason, by=secretary, at=at)

    assert frozen.rules_frozen_at == BEFORE


def test_thawing_what_is_not_frozen_is_refused(session, edition, secretary):
    with pytest.raises(NotNow, match="not approved"):
        editions.thaw_rules(session, edition, reason="x", by=secretary, at=BEFORE)


def test_the_edition_of_the_factories_freezes_too(session, secretary):
    edition = an_edition(frozen=False, rules_text="Regulations.")
    session.add(edition)
    session.commit()

    editions.freeze_rules(session, edition, version=edition.version, by=secretary, at=BEFORE)

    assert edition.rules_digest == rulebook.fingerprint(rulebook.build(edition))
