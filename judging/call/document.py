"""The whole call as a document: its sections and their parts, for print and for Word. Pure.

The call binds in Polish, so its documents are in Polish whoever asks for them. Where every text of the
edition has an English version there is a second one, in English, which says so.
"""

from collections.abc import Sequence
from typing import Any

from judging.call.questionnaire import Asked, attachments, dates, questionnaire
from judging.core import clock, files, richtext
from judging.core.cache import Cache
from judging.core.fingerprints import fingerprint
from judging.core.i18n import DEFAULT, _, language, speaking
from judging.core.pdf import compile_pdf
from judging.core.word import Part
from judging.core.written import told, told_throughout
from judging.editions import rules_document
from judging.editions.models import Annex, Edition
from judging.entries.completeness import declarations

_documents: Cache[bytes] = Cache(8)  # half a second each


def pdf(edition: Edition, annexes: Sequence[Annex], written_in: str = DEFAULT) -> bytes:
    """Return the call to print, made once for what it says."""
    with speaking(written_in):
        said = printed(edition, annexes)
        dated = edition.rules_frozen_at or clock.utcnow()
        return _documents.made(fingerprint(said), lambda: compile_pdf("call", said, dated=dated))


def printed(edition: Edition, annexes: Sequence[Annex]) -> dict[str, Any]:
    """Return the words of the document: a title, and sections of parts that every format can set."""
    rules = rules_document.printed(edition, annexes)
    said = {
        "language": language(),
        "title": _("Call for entries: %(edition)s", edition=edition.name),
        "over": edition.competition.name,
        "words": rules["words"],
        "contents": rules["contents"],
        "sections": [
            *([] if language() == DEFAULT else [_section(_("About this English version"), _paragraph(binding()))]),
            _section(_("What it is"), *_text(edition.about)),
            _section(_("For whom"), _paragraph(for_whom())),
            _section(_("Until when"), {"kind": "facts", "rows": [list(row) for row in dates(edition)]}),
            _section(_("The form"), *(part for asked in questionnaire(edition) for part in _asked(asked))),
            _section(_("Attachments"), _paragraph(attachments(files.most_bytes()))),
            _section(
                _("Declarations made with the entry"),
                *(part for one in declarations(edition) for part in _text(one.text)),
            ),
            *_rules(rules),
            _section(_("Organiser"), _paragraph(organiser(edition))),
        ],
    }
    found: dict[str, Any] = told_throughout(said)
    return found


def binding() -> str:
    """Return which of two languages decides."""
    return _("The rules bind in Polish. The English version is for information; in case of doubt the Polish decides.")


def for_whom() -> str:
    """Return who may enter: whoever the register knows."""
    return _(
        "Offices of gminas, cities, powiats and voivodeships, each in the national register of units. Several people"
        " can act for one office; the first of them is confirmed by the secretary."
    )


def organiser(edition: Edition) -> str:
    """Return who organises the competition, and whom to ask."""
    known = (told(edition.contact_name), edition.contact_email, edition.contact_phone)
    return ". ".join(part for part in (told(edition.competition.organiser), ", ".join(filter(None, known))) if part)


def _section(heading: str, *parts: Part) -> dict[str, Any]:
    return {"heading": heading, "parts": list(parts)}


def _paragraph(text: str) -> Part:
    return {"kind": "paragraph", "lines": [text]}


def _text(text: str) -> list[Part]:
    return [rules_document.printed_block(block) for block in richtext.blocks(text)]


def _asked(asked: Asked) -> list[Part]:
    """Return a question with room for its answer."""
    parts: list[Part] = [{"kind": "heading", "lines": [asked.label]}]
    parts += [{"kind": "quiet", "lines": [asked.terms]}] if asked.terms else []
    parts += _text(asked.help)
    if not asked.terms:
        return parts
    parts += [_paragraph(_("A good example: %(example)s", example=asked.example))] if asked.example else []
    parts += [{"kind": "bulleted", "lines": list(asked.choices)}] if asked.choices else []
    return [*parts, {"kind": "answer", "lines": []}]


def _rules(rules: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the sections of the rules: criteria, counting, awards, regulations."""
    criteria, awards, score, entries = (rules[part] for part in ("criteria", "awards", "score", "entries"))
    levels: list[Part] = []
    for one in criteria["levels"]:
        levels += [{"kind": "heading", "lines": [one["name"]]}, {"kind": "facts", "rows": one["levels"]}]
    counted: list[Part] = []
    for round_ in score["rounds"]:
        counted += [{"kind": "heading", "lines": [round_["name"]]}] if len(score["rounds"]) > 1 else []
        counted += [_paragraph(said) for said in round_["said"]]
        counted += [{"kind": "numbered", "lines": round_["ladder"]}] if round_["ladder"] else []
    given = [_paragraph(said) for said in awards["said"]]
    prizes = [[name, conditions, most] for name, most, conditions in awards["rows"]]
    head = [awards["head"][0], awards["head"][2], awards["head"][1]]
    return [
        _section(criteria["heading"], {"kind": "table", "head": criteria["head"], "rows": criteria["rows"]}, *levels),
        _section(score["heading"], *counted),
        _section(awards["heading"], {"kind": "table", "head": head, "rows": prizes}, *given),
        *([_section(entries["heading"], _paragraph(entries["said"]))] if entries["said"] else []),
        _section(rules["text"]["heading"], *rules["text"]["blocks"]),
        _section(rules["fingerprint_label"], _paragraph(rules["approved"]), _paragraph(rules["fingerprint"])),
    ]
