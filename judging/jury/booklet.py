"""All own entries of a juror as one PDF, to be read or printed: nothing but what the jury sees. Pure.

What offices wrote is in Polish, and so is the whole document, whoever asks for it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from judging.core import richtext
from judging.core.exact import plain_number
from judging.core.formatting import moment, number, percent
from judging.core.i18n import DEFAULT, _, speaking
from judging.core.pdf import compile_pdf
from judging.editions.models import Criterion, Edition
from judging.editions.parts.qualifying import NO, YES, Question, answer
from judging.entries import reading
from judging.entries.papers import titled
from judging.jury import scales
from judging.jury.models import Assignment

Asked = Sequence[Criterion | Question]
Criteria = Mapping[int, Asked]  # by the id of the round; none where no sheet is wanted


def pdf(edition: Edition, those: Sequence[Assignment], criteria: Criteria, at: datetime) -> bytes:
    """Return the booklet of some of the juror's own assignments, in their order."""
    with speaking(DEFAULT):
        return compile_pdf("booklet", printed(edition, those, criteria, at), dated=at, written_in=DEFAULT)


def printed(edition: Edition, those: Sequence[Assignment], criteria: Criteria, at: datetime) -> dict[str, Any]:
    """Return the words and values that the booklet prints."""
    return {
        "language": DEFAULT,
        "title": _("Entries to be scored"),
        "over": f"{edition.competition.name} – {edition.name}",
        "words": {"page": _("Page"), "of": _("of")},
        "note": _("For a member of the chapter, not to be handed on. Printed: %(when)s", when=_at(edition, at)),
        "contents": _("Contents"),
        "empty": _("(no answer)"),
        "files": _("Attachments (to be opened in the system)"),
        "entries": [_entry(edition, one, criteria.get(one.round_id, ())) for one in those],
        "sheet": {
            "heading": _("Notes by hand"),
            "columns": [_("Criterion"), _("Points"), _("Note")],
            "whole": _("The whole entry"),
        },
    }


def _at(edition: Edition, at: datetime) -> str:
    return str(moment(at, edition.time_zone))


def _entry(edition: Edition, one: Assignment, criteria: Asked) -> dict[str, Any]:
    version = one.entry_version
    files = reading.open_to_jury(edition, version.files)
    return {
        "heading": version.title,
        "facts": [
            [_("Entry"), _("no. %(number)d, version %(version)d", number=one.entry.number, version=version.number)],
            [_("Office"), version.office_name],
            [_("Area"), version.area_name or "–"],
        ],
        "answers": [
            {"label": label, "blocks": [{"kind": block.kind, "lines": block.lines} for block in richtext.typed(text)]}
            for label, text in reading.answers(edition, version.answers, version.files, jury=True)
        ],
        "files": [titled(file) for file in files],
        "sheet": _sheet(one, criteria),
    }


def _sheet(one: Assignment, criteria: Asked) -> list[list[str]]:
    """Return the lines of a blank sheet: the criterion with its share, and the ends of its scale."""
    if not criteria:
        return []
    if one.round.qualifies:
        return [[each.name, f"{answer(YES)} / {answer(NO)}"] for each in criteria]
    scale, total = scales.of_round(one.round, criteria), sum(each.weight for each in criteria)
    ends = f"{number(plain_number(scale.low))}–{number(plain_number(scale.high))}"
    return [[f"{each.name} ({percent(each.weight / total)})" if total else each.name, ends] for each in criteria]
