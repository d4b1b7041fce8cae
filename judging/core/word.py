"""Documents of Word: sections of parts, in paragraphs that a person can go on writing in. Pure."""

import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from judging.core.bundles import DATED
from judging.core.text import CONTROL
from judging.core.typography import tied

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STYLES = {"bulleted": "List Bullet", "numbered": "List Number"}
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
Part = dict[str, Any]  # its kind, and what that kind holds: "text", "lines", "rows", "head"


def written(said: dict[str, Any], dated: datetime) -> bytes:
    """Return the document that says this; the same words and moment give the same bytes."""
    import docx  # dear: only where a document is made

    document = docx.Document()
    known = document.core_properties
    known.title, known.author, known.comments, known.language = _clean(said["title"]), "", "", said["language"]
    known.created = known.modified = dated.astimezone(UTC).replace(tzinfo=None)
    _speak(document, said["language"])
    document.add_paragraph(_clean(said["over"]), style="Subtitle")
    document.add_heading(_clean(said["title"]), level=1)
    for section in said["sections"]:
        if section["parts"]:
            _paragraph(document, "Heading 2").add_run(_clean(section["heading"]))
            for part in section["parts"]:
                _set(document, part)
    file = BytesIO()
    document.save(file)
    return _undated(file.getvalue())


def _undated(package: bytes) -> bytes:
    """Return a package without the moment at which it was zipped: the same words give the same bytes."""
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as made, zipfile.ZipFile(kept, "w") as file:
        for name in made.namelist():
            file.writestr(zipfile.ZipInfo(name, DATED), made.read(name), zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def _speak(document: "Document", language: str) -> None:
    """Say in which language the document is, for readers aloud and for spelling."""
    from docx.oxml.ns import qn

    marks = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if marks is not None:
        marks.set(qn("w:val"), language)


def _set(document: "Document", part: Part) -> None:
    """Set one part of a section."""
    kind = part["kind"]
    if kind == "heading":
        _paragraph(document, "Heading 3").add_run(_clean(part["lines"][0]))
    elif kind == "quiet":
        _paragraph(document).add_run(_clean(part["lines"][0])).italic = True
    elif kind == "answer":
        _paragraph(document)
    elif kind == "facts":
        _table(document, [], part["rows"])
    elif kind == "table":
        _table(document, part["head"], part["rows"])
    else:
        for line in part["lines"]:
            _line(_paragraph(document, STYLES.get(kind, "")), line)


def _paragraph(document: "Document", style: str = "") -> "Paragraph":
    """Add a paragraph at the end.

    The library's own way looks through the whole body for its end, and through all styles for the one that is
    meant: a document of three hundred entries would take minutes of it.
    """
    from docx.oxml import OxmlElement
    from docx.text.paragraph import Paragraph

    made = OxmlElement("w:p")
    document.element.body[-1].addprevious(made)  # the last of a body is how its pages are laid out
    if style:
        made.style = style.replace(" ", "")  # in the template of the library the id of a style is its name
    return Paragraph(made, document._body)


def _line(paragraph: "Paragraph", line: str | Sequence[dict[str, Any]]) -> None:
    """Set a line: words, or pieces of which some are bold or lead somewhere."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    pieces: Sequence[dict[str, Any]] = [{"text": line, "bold": False, "href": ""}] if isinstance(line, str) else line
    for run in pieces:
        said = paragraph.add_run(_clean(run["text"]))
        said.bold = run["bold"] or None
        if run["href"]:
            said.underline = True
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(run["href"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            link.append(said._r)
            paragraph._p.append(link)


def _table(document: "Document", head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Set a table; its heading row is repeated on each page."""
    from docx.oxml import OxmlElement
    from docx.oxml.table import CT_Tbl
    from docx.section import Section
    from docx.table import Table

    end = document.element.body[-1]  # as in :func:`_paragraph`
    page: Any = Section(end, document.part)
    across = page.page_width - page.left_margin - page.right_margin
    made = CT_Tbl.new_tbl(0, len(rows[0]) if rows else len(head), across)
    made.tblStyle_val = "TableGrid"
    end.addprevious(made)
    table: Any = Table(made, document._body)
    if head:
        cells = table.add_row()
        cells._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, text in zip(cells.cells, head, strict=True):
            cell.paragraphs[0].add_run(_clean(text)).bold = True
    for row in rows:
        for cell, text in zip(table.add_row()._tr.tc_lst, row, strict=True):
            cell.p_lst[0].add_r().text = _clean(text)
    _paragraph(document)


def _clean(text: str) -> str:
    """Return a text that XML can hold, its short words tied to what follows them."""
    return tied(CONTROL.sub("", str(text)))
