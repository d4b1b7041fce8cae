"""The refusal of a file, with a sentence for the person who attached it."""

from judging.core.i18n import _
from judging.core.refusals import Incomplete


class Unfit(Incomplete):
    """The file cannot be taken; the message says why."""


def of_another_kind() -> Unfit:
    """Return the refusal of a file whose kind is not taken."""
    return Unfit(_("Files of this kind are not taken. Attach PDF, DOCX, ODT, XLSX, PPTX, JPEG, PNG or WebP."))


def empty_file() -> Unfit:
    """Return the refusal of a file with nothing in it."""
    return Unfit(_("The file is empty."))


def too_large(size: str, most: int) -> Unfit:
    """Return the refusal of a file over the limit, both in megabytes; the browser puts the size in itself."""
    words = {"size": size, "most": most}
    return Unfit(_("The file has %(size)s MB, and a file may have at most %(most)d MB. Choose a smaller one.", **words))


def not_what_it_says(says: str) -> Unfit:
    """Return the refusal of a file whose content is another than its name says."""
    return Unfit(_("The content of the file is not %(kind)s, though its name says so.", kind=says))


def active_document() -> Unfit:
    """Return the refusal of a document that can do something by itself."""
    return Unfit(_("The document holds macros or other programs. Save it without them, or attach a PDF."))


def reaching_document() -> Unfit:
    """Return the refusal of a document that asks another place for a part of itself."""
    return Unfit(_("The document fetches something from another place. Attach a PDF instead."))


def oversized_document() -> Unfit:
    """Return the refusal of a document that unpacks into more than a reader can bear."""
    return Unfit(_("The document is too large when unpacked. Make its pictures smaller."))


def encrypted_document() -> Unfit:
    """Return the refusal of a document with a password."""
    return Unfit(_("The document is encrypted. Save it without a password."))
