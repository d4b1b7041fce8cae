"""What the protocol says, and the document made of it."""

import io
from fractions import Fraction

import pikepdf
import pytest
from sqlalchemy import select

from judging.core.fingerprints import fingerprint
from judging.core.i18n import speaking
from judging.deliberation import queries
from judging.deliberation.operations import decisions, protocols
from judging.deliberation.protocol import earlier_rounds, exact, printed, protocol_pdf
from judging.deliberation.record import earlier_round
from judging.deliberation.record_of_ranking import quotient
from judging.deliberation.votes import VoteCount
from judging.entries.models import Entry
from judging.jury.models import Conflict, Source
from tests.deliberation.chamber import a_chamber, decide, decided, meet
from tests.factories import DELIBERATION
from tests.results.qualifying import ANSWERS, begin, two_rounds

pytestmark = pytest.mark.usefixtures("words")


def content_of(session, chamber):
    return protocols.draft_protocol(session, chamber.edition, at=DELIBERATION)


def a_full_record(session):
    """A meeting with a recusal, a departure, a dissent, a fallen motion and an award taken back."""
    chamber = a_chamber(session, [[9, 8, 9], [8, 8, 7], [7, 6, 7], [6, None, 6], [5, 5, 5]])
    session.add(
        Conflict(
            seat=chamber.seats[2],
            entry=chamber.entries[1],
            source=Source.DECLARED,
            reason="A cousin.",
            at=DELIBERATION,
            by_id=chamber.seats[2].user.id,
        )
    )
    session.flush()
    meeting = meet(session, chamber, place="Warszawa")
    decide(session, chamber, 1)
    decide(session, chamber, 2, chamber.distinction, VoteCount(1, 0, 1))
    decide(session, chamber, 5, chamber.distinction, departure="Zasięg.", dissent="Zbyt krótko.")
    [*_, last] = queries.awards_of(session, chamber.edition)
    decisions.withdraw_award(session, chamber.edition, last, reason="Pomyłka.", by=chamber.secretary, at=DELIBERATION)
    decide(session, chamber, 4, chamber.distinction, VoteCount(0, 3, 0))
    decisions.explain_left_out(
        session,
        chamber.edition,
        reason="Trwa od miesiąca.",
        version=meeting.version,
        by=chamber.secretary,
        at=DELIBERATION,
    )
    session.commit()
    return chamber


def test_the_record_lists_motions_in_order_with_votes_reasons_dissent_and_recusals(session):
    content = content_of(session, a_full_record(session))

    assert [(m["number"], m["for"], m["against"], m["abstained"], m["carried"]) for m in content["motions"]] == [
        (1, 3, 0, 0, True),
        (2, 1, 0, 1, True),
        (3, 3, 0, 0, True),
        (4, 0, 3, 0, False),
    ]
    assert [m["recused"] for m in content["motions"]] == [[], [{"name": "Juror 3", "substitute": ""}], [], []]
    assert [m["able"] for m in content["motions"]] == [3, 2, 3, 3]
    assert content["recusals"] == [{"name": "Juror 3", "stands_for": "", "entries": [2]}]
    third = content["motions"][2]
    assert (third["departure"], third["dissent"]) == ("Zasięg.", "Zbyt krótko.")
    assert third["taken_back"]["reason"] == "Pomyłka."
    assert [award["entry_number"] for award in content["awards"]] == [1, 2]
    assert content["meeting"]["left_out"] == "Trwa od miesiąca."


def test_the_record_counts_the_sheets(session):
    content = content_of(session, a_full_record(session))

    assert content["sheets"] == {
        "entries": 5,
        "jurors": 3,
        "counted": 14,
        "incomplete": 0,
        "missing": 1,
        "conflicts": 0,
    }


def test_the_record_rests_on_fingerprints_a_seed_and_a_version(session):
    chamber = a_chamber(session)
    chamber.ranking.round.receipts_root = "a" * 64
    decided(session, chamber)

    content = content_of(session, chamber)

    assert content["fingerprints"] == {
        "rules": "0" * 64,
        "receipts": "a" * 64,
        "scores": chamber.ranking.input_sha256,
        "ranking": chamber.ranking.digest,
    }
    assert content["seed"] == str(int(chamber.ranking.input_sha256[:16], 16))
    assert content["software"].startswith("judging ")


def test_every_score_can_be_counted_again_by_hand(session):
    chamber = a_chamber(session, [[9, 8, 9, 9], [8, 8, 7, 8], [7, 6, 7, 7], [6, None, 6, 5], [5, 5, 5, 5]])
    decided(session, chamber)
    content = content_of(session, chamber)
    unit = Fraction(content["method"]["unit"])
    weights = {one["key"]: one["weight"] for one in content["method"]["criteria"]}

    for row in content["ranking"]:
        total, divisor = quotient(row, unit)
        if row["sheets"] > 3:  # of fewer, a juror could subtract
            assert total == sum(weights[key] * steps * unit for key, steps in row["sums"].items())
        assert divisor == row["sheets"] * sum(weights.values())
        assert f"{float(total / divisor):.2f}" == row["score"]
    assert [one["share"] for one in content["method"]["criteria"]] == ["50", "50"]


def test_the_protocol_tells_nothing_by_which_a_juror_works_out_the_sheet_of_another(session):
    chamber = a_chamber(session, [[9, 8, 9, 9], [8, 8, None, None], [7, None, None, None], [6, 6, 6, None]])
    decided(session, chamber)
    rows = content_of(session, chamber)["ranking"]
    page = printed(content_of(session, chamber))

    assert [row["sheets"] for row in rows] == [4, 2, 1, 3]
    assert [row["score"] is not None for row in rows] == [True, False, False, True]
    assert [bool(row["numerator"]) for row in rows] == [True, False, False, True]
    assert [bool(row["sums"]) for row in rows] == [True, False, False, False]
    assert page["rows"][1][-3:] == ["–", "–", "–"]
    assert page["without_score"]


def test_names_in_the_record_are_those_of_the_frozen_ranking(session):
    chamber = a_full_record(session)
    before = fingerprint(content_of(session, chamber))
    for entry in session.scalars(select(Entry)):
        entry.title, entry.office.name = "Renamed", "Renamed"
    session.flush()

    assert fingerprint(content_of(session, chamber)) == before


def test_the_protocol_is_an_accessible_document_in_polish(session):
    content = content_of(session, a_full_record(session))

    with pikepdf.open(io.BytesIO(protocol_pdf(content))) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert root.StructTreeRoot
        assert str(root.Lang).startswith("pl")
        assert root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"].startswith("Protokół posiedzenia Kapituły z")


def test_the_same_record_gives_the_same_bytes_and_another_one_others(session):
    chamber = a_full_record(session)
    content = content_of(session, chamber)

    assert protocol_pdf(content) == protocol_pdf(content)
    assert protocol_pdf(content) != protocol_pdf(content | {"organiser": "Another"})


def test_the_figures_are_printed_as_people_read_them(session):
    content = content_of(session, a_full_record(session))

    page = printed(content)

    assert page["held"] == "1 czerwca 2027 r., godz. 14:00 (czas warszawski)"
    assert page["rows"][0] == ["1", "1", "Office 1", "Practice 1", "3", "52", "6", "8,67"]
    assert page["sums"][0] == ["1", "–", "–"]  # of three sheets a juror could subtract their own
    assert page["without_sums"]
    assert page["digest"] == fingerprint(content)


def test_a_prize_given_by_area_is_named_with_its_area(session):
    chamber = a_chamber(session, kinds=[{"per_area": True}, {"quantity": 0}])
    meet(session, chamber)
    decide(session, chamber, 1)

    [award] = content_of(session, chamber)["awards"]

    assert (award["per_area"], award["area"]) == (True, "Clients")


@pytest.mark.parametrize(("by_area", "expected"), [(True, ["1", "2", "3"]), (False, [])])
def test_places_in_an_area_are_told_where_awards_are_given_by_area(session, by_area, expected):
    points = [[9, 8, 9], [8, 8, 7], [7, 6, 6]]
    kinds = [{"per_area": by_area}, {"quantity": 0}]
    chamber = a_chamber(session, points, kinds=kinds)
    meet(session, chamber)
    decide(session, chamber, 1)

    rows = printed(content_of(session, chamber))["by_area"]

    assert [place for _area, place, *_ in rows] == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(805, 2), "402,5"),
        (Fraction(1208, 3), "1208/3"),
        (Fraction(12), "12"),
        (Fraction(123456789, 4), "30864197,25"),
        (Fraction(-1, 2), "−0,5"),
        (Fraction(1, 8), "0,125"),
    ],
)
def test_sums_are_printed_exactly(value, text, monkeypatch):
    from judging.core.i18n import speaking

    with speaking("pl"):
        assert exact(value) == text


def test_the_protocol_tells_of_each_earlier_round_how_many_entries_went_on_and_by_what_rule(session, app):
    world = two_rounds(session, ANSWERS)
    advance = begin(session, world)
    content = {"zone": world.edition.time_zone, "earlier": [earlier_round(advance)]}

    with app.test_request_context(), speaking("pl"):
        [said] = earlier_rounds(content)

    assert "zgłoszeń: 4, w tym przeszło dalej: 2, nie przeszło: 2" in said
    assert "jeśli więcej osób powie „tak” niż „nie”" in said
    assert world.first.receipts_root in said
