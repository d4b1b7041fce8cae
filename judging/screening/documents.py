"""The entries of a list as a document of Word: each as it was sent in last. Pure.

What offices wrote is in Polish, and so is the whole document, whoever asks for it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from judging.core import richtext
from judging.core.formatting import moment
from judging.core.i18n import DEFAULT, _, speaking
from judging.core.word import NEVER, Part, written
from judging.editions.models import Edition
from judging.entries import reading
from judging.entries.models import EntryVersion
from judging.entries.papers import titled
from judging.screening.listing import Line

Sent = tuple[Line, EntryVersion]


def entries_docx(edition: Edition, sent: Iterable[Sent]) -> bytes:
    """Return the document; the same entries give the same bytes."""
    with speaking(DEFAULT):
        sections = [
            {
                "heading": _("No. %(number)d: %(title)s", number=line.number, title=line.title),
                "parts": parts(edition, line, version),
            }
            for line, version in sent
        ]
        return written(_said(edition, _("Entries: %(edition)s", edition=edition.name), sections), NEVER)


def entry_docx(edition: Edition, line: Line, version: EntryVersion) -> Callable[[], bytes]:
    """Return what makes the document of one entry: its words are read now, the database is not asked later."""
    with speaking(DEFAULT):
        sections = [{"heading": _("Entry no. %(number)d", number=line.number), "parts": parts(edition, line, version)}]
        said = _said(edition, line.title, sections)
    return lambda: written(said, NEVER)


def _said(edition: Edition, title: str, sections: Sequence[dict[str, Any]]) -> dict[str, Any]:
    over = f"{edition.competition.name} – {edition.name}"
    return {"language": DEFAULT, "title": title, "over": over, "sections": sections}


def parts(edition: Edition, line: Line, version: EntryVersion) -> list[Part]:
    """Return what stands of one entry: whose it is, its answers, the names of its files."""
    facts = [
        [_("Office"), version.office_name],
        [_("Area"), version.area_name or "–"],
        [_("State"), line.status.label],
        [_("Received"), moment(version.submitted_at, edition.time_zone)],
        [_("Version"), str(version.number)],
    ]
    found: list[Part] = [{"kind": "facts", "rows": facts}]
    for label, text in reading.answers(edition, version.answers, version.files):
        found.append({"kind": "heading", "lines": [label]})
        blocks = [{"kind": one.kind, "lines": one.lines} for one in richtext.typed(text)]
        found += blocks or [{"kind": "quiet", "lines": [_("(no answer)")]}]
    if version.files:
        found.append({"kind": "heading", "lines": [_("Attachments")]})
        found.append({"kind": "bulleted", "lines": [titled(file) for file in version.files]})
    return found
