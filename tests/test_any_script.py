"""What goes in must come out: signs of every script, in every document, nothing stops for one."""

from pathlib import Path

import pytest
from sqlalchemy import select

from judging.call import document as call_document
from judging.core.glyphs import drawn_by
from judging.core.pdf import FONTS, OURS, REPLACEMENT, TEMPLATES, compile_pdf
from judging.core.text import plain_text
from judging.deliberation.operations import decisions, protocols
from judging.deliberation.protocol import protocol_pdf
from judging.editions import rules_document
from judging.entries import draft_document, receipts
from judging.jury import booklet
from judging.jury.models import Assignment
from judging.paper import printing
from judging.results.files.report import report_pdf
from judging.results.queries.snapshots import snapshot_at_once
from tests.deliberation.chamber import FIVE, decide, frozen, meet
from tests.factories import DELIBERATION, a_version
from tests.printed import RECEIPT, text_of
from tests.results.results import OCCASION
from tests.results.rounds import a_scored_edition

SCRIPTS = {
    "Latin": "Zażółć Ảnh Đặng Þórr ŋ",
    "Greek": "Αθήνα ᾳ",
    "Cyrillic": "Київ Њ Ѣ",
    "Armenian": "Հայաստան",
    "Georgian": "თბილისი",
    "Hebrew": "יְרוּשָׁלַיִם",
    "Arabic": "القاهرة پێژ",
    "Persian with a joiner": "می\u200cخواهم",
    "Syriac": "ܣܘܪܝܝܐ",
    "Thaana": "ދިވެހި",
    "Devanagari": "हिन्दी क्ष",
    "Bengali": "বাংলা",
    "Gurmukhi": "ਪੰਜਾਬੀ",
    "Gujarati": "ગુજરાતી",
    "Oriya": "ଓଡ଼ିଆ",
    "Tamil": "தமிழ்",
    "Telugu": "తెలుగు",
    "Kannada": "ಕನ್ನಡ",
    "Malayalam": "മലയാളം",
    "Sinhala": "සිංහල",
    "Thai": "ภาษาไทย",
    "Lao": "ພາສາລາວ",
    "Tibetan": "བོད་སྐད",
    "Burmese": "မြန်မာ",
    "Khmer": "ខ្មែរ",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ",
    "Ethiopic": "አማርኛ",
    "Cherokee": "ᏣᎳᎩ",
    "Canadian": "ᐃᓄᒃᑎᑐᑦ",
    "Chinese": "简体 繁體",
    "Japanese": "ひらがな カタカナ 漢字",
    "Korean": "한국어",
    "mathematical": "𝓑𝐨𝐥𝐝 ∀∑",
    "emoji of four bytes": "😀🚲🏳🌈",
    "emoji of several signs": "👨\u200d👩\u200d👧 👍🏽 🇵🇱 ☺️",
    "marks": "é̂ 中́ \u0301",
    "symbols": "✓ ☎ ♥ → ⇒ ■ ●",
}
UNDRAWN = {
    "control": "a\x00\x07\x1b\x9fb",
    "no character": "a\ufffe\uffff\U0001ffff\ufdd0b",
    "private": "a\ue000\U000f0001b",
    "half a pair": "a\ud800b",
    "of no font": "a\U00013000\U0001f9ffb",
    "a mark of no font": "ax\u20ddb",
}


def signs(text):
    return {sign for sign in text if not sign.isspace() and sign not in "\u200c\u200d"}


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_every_sign_of_every_script_is_drawn(text):
    printed = text_of(compile_pdf("receipt", RECEIPT | {"title": text, "over": text, "explanation": text}))

    assert signs(text) <= signs(printed)
    assert REPLACEMENT not in printed


@pytest.mark.parametrize("text", UNDRAWN.values(), ids=UNDRAWN)
def test_what_no_font_draws_is_a_replacement_sign_and_the_rest_is_there(text):
    printed = text_of(compile_pdf("receipt", RECEIPT | {"over": text, "explanation": "axb 1 zażółć"}))

    assert REPLACEMENT in printed
    for kept in ("axb", "1", "zażółć"):
        assert kept in printed.replace(" ", "")


def test_what_passes_for_our_own_is_drawn_by_each_of_our_fonts():
    plain = {chr(code) for code in range(0x3000) if OURS.fullmatch(chr(code))} - {"\n"}

    for style in ("SourceSans3-Regular", "SourceSans3-Bold", "SourceSans3-It", "SourceSerif4-Bold"):
        assert plain <= drawn_by([FONTS / f"{style}.ttf"]), style


def test_a_document_of_many_strange_signs_is_made_all_the_same():
    every = "".join(chr(code) for code in (*range(0xA0, 0x3000), *range(0x1F000, 0x1FAFF)))

    assert compile_pdf("receipt", RECEIPT | {"explanation": every}).startswith(b"%PDF-")


def everything(session):
    """Return an edition decided upon, in which every name and text is of every script."""
    written = plain_text(" ".join(SCRIPTS.values()) + " ".join(UNDRAWN.values()))
    scored = a_scored_edition(session, FIVE)
    for number, entry in enumerate(scored.entries):
        entry.title = entry.office.name = f"{written} {number}"
        entry.versions.append(a_version(entry, files=[{"id": "0", "name": written, "sent_sha256": "0", "sha256": "0"}]))
    for person in (scored.secretary, *(seat.user for seat in scored.seats)):
        person.name = written
    named = scored.edition, scored.edition.competition, *scored.edition.areas, *scored.edition.criteria
    for one in named:
        one.name = written
    chamber = frozen(session, scored)
    meeting = meet(session, chamber, place=written)
    decide(session, chamber, 1, citation=written, dissent=written)
    decide(session, chamber, 4, chamber.distinction, departure=written)
    decisions.explain_left_out(
        session, chamber.edition, reason=written, version=meeting.version, by=chamber.secretary, at=DELIBERATION
    )
    session.commit()
    return chamber


def receipt(session, chamber):
    return receipts.pdf(chamber.entries[0].versions[-1])


def report(session, chamber):
    [round_] = chamber.edition.rounds
    return report_pdf(snapshot_at_once(session, chamber.edition, round_), OCCASION, at=DELIBERATION)


def protocol(session, chamber):
    return protocol_pdf(protocols.draft_protocol(session, chamber.edition, at=DELIBERATION))


def rules(session, chamber):
    return rules_document.document(chamber.edition, [])


def attachment(session, chamber):
    written = chamber.edition.name
    table = {"kind": "table", "heading": [written], "rows": [[written]]}
    parts = [{"kind": "paragraph", "lines": [written]}, {"kind": "bulleted", "lines": [written]}, table]
    return compile_pdf("attachment", {"title": written, "parts": parts})


def call(session, chamber):
    return call_document.pdf(chamber.edition, [])


def draft(session, chamber):
    return draft_document.pdf(chamber.entries[0], DELIBERATION)


def of_juror(session, chamber):
    [round_], entry = chamber.edition.rounds, chamber.entries[0]
    one = session.scalars(select(Assignment).where(Assignment.entry_id == entry.id)).first()
    one.entry_version = entry.versions[-1]
    return booklet.pdf(chamber.edition, [one], {round_.id: round_.criteria}, DELIBERATION)


def on_paper(session, chamber):
    [round_], entry = chamber.edition.rounds, chamber.entries[0]
    one = session.scalars(select(Assignment).where(Assignment.entry_id == entry.id)).first()
    one.entry_version = entry.versions[-1]
    return printing.pdf(chamber.edition, [one], round_.criteria, lambda _one: "https://example.org/", DELIBERATION)


DOCUMENTS = {
    "booklet": of_juror,
    "receipt": receipt,
    "report": report,
    "protocol": protocol,
    "rules": rules,
    "attachment": attachment,
    "call": call,
    "draft": draft,
    "paper": on_paper,
}


def test_no_kind_of_document_is_forgotten_here():
    assert set(DOCUMENTS) == {path.stem for path in Path(TEMPLATES).glob("[!_]*.typ")}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_of_every_kind_prints_every_script(session, app, kind):
    with app.test_request_context():
        pdf = DOCUMENTS[kind](session, everything(session))

    printed = signs(text_of(pdf))
    for name, text in SCRIPTS.items():
        assert signs(plain_text(text)) - printed == set(), name
