"""Blank sheets: of one juror or all, of chosen entries, each with its code and in its juror's language."""

from judging.jury.models import PaperSheet
from judging.paper import printing
from judging.paper.codes import DAMM, code_of, number_in
from tests.factories import a_sheet
from tests.pdf_text import text_of


def printed(client, base, **asked):
    answer = client.get(f"{base}print/sheets.pdf", query_string=asked)
    return " ".join(text_of(answer.data).split()) if answer.status_code == 200 else ""


def test_a_sheet_names_its_entry_its_juror_and_its_code(at_desk, base, chapter):
    given = chapter.assignment(chapter.first, chapter.entries[0])
    text = printed(at_desk, base, juror=chapter.first.public_id, entry=1)

    for said in ("Practice 1", "Office 1", "Juror Anna", code_of(given.id), "Novelty"):
        assert said in text
    assert "Practice 2" not in text
    assert "Juror Jan" not in text


def test_each_sheet_is_in_the_language_of_its_juror(session, at_desk, base, chapter):
    chapter.second.user.language = "en"
    session.commit()
    text = printed(at_desk, base, entry=1)

    assert "Podpis" in text
    assert "Signature" in text


def test_what_is_handed_in_is_printed_only_when_asked_for(session, at_desk, base, chapter):
    session.add(
        a_sheet(
            chapter.assignment(chapter.first, chapter.entries[0]), scores={"novelty": 9, "reach": 3}, submitted=True
        )
    )
    session.commit()
    asked = {"juror": chapter.first.public_id, "entry": 1}

    assert printed(at_desk, base, **asked) == ""
    assert "Practice 1" in printed(at_desk, base, **asked, every=1)


def test_a_sheet_in_conflict_is_not_printed(session, at_desk, base, chapter):
    chapter.assignment(chapter.first, chapter.entries[0]).in_conflict = True
    session.commit()

    assert "Practice 1" not in printed(at_desk, base, juror=chapter.first.public_id)


def test_the_qr_code_leads_to_the_page_of_the_sheet(app, base, chapter):
    given = chapter.assignment(chapter.first, chapter.entries[0])
    address = f"http://localhost{base}sheets/{given.public_id}/"

    drawn = printing.drawn(address)
    assert drawn.startswith(b"<svg")
    assert drawn != printing.drawn(address.replace(given.public_id, "0" * 16))


def test_printing_asks_no_more_for_more_sheets(at_desk, base, statements):
    counts = []
    for asked in ({"entry": 1}, {}):
        counts.append(statements(lambda asked=asked: printed(at_desk, base, **asked)))

    assert counts[0] >= counts[1]


def test_every_wrong_digit_and_every_swap_of_neighbours_in_a_code_shows():
    assert [len(set(row)) for row in DAMM] == [10] * 10
    code = code_of(4170).replace("-", "")
    for at, digit in enumerate(code):
        for other in set("0123456789") - {digit}:
            assert number_in(code[:at] + other + code[at + 1 :]) is None
    swapped = [code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(len(code) - 1)]
    assert all(one == code or number_in(one) is None for one in swapped)


def test_printing_leaves_no_trace(rows_of, session, at_desk, base):
    printed(at_desk, base)

    assert rows_of(PaperSheet) == []
