"""Kinds of files an office may attach: told by the ending and by the content, active ones refused.

Each check reads a file on disk and raises :class:`Unfit` with a sentence for the person; an image is
written anew without its metadata. Pure but for the disk: nothing here knows the database or the request.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from judging.core.i18n import _
from judging.core.office import ELSEWHERE, check_document
from judging.core.unfit import Unfit, not_what_it_says, of_another_kind

MEGABYTE = 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_OBJECTS = 100_000  # of a PDF
ACTIVE_PDF = re.compile(
    rb"/(JS|JavaScript|Launch|EmbeddedFiles?|EF|RichMedia|XFA|SubmitForm|ImportData|GoToR|GoToE|Thread)\b"
)
ACTIVE_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMedia", "/XFA"}
ACTIVE_NAMES = {
    "/JavaScript",
    "/Launch",
    "/EmbeddedFile",
    "/RichMedia",
    "/SubmitForm",
    "/ImportData",
}
TO_A_FILE = {"/GoToR", "/GoToE", "/Thread"}  # actions that open another document
OF_A_FILE = ("/F", "/UF", "/DOS", "/Unix", "/Mac")  # ways to name one


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: its media type and what checks it."""

    media_type: str
    check: Callable[[Path], None]


def check(path: Path, ending: str) -> str:
    """Check the file, write an image anew in its place, and return its media type."""
    kind = KINDS.get(ending)
    if kind is None:
        raise of_another_kind()
    kind.check(path)
    return kind.media_type


def _pdf(path: Path) -> None:
    import pikepdf

    with path.open("rb") as file:
        if file.read(5) != b"%PDF-":
            raise not_what_it_says("PDF")
    try:
        with pikepdf.open(path) as pdf:
            if pdf.is_encrypted:
                raise Unfit(_("The PDF is encrypted. Save it without a password."))
            _refuse_active(pdf)
    except pikepdf.PasswordError:
        raise Unfit(_("The PDF is encrypted. Save it without a password.")) from None
    except (pikepdf.PdfError, RecursionError):
        raise Unfit(_("The PDF is damaged. Save it again from the program it was made in.")) from None


def _refuse_active(pdf: "pikepdf.Pdf") -> None:  # type: ignore[name-defined]  # noqa: F821 -- imported where used
    if len(pdf.objects) >= MOST_OBJECTS:
        raise Unfit(_("The PDF is too complex. Print it to a new PDF and attach that one."))
    for found in (*pdf.objects, pdf.trailer):
        if ACTIVE_PDF.search(found.unparse(resolved=True)) and any(map(_is_active, _parts_of(found))):
            raise Unfit(_("The PDF holds scripts or other files. Print it to a new PDF and attach that one."))


def _parts_of(found: object) -> Iterator[object]:
    """Return the object and what lies directly in it; what it refers to comes by itself."""
    import pikepdf

    waiting = [found]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
            waiting.extend(child for child in part.values() if not _refers(child))
        elif isinstance(part, pikepdf.Array):
            waiting.extend(child for child in part if not _refers(child))


def _refers(part: object) -> bool:
    return bool(getattr(part, "is_indirect", False))


def _is_active(part: object) -> bool:
    import pikepdf

    if not isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
        return False
    names = {str(part.get(key)) for key in ("/S", "/Type", "/Subtype")}
    if str(part.get("/S")) in TO_A_FILE and any(map(ELSEWHERE.match, _files_of(part.get("/F")))):
        return True  # another machine, which then learns who has signed in to Windows
    return not ACTIVE_KEYS.isdisjoint(part.keys()) or not ACTIVE_NAMES.isdisjoint(names)


def _files_of(named: object) -> list[str]:
    """Return every name of a file that an action opens."""
    import pikepdf

    if isinstance(named, (pikepdf.Dictionary, pikepdf.Stream)):
        return [str(named.get(way)) for way in OF_A_FILE if way in named]
    return [str(named)] if isinstance(named, pikepdf.String) else []


def _image(format_: str) -> Callable[[Path], None]:
    def check_image(path: Path) -> None:
        from PIL import Image, ImageOps, UnidentifiedImageError

        try:
            with Image.open(path, formats=[format_]) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise Unfit(_("The picture is larger than 40 megapixels. Make it smaller."))
                upright = ImageOps.exif_transpose(image)
                upright.info = {"icc_profile": image.info["icc_profile"]} if image.info.get("icc_profile") else {}
                if format_ == "JPEG" and upright.mode not in {"RGB", "L", "CMYK"}:
                    upright = upright.convert("RGB")
                upright.save(path, format_, quality=90)
        except (UnidentifiedImageError, Image.DecompressionBombError):
            raise not_what_it_says(format_) from None
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            if isinstance(error, OSError) and error.errno:
                raise  # the disk, not the picture
            raise Unfit(_("The picture is damaged. Save it again and attach the new file.")) from None

    return check_image


_OOXML = "application/vnd.openxmlformats-officedocument."


def _office(says: str, subtype: str) -> FileKind:
    own = f"{_OOXML}{subtype}.main+xml"
    return FileKind(_OOXML + subtype, lambda path: check_document(path, says, own))


_ODT = "application/vnd.oasis.opendocument.text"
_JPEG = FileKind("image/jpeg", _image("JPEG"))
KINDS = {
    ".pdf": FileKind("application/pdf", _pdf),
    ".docx": _office("DOCX", "wordprocessingml.document"),
    ".xlsx": _office("XLSX", "spreadsheetml.sheet"),
    ".pptx": _office("PPTX", "presentationml.presentation"),
    ".odt": FileKind(_ODT, lambda path: check_document(path, "ODT", _ODT)),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".png": FileKind("image/png", _image("PNG")),
    ".webp": FileKind("image/webp", _image("WEBP")),
}
