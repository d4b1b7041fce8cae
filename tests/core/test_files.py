"""What may be attached and what may not; nothing of a refused file stays."""

import zipfile
from functools import partial
from io import BytesIO
from types import SimpleNamespace

import pikepdf
import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from judging.core import files
from judging.core.file_types import MOST_OBJECTS
from judging.core.unfit import Unfit
from tests.samples import a_pdf, a_zip, an_image, an_odt, an_office_document

MEGABYTE = 1024 * 1024


@pytest.fixture
def receive(app):
    """A function that receives a file, keeps it if it is fit, and returns what was received."""

    def receive(content, name):
        with app.app_context():
            (app.config["DATA_DIR"] / "files").mkdir(exist_ok=True)
            with files.received(FileStorage(BytesIO(content), name)) as received:
                files.keep(received)
            return received

    return receive


def kept(app):
    return [path for path in (app.config["DATA_DIR"] / "files").rglob("*") if path.is_file()]


FIT = {
    "a.pdf": a_pdf(),
    "a.docx": an_office_document("docx"),
    "a.xlsx": an_office_document("xlsx"),
    "a.pptx": an_office_document("pptx"),
    "a.odt": an_odt(),
    "a.JPG": an_image("JPEG"),
    "a.jpeg": an_image("JPEG"),
    "a.png": an_image("PNG"),
    "a.webp": an_image("WEBP"),
}


@pytest.mark.parametrize("name", FIT)
def test_every_kind_on_the_list_is_kept_under_the_hash_of_its_content(app, receive, name):
    received = receive(FIT[name], name)

    [path] = kept(app)
    assert path.name == received.sha256
    assert path.parent.name == received.sha256[:2]
    with app.app_context():
        assert files.missing_or_changed([received.sha256]) == []


def test_a_document_stays_byte_for_byte(app, receive):
    received = receive(FIT["a.pdf"], "a.pdf")

    assert received.sent_sha256 == received.sha256
    assert kept(app)[0].read_bytes() == FIT["a.pdf"]


def with_script(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_launch(pdf):
    pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def with_a_file(pdf):
    pdf.attachments["x.exe"] = b"MZ"


def with_a_document_of_another_machine(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F="\\\\evil\\share\\x.pdf", D=pikepdf.Array([0]))


def with_such_a_document_named_in_full(pdf):
    named = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, UF="//evil/share/x.pdf")
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoToE, F=pdf.make_indirect(named))


def with_a_document_beside_it(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F="appendix.pdf", D=pikepdf.Array([0]))


def with_a_page_to_open(pdf):
    pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])
    pdf.docinfo["/Title"] = "About /JS and /Launch"


def rels(target, kind):
    return (
        '<Relationships><Relationship Id="r1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )


def a_bomb():
    out = BytesIO()
    document = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
    with document, document.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(400):
            part.write(bytes(MEGABYTE))
    return out.getvalue()


MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
UNFIT = {
    "exe as jpg": ("a.jpg", b"MZ" + bytes(100)),
    "exe after a pdf name": ("a.pdf.exe", a_pdf()),
    "html as pdf": ("a.pdf", b"<html><script>alert(1)</script>"),
    "pdf after html": ("a.pdf", b"<html>" + bytes(500) + a_pdf()),
    "damaged pdf": ("a.pdf", b"%PDF-1.7\n" + bytes(100)),
    "encrypted pdf": ("a.pdf", a_pdf(encryption=pikepdf.Encryption(owner="o", user="u"))),
    "pdf encrypted for printing only": ("a.pdf", a_pdf(encryption=pikepdf.Encryption(owner="o"))),
    "pdf with a script": ("a.pdf", a_pdf(with_script)),
    "pdf that launches": ("a.pdf", a_pdf(with_launch)),
    "pdf with a file": ("a.pdf", a_pdf(with_a_file)),
    "pdf that opens a document of another machine": ("a.pdf", a_pdf(with_a_document_of_another_machine)),
    "pdf that names such a document in full": ("a.pdf", a_pdf(with_such_a_document_named_in_full)),
    "docm": ("a.docm", an_office_document()),
    "docm as docx": (
        "a.docx",
        an_office_document(**{"[Content_Types].xml": f'<Types ContentType="{MACRO}"/>'}),
    ),
    "docx with macros": ("a.docx", an_office_document(**{"word/vbaProject.bin": b"x"})),
    "docx with an object": (
        "a.docx",
        an_office_document(**{"word/embeddings/oleObject1.bin": "x"}),
    ),
    "docx with a template elsewhere": (
        "a.docx",
        an_office_document(**{"word/_rels/settings.xml.rels": rels("//evil/a.dotm", "attachedTemplate")}),
    ),
    "docx with laughs": ("a.docx", an_office_document(**{"word/document.xml": LAUGHS})),
    "docx with laughs in UTF-16": (
        "a.docx",
        an_office_document(**{"word/document.xml": LAUGHS.encode("utf-16")}),
    ),
    "xlsx as docx": ("a.docx", an_office_document("xlsx")),
    "any zip as docx": ("a.docx", a_zip({"a.txt": "x"})),
    "no zip as docx": ("a.docx", b"PK\x03\x04" + bytes(50)),
    "bomb": ("a.docx", a_bomb),  # dear to make: when it is sent
    "odt with a script": ("a.odt", an_odt(**{"Basic/Standard/Module1.xml": "<x/>"})),
    "png as jpg": ("a.jpg", an_image("PNG")),
    "gif as png": ("a.png", an_image("GIF")),
    "svg": ("a.svg", b"<svg onload='alert(1)'/>"),
    "too many pixels": ("a.png", partial(an_image, "PNG", size=(7000, 6000))),
    "cut jpeg": ("a.jpg", an_image("JPEG", size=(400, 400))[:600]),
    "empty": ("a.pdf", b""),
    "no ending": ("a", a_pdf()),
}


@pytest.mark.parametrize("case", UNFIT)
def test_what_is_not_what_it_says_or_is_active_is_refused_and_nothing_stays(app, receive, case):
    name, content = UNFIT[case]

    with pytest.raises(Unfit):
        receive(content() if callable(content) else content, name)

    assert kept(app) == []


def test_a_pdf_of_very_many_objects_is_refused(app, receive):
    def many(pdf):
        pdf.Root.Many = pdf.make_indirect(
            pikepdf.Array([pdf.make_indirect(pikepdf.Array()) for _ in range(MOST_OBJECTS)])
        )

    with pytest.raises(Unfit):
        receive(a_pdf(many), "a.pdf")


def test_harmless_things_that_look_active_are_taken(app, receive):
    receive(a_pdf(with_a_page_to_open), "a.pdf")
    receive(a_pdf(with_a_document_beside_it), "b.pdf")
    receive(
        an_office_document(**{"word/_rels/document.xml.rels": rels("https://a.pl", "hyperlink")}),
        "a.docx",
    )

    assert len(kept(app)) == 3


def test_a_byte_over_the_limit_is_too_large_and_nothing_stays(app, receive):
    app.config["MAX_ATTACHMENT_MB"] = 1
    with pytest.raises(Unfit, match="1,1 MB"):
        receive(b"%PDF-" + bytes(MEGABYTE - 4), "a.pdf")

    assert kept(app) == []


def test_a_picture_loses_where_and_by_whom_it_was_taken_but_stays_upright(app, receive):
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = "Jan Kowalski", 6  # the artist; turned by 90 degrees
    exif.get_ifd(0x8825)[2] = (52.0, 13.0, 47.0)  # the latitude
    sent = an_image("JPEG", exif=exif, comment=b"canary")

    received = receive(sent, "a.jpg")

    [path] = kept(app)
    with Image.open(path) as image:
        assert (dict(image.getexif()), image.size) == ({}, (20, 40))
    assert b"Kowalski" not in path.read_bytes()
    assert b"canary" not in path.read_bytes()
    assert received.sent_sha256 != received.sha256


def test_a_picture_with_a_program_behind_it_loses_the_program(app, receive):
    receive(an_image("PNG") + b"<script>alert(1)</script>", "a.png")

    assert b"script" not in kept(app)[0].read_bytes()


NAMES = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Users\\x\\raport.pdf": "raport.pdf",
    "a\0b.pdf": "ab.pdf",
    'a"\r\nSet-Cookie: x=1.pdf': "a' Set-Cookie x=1.pdf",
    "\u202efdp.exe.pdf": "fdp.exe.pdf",
    "CON.pdf": "_CON.pdf",
    ".htaccess": "htaccess",
    "": "attachment",
    "z\u0307o\u0301łw.pdf": "żółw.pdf",
}


@pytest.mark.parametrize(("name", "shown"), NAMES.items())
def test_names_are_shown_clean(name, shown):
    assert files.clean_name(name) == shown


def test_a_long_name_keeps_its_ending():
    assert files.clean_name("a" * 300 + ".pdf") == "a" * 116 + ".pdf"


def test_a_kept_file_is_sent_as_an_attachment_with_its_own_name(app, receive):
    received = receive(FIT["a.pdf"], "Raport żółty; 2027.pdf")
    row = SimpleNamespace(name=received.name, media_type=received.media_type, sha256=received.sha256)

    with app.test_request_context(headers={"Range": "bytes=0-3"}):
        answer = files.send(row)
        answer.direct_passthrough = False
        headers, data = answer.headers, answer.get_data()
        answer.close()

    assert data.startswith(b"%PDF")
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Content-Disposition"] == (
        "attachment; filename=\"Raport zoty 2027.pdf\"; filename*=UTF-8''Raport%20%C5%BC%C3%B3%C5%82ty%202027.pdf"
    )


def test_a_changed_or_missing_file_is_found(app, receive):
    received = receive(FIT["a.pdf"], "a.pdf")
    kept(app)[0].write_bytes(b"other")

    with app.app_context():
        found = files.missing_or_changed([received.sha256, "0" * 64])

    assert found == [received.sha256, "0" * 64]
