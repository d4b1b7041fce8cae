"""Paper sheets as a PDF: blank, each in the language of its juror, with the code by which it is typed in. Pure."""

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from judging.core.exact import plain_number
from judging.core.formatting import moment, number, percent
from judging.core.i18n import _, language, speaking
from judging.core.pdf import compile_pdf
from judging.editions.models import Criterion, Edition
from judging.editions.parts.qualifying import NO, YES, Question, answer
from judging.jury import scales
from judging.jury.models import Assignment
from judging.jury.scales import Scale
from judging.paper.codes import code_of

Asked = Sequence[Criterion | Question]
Address = Callable[[Assignment], str]
BOXES = 11  # a longer scale has one box to write into


def pdf(edition: Edition, those: Sequence[Assignment], criteria: Asked, address: Address, at: datetime) -> bytes:
    """Return the sheets of some assignments of one round."""
    return compile_pdf("paper", printed(edition, those, criteria, address, at), dated=at)


def printed(
    edition: Edition, those: Sequence[Assignment], criteria: Asked, address: Address, at: datetime
) -> dict[str, Any]:
    """Return the words and values of the sheets."""
    return {
        "language": language(),
        "title": _("Score sheets on paper"),
        "words": {"page": _("Page"), "of": _("of")},
        "note": _("Confidential once filled in. Printed: %(when)s", when=moment(at, edition.time_zone)),
        "sheets": [sheet(edition, one, criteria, address(one)) for one in those],
    }


def sheet(edition: Edition, one: Assignment, criteria: Asked, address: str) -> dict[str, Any]:
    """Return one sheet, in the language of its juror."""
    with speaking(one.seat.user.language):
        return {
            "language": one.seat.user.language,
            "over": f"{edition.name} – {one.round.name}",
            "heading": _("Entry no. %(number)d", number=one.entry.number or 0),
            "title": one.entry_version.title,
            "facts": [[_("Office"), one.entry_version.office_name], [_("Member of the chapter"), one.seat.user.name]],
            "code": code_of(one.id),
            "code_label": _("Code of the sheet"),
            "qr": list(drawn(address)),
            "qr_alt": _("QR code: the page on which this sheet is typed in"),
            "how": _("Mark one box in each row. What is unclear counts as not filled in."),
            "criteria": [
                _criterion(each, scale, total) for scale, total in [_scale(one, criteria)] for each in criteria
            ],
            "whole": [_("The whole entry: for the chapter"), _("The whole entry: for the office")],
            "sign": [_("Date"), _("Signature")],
        }


def drawn(address: str) -> bytes:
    """Return an address as a QR code, drawn in SVG."""
    import segno  # for a drawing that only paper needs

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, nl=False, border=4)
    return out.getvalue()


def _scale(one: Assignment, criteria: Asked) -> tuple[Scale, int]:
    return scales.of_round(one.round, criteria), sum(each.weight for each in criteria)


def _criterion(one: Criterion | Question, scale: Scale, total: int) -> dict[str, Any]:
    if isinstance(one, Question):
        hint = _("If you say no, write why.") if one.reason_on_no else ""
        return {"name": one.name, "hint": hint, "boxes": [answer(YES), answer(NO)], "lines": [_("Reason")]}
    allowed = scale.allowed(one.key)
    ends = {
        "low": number(plain_number(scale.low)),
        "high": number(plain_number(scale.high)),
        "step": number(plain_number(scale.steps[one.key])),
    }
    share = _("%(share)s of the score", share=percent(one.weight / total)) if one.weight and total else _("not counted")
    scale_words = _("from %(low)s to %(high)s, by %(step)s", **ends)
    for_chapter = _("For the chapter (required)") if one.comment_required else _("For the chapter")
    return {
        "name": one.name,
        "hint": f"{scale_words}; {share}",
        "boxes": [number(scale.text(steps)) for steps in allowed] if len(allowed) <= BOXES else [],
        "lines": [for_chapter, _("For the office")],
    }
