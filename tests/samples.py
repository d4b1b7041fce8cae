"""Small files of every kind that an office may attach, and of those it may not."""

import zipfile
from io import BytesIO
from random import Random

import pikepdf
from PIL import Image

OOXML = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": f"{OOXML}wordprocessingml.document.main+xml",
    "xlsx": f"{OOXML}spreadsheetml.sheet.main+xml",
    "pptx": f"{OOXML}presentationml.presentation.main+xml",
}
ODT = "application/vnd.oasis.opendocument.text"


def a_pdf(change=lambda pdf: None, **saving):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    change(pdf)
    out = BytesIO()
    pdf.save(out, deterministic_id=not saving, **saving)
    return out.getvalue()


def a_zip(parts):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as document:
        for name, content in parts.items():
            document.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def an_office_document(kind="docx", **parts):
    types = f'<Types><Override ContentType="{MAIN[kind]}"/></Types>'
    return a_zip({"[Content_Types].xml": types, "word/document.xml": "<w/>"} | parts)


def an_odt(**parts):
    return a_zip({"mimetype": ODT, "content.xml": "<office/>"} | parts)


def an_image(format_="JPEG", size=(40, 20), **saving):
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, format_, **saving)
    return out.getvalue()


def incompressible(size):
    """Return so many bytes that no document makes smaller; the same every time."""
    return Random(size).randbytes(size)
