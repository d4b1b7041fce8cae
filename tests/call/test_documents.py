"""The call as a page and as files: whoever reads one of them knows all that an office is asked."""

import time
from io import BytesIO

import docx
import pytest

from judging.call import document, word
from judging.core.word import written
from judging.editions.models import Declaration, DeclarationKind, FieldKind
from tests.factories import BEFORE
from tests.pdf_text import text_of


@pytest.fixture
def whole(session, edition):
    """The edition with every kind of thing that is asked."""
    problem, solution = edition.fields[:2]
    problem.label, problem.help, problem.word_limit = "Problem", "Co było nie tak?", 150
    solution.label, solution.kind, solution.choices = "Zasięg", FieldKind.CHOICE, ["gmina", "powiat"]
    solution.required, solution.for_jury = False, False
    edition.declarations = [Declaration(kind=DeclarationKind.TRUTH, text="Wszystko jest prawdą.")]
    session.commit()
    return edition


SAID = ("Szukamy dobrych praktyk.", "Co było nie tak?", "powiat", "Wszystko jest prawdą.", "Nagroda Główna", "Novelty")


def test_the_page_tells_a_visitor_all_that_is_asked(visitor, whole):
    page = visitor.get("/en/editions/e/call/")

    assert page.status_code == 200
    assert [said for said in SAID if said not in page.text] == []
    assert "long text, required, at most 150 words" in page.text
    assert "one choice, optional, the jury does not see it" in page.text


def test_the_document_to_print_tells_all_that_is_asked(visitor, whole):
    answer = visitor.get("/editions/e/call.pdf")

    text = " ".join(text_of(answer.data).replace("\N{NO-BREAK SPACE}", " ").split())
    assert [said for said in SAID if said not in text] == []


def test_the_document_of_word_tells_all_that_is_asked_and_has_room_for_answers(visitor, whole):
    answer = visitor.get("/editions/e/call.docx")

    made = docx.Document(BytesIO(answer.data))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    lines = [line.text.replace("\N{NO-BREAK SPACE}", " ") for line in made.paragraphs]
    text = "\n".join([*lines, *cells])
    assert [said for said in SAID if said not in text] == []
    assert lines[lines.index("Co było nie tak?") + 1] == ""


def test_an_office_may_send_the_document_of_word_back_as_an_attachment(app, whole, tmp_path):
    with app.test_request_context("/"):
        made = word.in_word(whole, [])
    path = tmp_path / "call.docx"
    path.write_bytes(made)

    from judging.core.file_types import KINDS

    KINDS[".docx"].check(path)


def test_the_same_words_make_the_same_document(app, whole):
    with app.test_request_context("/"):
        said = document.printed(whole, [])

    first = written(said, BEFORE)
    time.sleep(2)  # a package notes every second second

    assert written(said, BEFORE) == first


def test_bold_words_and_links_of_a_text_are_such_in_its_documents(session, visitor, whole):
    whole.about = "Zgłoś się **do marca** na [stronie](https://urzad.example/nabor)."
    session.commit()

    written = docx.Document(BytesIO(visitor.get("/editions/e/call.docx").data))
    [paragraph] = [one for one in written.paragraphs if one.text.startswith("Zgłoś się")]
    assert paragraph.text == "Zgłoś się do marca na stronie."
    assert [run.text for run in paragraph.runs if run.bold] == ["do marca"]
    assert [link.address for link in paragraph.hyperlinks] == ["https://urzad.example/nabor"]
    assert b"https://urzad.example/nabor" in visitor.get("/editions/e/call.pdf").data
    page = visitor.get("/editions/e/call/").text
    assert '<strong>do marca</strong> na <a href="https://urzad.example/nabor"' in page.replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_a_call_in_preparation_does_not_exist_for_the_public(session, visitor, whole):
    whole.rules_frozen_at = whole.rules_digest = whole.rulebook = None
    session.commit()

    paths = ("call/", "call.pdf", "call.docx", "calendar.ics", "questions/")
    assert [visitor.get(f"/editions/e/{path}").status_code for path in paths] == [404] * len(paths)
