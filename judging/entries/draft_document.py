"""An entry as it stands in the form, as a PDF for whoever approves it before it is submitted. Pure."""

from datetime import datetime
from typing import Any

from judging.core import richtext
from judging.core.formatting import moment
from judging.core.i18n import DEFAULT, _
from judging.core.pdf import compile_pdf
from judging.entries.completeness import declarations, lacking
from judging.entries.models import Entry
from judging.entries.papers import titled
from judging.entries.reading import answers


def pdf(entry: Entry, at: datetime) -> bytes:
    """Return the document, dated with the last change of the text."""
    return compile_pdf("draft", printed(entry, at), dated=entry.saved_at, written_in=DEFAULT)


def printed(entry: Entry, at: datetime) -> dict[str, Any]:
    """Return the words and values that the document prints: everything, also what the jury does not see."""
    edition = entry.edition
    return {
        "language": DEFAULT,
        "title": entry.title or _("Entry without a title"),
        "over": f"{edition.competition.name} – {edition.name}",
        "words": {"page": _("Page"), "of": _("of")},
        "note": state(entry),
        "facts": [
            [_("Office"), entry.office.name],
            [_("Area"), entry.area.name if entry.area else "–"],
            [_("Last changed"), moment(entry.saved_at, edition.time_zone)],
            [_("Printed"), moment(at, edition.time_zone)],
        ],
        "answers": [
            {"label": label, "blocks": [{"kind": one.kind, "lines": one.lines} for one in richtext.typed(text)]}
            for label, text in answers(edition, entry.answers, entry.files)
        ],
        "empty": _("(no answer)"),
        "files": {"heading": _("Attachments"), "names": [titled(file) for file in entry.files]},
        "declarations": {
            "heading": _("Declarations made with the entry"),
            "texts": [richtext.plain(one.text) for one in declarations(edition)],
        },
        "lacks": {"heading": _("What is missing"), "lines": [lack.sentence for lack in lacking(entry)]},
        "signature": _("Date and signature of whoever approves the entry"),
    }


def state(entry: Entry) -> str:
    """Say what this text is: nobody may take a draft for what was submitted."""
    sent = entry.standing
    if sent is None:
        return _("Draft, not submitted")
    if entry.changed:
        return _("Correction, not submitted; version %(number)d stands", number=sent.number)
    return _("As submitted (version %(number)d)", number=sent.number)
