"""The receipt of a submitted version: its content in one exact form, and the SHA-256 of that form."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from judging.core.formatting import moment
from judging.core.i18n import _, get_locale
from judging.core.pdf import compile_pdf
from judging.entries.models import EntryVersion
from judging.entries.papers import titled


def content(version: EntryVersion) -> dict[str, Any]:
    """Return what was submitted, as plain data: this is what the fingerprint is of."""
    entry = version.entry
    return {
        "edition": entry.edition.slug,
        "number": entry.number,
        "version": version.number,
        "submitted_at": version.submitted_at.isoformat(),
        "office": version.office_name,
        "area": version.area_name,
        "title": version.title,
        "answers": version.answers,
        "files": [
            {name: file[name] for name in ("name", "question", "caption", "sent_sha256", "sha256") if name in file}
            for file in version.files
        ],
    }


def canonical(data: Mapping[str, Any]) -> bytes:
    """Return the one exact form of data: keys sorted, no spaces, UTF-8.

    Examples
    --------
    >>> canonical({"b": 1, "a": "ż"}).decode()
    '{"a":"ż","b":1}'
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest(version: EntryVersion) -> str:
    """Return the SHA-256 of what was submitted."""
    return hashlib.sha256(canonical(content(version))).hexdigest()


def pdf(version: EntryVersion) -> bytes:
    """Return the receipt as a PDF, in the reader's language."""
    return compile_pdf("receipt", printed(version), dated=version.submitted_at)


def printed(version: EntryVersion) -> dict[str, Any]:
    """Return the words and values that the receipt prints."""
    edition = version.entry.edition
    return {
        "language": str(get_locale()),
        "title": _("Receipt of an entry"),
        "over": f"{edition.competition.name} – {edition.name}",
        "words": {"page": _("Page"), "of": _("of")},
        "facts": facts(version),
        "explanation": _(
            "The fingerprint is computed from the whole content of the entry and from the fingerprints"
            " of its attachments. If anything in them changed, the fingerprint would be different."
        ),
        "files_heading": _("Attachments"),
        "no_files": _("No attachments."),
        "columns": [_("File"), _("Fingerprint (SHA-256)")],
        "files": [[titled(file), fingerprints(file)] for file in version.files],
    }


def facts(version: EntryVersion) -> list[tuple[str, str]]:
    """Return the rows of a receipt: label and value."""
    edition = version.entry.edition
    return [
        (_("Number of the entry"), str(version.entry.number)),
        (_("Title"), version.title),
        (_("Office"), version.office_name),
        (_("Area"), version.area_name or "–"),
        (_("Version"), str(version.number)),
        (_("Received"), moment(version.submitted_at, edition.time_zone)),
        *_confirmed(version),
        (_("Fingerprint (SHA-256)"), version.digest),
    ]


def _confirmed(version: EntryVersion) -> list[tuple[str, str]]:
    if version.confirmed_at is None:
        return []
    return [(_("Right to act confirmed"), moment(version.confirmed_at, version.entry.edition.time_zone))]


def fingerprints(file: Mapping[str, str]) -> str:
    """Return the fingerprints of a file: as sent and, where it was written anew, as kept."""
    if file["sent_sha256"] == file["sha256"]:
        return file["sha256"]
    return _(
        "as sent: %(sent)s; as kept, without hidden data: %(kept)s",
        sent=file["sent_sha256"],
        kept=file["sha256"],
    )
