"""When a round may be closed and opened, a ranking looked at and frozen."""

from judging.core.i18n import speaking
from judging.jury.rules import Completeness
from judging.results import rules
from tests.factories import BEFORE, JUDGING, JUDGING_CLOSES, an_edition


def a_round(*, closed=False):
    edition = an_edition()
    edition.rounds[0].closed_at = JUDGING_CLOSES if closed else None
    return edition, edition.rounds[0]


def facts(*, submitted=4, missing=0, unassigned=0):
    return Completeness(submitted, missing, behind=[], unassigned=unassigned, short=[])


def test_nobody_looks_before_the_round_is_closed():
    assert rules.why_not_look(a_round()[1])
    assert rules.why_not_look(None)
    assert rules.why_not_look(a_round(closed=True)[1]) is None


def test_a_round_with_all_sheets_is_closed_without_a_reason():
    assert rules.why_not_close(a_round()[1], facts(), "", JUDGING) is None


def test_missing_sheets_ask_for_a_reason(app):
    with app.test_request_context():
        assert rules.why_not_close(a_round()[1], facts(missing=2), "  ", JUDGING)
        reason = "A juror fell ill."
        assert rules.why_not_close(a_round()[1], facts(missing=2), reason, JUDGING) is None


def test_a_round_without_a_sheet_or_with_an_entry_nobody_has_is_not_closed(app):
    with app.test_request_context():
        assert rules.why_not_close(a_round()[1], facts(submitted=0), "Late.", JUDGING)
        assert rules.why_not_close(a_round()[1], facts(unassigned=1), "Late.", JUDGING)


def test_a_round_of_which_the_rules_drop_every_sheet_of_an_entry_is_not_closed(app):
    _edition, round_ = a_round()
    round_.drop_low, round_.drop_high = 1, 1
    few = Completeness(9, 0, behind=[], unassigned=0, short=[], uncountable=[(4, 2)])

    with app.test_request_context(), speaking("en"):
        refusal = str(rules.why_not_close(round_, few, "Late.", JUDGING))

    assert "drop 2 sheets" in refusal
    assert "4 (2)" in refusal


def test_a_round_is_not_closed_before_it_opens_nor_twice():
    assert rules.why_not_close(a_round()[1], facts(), "", BEFORE)
    assert rules.why_not_close(a_round(closed=True)[1], facts(), "", JUDGING)


def test_a_closed_round_is_opened_again_with_a_reason():
    edition, round_ = a_round(closed=True)

    assert rules.why_not_reopen(edition, round_, False, "A sheet was mistyped.") is None
    assert rules.why_not_reopen(edition, round_, False, " ")


def test_a_round_with_a_frozen_ranking_stays_closed():
    edition, round_ = a_round(closed=True)

    assert rules.why_not_reopen(edition, round_, True, "A sheet was mistyped.")


def test_a_ranking_is_frozen_once_and_only_of_a_closed_round():
    edition, round_ = a_round(closed=True)

    assert rules.why_not_freeze(edition, round_, False) is None
    assert rules.why_not_freeze(edition, round_, True)
    edition, round_ = a_round()
    assert rules.why_not_freeze(edition, round_, False)


def test_nothing_is_frozen_after_the_seal():
    edition, round_ = a_round(closed=True)
    edition.sealed_at = JUDGING_CLOSES

    assert rules.why_not_freeze(edition, round_, False)


def test_scores_are_counted_only_by_rules_that_were_frozen_before_them():
    edition, round_ = a_round()
    edition.rules_frozen_at = None

    assert "not approved" in str(rules.why_not_close(round_, facts(), "", JUDGING))
    round_.closed_at = JUDGING_CLOSES
    assert "not approved" in str(rules.why_not_freeze(edition, round_, False))
