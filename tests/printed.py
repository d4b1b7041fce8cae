"""What a reader finds in a PDF: its texts, out of the tables that lead from glyphs to signs."""

import io
import re

import pikepdf

RECEIPT = {
    "title": "Potwierdzenie „zażółć gęślą jaźń”",
    "language": "pl",
    "over": "Sekrety",
    "facts": [["Numer", "12"]],
    "explanation": "Zachowaj ten dokument.",
    "files_heading": "Pliki",
    "no_files": "Brak",
    "files": [],
    "columns": ["Nazwa", "Odcisk"],
    "words": {"page": "Strona", "of": "z"},
}
PAIR = re.compile(r"<([0-9a-f]+)>\s*<([0-9a-f]+)>", re.IGNORECASE)


def text_of(pdf):
    """Return all texts of a PDF in the order in which they are drawn."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return "".join(sign for page in document.pages for sign in _signs(page))


def _signs(page):
    fonts = {name: _meanings(font) for name, font in page.resources.get("/Font", {}).items()}
    meanings, instead = {}, []
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "BDC":
            told = operands[1].get("/ActualText") if isinstance(operands[1], pikepdf.Dictionary) else None
            instead.append(None if told is None else str(told))
            yield instead[-1] or ""
        elif name == "BMC":
            instead.append(None)
        elif name == "EMC":
            instead.pop()
        elif name == "Tf":
            meanings = fonts[str(operands[0])]
        elif name in {"Tj", "TJ"} and all(text is None for text in instead):
            parts = operands[0] if name == "TJ" else operands
            for part in parts:
                if isinstance(part, pikepdf.String):
                    raw = bytes(part)
                    yield from (meanings.get(raw[at : at + 2], "?") for at in range(0, len(raw), 2))
        elif name in {"ET", "Td", "Tm"}:
            yield " "


def _meanings(font):
    """Return the signs of each glyph of a font, out of its ToUnicode table."""
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes().decode("latin-1"), re.DOTALL):
        for glyph, signs in PAIR.findall(block):
            found[bytes.fromhex(glyph)] = bytes.fromhex(signs).decode("utf-16-be")
    return found
