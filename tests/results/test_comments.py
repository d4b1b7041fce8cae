"""The chapter argues with sentences: who reads, once a round is closed, what its jurors wrote for the chapter."""

import io
import re

import openpyxl
import pikepdf
import pytest
from sqlalchemy import update

from judging.core.i18n import speaking
from judging.editions.models import CommentsSeen
from judging.editions.rulebook import build
from judging.editions.rules_page import rules_context
from judging.jury.models import Assignment, Conflict, Source
from judging.offices.models import Representative
from judging.results.comments import Comment, Shown, grouped
from judging.results.files.report_words import words_of
from judging.results.files.workbook import workbook
from tests.factories import BEFORE
from tests.pdf_text import text_of
from tests.results.results import a_snapshot
from tests.results.rounds import FOUR, LATER, a_scored_edition
from tests.results.tables import HOSTILE
from tests.stats.scoring import sheets_of, some_rules

KEY = b"a key"
PAGES = ["", "room/"]


@pytest.fixture(autouse=True)
def _after_the_scoring(stop_clock):
    stop_clock(LATER)


def words(entry, seat):
    """What a juror wrote: on a criterion and on the whole, for the chapter and for the office."""
    of = f"{entry.number} od {seat.user.name.removeprefix('Juror ')}"
    return {
        "comments": {"novelty": f"Zdanie o {of}.", "": f"Całość {of}."},
        "for_office": {"": f"Tylko dla urzędu {of}."},
    }


def a_discussed_edition(session, points=FOUR, **fields):
    return a_scored_edition(session, points, said=words, **fields)


def page_of(client, scored, room="", number=0):
    return client.get(f"{scored.url}{room}entries/{scored.entries[number].public_id}/").text


def sent(client, scored, name):
    answer = client.get(scored.url + name)
    assert answer.status_code == 200
    return answer.data


@pytest.mark.parametrize("room", PAGES)
def test_the_comments_stand_on_the_page_of_the_result_by_criterion_and_without_names(session, client_of, room):
    scored = a_discussed_edition(session)

    page = page_of(client_of(scored.secretary), scored, room)

    part = page.split('id="comments"')[1].split("</section>")[0]
    assert re.findall("<h3>([^<]+)</h3>", part) == ["Novelty", "The entry as a whole"]
    assert sorted(re.findall(r"Zdanie o 1 od (\d)", part)) == ["1", "2", "3", "4"]
    assert "Juror" not in part.replace("jurors", "")
    assert "Zdanie o 2" not in page
    assert "Tylko dla urzędu" not in page


def test_with_names_where_the_edition_says_so(session, client_of):
    scored = a_discussed_edition(session, comments_seen=CommentsSeen.NAMED)
    client = client_of(scored.secretary)

    for room in PAGES:
        part = page_of(client, scored, room).split('id="comments"')[1]
        assert part.index("Juror 1") < part.index("Juror 2") < part.index("Juror 4")
    assert "Juror 1" in text_of(sent(client, scored, "report.pdf"))


@pytest.mark.parametrize("seen", [CommentsSeen.AFTER_SEAL, CommentsSeen.NOBODY])
def test_before_the_seal_no_page_and_no_file_has_them_where_the_edition_says_so(session, client_of, seen):
    scored = a_discussed_edition(session, comments_seen=seen)
    client = client_of(scored.secretary)

    found = [page_of(client, scored, room) for room in PAGES] + [
        text_of(sent(client, scored, "report.pdf")),
        cells_of(sent(client, scored, "ranking.xlsx")),
    ]

    assert [text for text in found if "Zdanie o" in text or "Całość" in text] == []
    assert all("comments of the jurors are shown" in page for page in found[:2])


def test_after_the_seal_they_are_read_without_names(session, client_of):
    scored = a_discussed_edition(session, comments_seen=CommentsSeen.AFTER_SEAL)
    scored.edition.sealed_at = LATER
    session.commit()

    part = page_of(client_of(scored.secretary), scored).split('id="comments"')[1]

    assert "Zdanie o 1 od 1." in part
    assert "Juror 1" not in part


def test_before_the_round_is_closed_nobody_reads_a_comment(session, client_of):
    scored = a_discussed_edition(session, closed=False, comments_seen=CommentsSeen.NAMED)
    client = client_of(scored.secretary)
    entry = f"entries/{scored.entries[0].public_id}/"

    for address in [entry, f"room/{entry}", "report.pdf", "ranking.xlsx", ""]:
        assert b"Zdanie o" not in client.get(scored.url + address).data


def test_no_public_file_and_no_table_of_sheets_has_a_comment(session, client_of):
    scored = a_discussed_edition(session, comments_seen=CommentsSeen.NAMED)
    client = client_of(scored.secretary)

    for name in ["pack.zip", "ranking.csv", "sheets.csv"]:
        assert b"Zdanie o" not in sent(client, scored, name)


def with_a_conflict(session, scored, number=0):
    seat = scored.seats[3]
    conflict = Conflict(
        seat=seat, entry=scored.entries[number], source=Source.DECLARED, reason="r", at=BEFORE, by_id=seat.user_id
    )
    session.add(conflict)
    session.commit()
    return conflict


def test_the_report_of_the_whole_chapter_is_silent_about_an_entry_with_which_a_member_has_a_conflict(
    session, client_of
):
    scored = a_discussed_edition(session)
    with_a_conflict(session, scored)

    said = text_of(sent(client_of(scored.secretary), scored, "report.pdf"))

    assert "Zdanie o 1" not in said
    assert "Zdanie o 2" in said
    assert "konflikt interesów" in said


def test_in_the_room_they_are_opened_once_whoever_has_a_conflict_has_left(session, client_of):
    scored = a_discussed_edition(session)
    conflict = with_a_conflict(session, scored)
    client = client_of(scored.secretary)

    asked = page_of(client, scored, "room/")
    conflict.withdrawn_at = BEFORE
    session.commit()

    assert asked.index("1 member has a conflict") < asked.index("<details>") < asked.index("Zdanie o 1")
    assert "has a conflict" not in page_of(client, scored, "room/", 1)
    assert "has a conflict" not in page_of(client, scored, "room/")


def test_the_sheet_of_a_juror_in_conflict_is_not_read(session, client_of):
    scored = a_discussed_edition(session)
    of_first = Assignment.seat_id == scored.seats[0].id
    session.execute(update(Assignment).where(of_first).values(in_conflict=True))
    scored.round.data_version += 1
    session.commit()

    assert "od 1." not in page_of(client_of(scored.secretary), scored).split('id="comments"')[1]


def test_of_two_sheets_the_chapter_reads_no_comment_without_names_and_the_secretary_does(session, client_of):
    scored = a_discussed_edition(session, [[9, 8], [7, 6], [3, 4]])
    client = client_of(scored.secretary)

    assert "Zdanie o 1" not in page_of(client, scored, "room/")
    assert "Zdanie o" not in text_of(sent(client, scored, "report.pdf"))
    assert "Zdanie o 1" in page_of(client, scored)


def test_the_order_tells_nothing_of_who_wrote_what():
    jurors = [f"j{number}" for number in range(1, 10)]
    snapshot = a_snapshot(sheets_of(A=[5] * 9, B=[4] * 9), some_rules())
    found = [Comment(e, j, c, j) for e in ("A", "B") for j in jurors for c in ("all", "")]

    def orders(key, rows=found):
        shown = grouped(rows, snapshot, CommentsSeen.NAMELESS, key)
        return [[one.text for one in group.said] for entry in "AB" for group in shown[entry]]

    first = orders(KEY)
    assert first == orders(KEY, list(reversed(found))), "it is the same whenever it is asked for"
    assert len({tuple(order) for order in first}) == 4, "each criterion of each entry has an order of its own"
    assert jurors not in first
    assert first != orders(b"another key")


def cells_of(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("seen", "columns"),
    [
        (CommentsSeen.NAMELESS, ["Number", "Practice", "Criterion", "Comment"]),
        (CommentsSeen.NAMED, ["Number", "Practice", "Criterion", "Juror", "Comment"]),
    ],
)
def test_the_workbook_has_a_sheet_of_comments_with_names_only_where_the_edition_says_so(
    session, client_of, seen, columns
):
    scored = a_discussed_edition(session, comments_seen=seen)

    book = openpyxl.load_workbook(io.BytesIO(sent(client_of(scored.secretary), scored, "ranking.xlsx")))

    sheet = book["Comments"]
    assert [cell.value for cell in sheet[1]] == columns
    assert [sheet.cell(2, column).value for column in (1, 2, 3)] == [1, "Practice 1", "Novelty"]
    assert sheet.max_row == 1 + 4 * 4 * 2
    named = [cell.value for row in sheet.iter_rows(min_row=2) for cell in row if str(cell.value).startswith("Juror ")]
    assert bool(named) is (seen is CommentsSeen.NAMED)


@pytest.mark.usefixtures("polish")
@pytest.mark.parametrize("text", HOSTILE)
def test_no_comment_becomes_a_formula_or_a_link_in_the_workbook(text):
    snapshot = a_snapshot(sheets_of(A=[5, 6, 7]), some_rules())
    found = grouped([Comment("A", "j1", "", text)], snapshot, CommentsSeen.NAMELESS, KEY)

    book = openpyxl.load_workbook(io.BytesIO(workbook(snapshot, "T", Shown(found))))

    cells = [cell for row in book["Komentarze"].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_the_report_leads_to_the_text_of_each_entry(session, client_of):
    scored = a_discussed_edition(session)
    pdf = sent(client_of(scored.secretary), scored, "report.pdf")

    with pikepdf.open(io.BytesIO(pdf)) as document:
        links = [str(note.A.URI) for page in document.pages for note in page.get("/Annots", []) if "/A" in note]
    assert {link.split("/jury/")[1] for link in links if "/jury/" in link} == {
        f"{scored.edition.slug}/texts/{entry.public_id}/" for entry in scored.entries
    }


def test_the_text_of_an_entry_is_where_its_reader_may_read_it(session, client_of):
    scored = a_discussed_edition(session)
    entry, slug = scored.entries[0], scored.edition.slug
    url = f"/jury/{slug}/texts/{entry.public_id}/"
    with_a_conflict(session, scored)

    assert client_of(scored.secretary).get(url).location == f"/desk/{slug}/entries/{entry.public_id}/"
    assert f"/jury/{slug}/sheets/" in client_of(scored.seats[0].user).get(url).location


@pytest.mark.usefixtures("polish")
def test_who_reads_the_comments_is_fixed_with_the_rules_and_told_in_them(session):
    edition = a_scored_edition(session).edition
    usual = build(edition)
    edition.comments_seen = CommentsSeen.NAMED

    assert "comments_seen" not in usual, "an edition that says nothing keeps its fingerprint"
    assert build(edition)["comments_seen"] == "named"
    assert "wraz z ich nazwiskami" in rules_context(edition)["comments_seen"]


def test_the_words_of_the_report_name_nobody_by_accident():
    snapshot = a_snapshot(sheets_of(A=[5, 6, 7]), some_rules())
    found = grouped([Comment("A", "j1", "", "Ala\nma kota")], snapshot, CommentsSeen.NAMELESS, KEY)

    with speaking("pl"):
        told = words_of(snapshot, Shown(found), str)

    assert told["entries"][0]["groups"][0]["said"] == [{"by": "", "lines": ["Ala", "ma kota"]}]


def test_whoever_acts_for_an_office_never_reads_what_was_written_about_its_entry_not_even_afterwards(
    session, client_of
):
    scored = a_discussed_edition(session)
    scored.edition.sealed_at = scored.edition.announced_at = LATER
    office = scored.entries[0].office
    session.add(Representative(office=office, user=scored.secretary, asked_at=BEFORE, approved_at=BEFORE))
    session.commit()
    client = client_of(scored.secretary)

    for room in PAGES:
        page = page_of(client, scored, room)
        assert "Zdanie o 1" not in page
        assert "You act for the office of this entry" in page
    said = text_of(sent(client, scored, "report.pdf")) + cells_of(sent(client, scored, "ranking.xlsx"))
    assert "Zdanie o 1" not in said
    assert "Zdanie o 2" in said
