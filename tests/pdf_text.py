"""The words of a PDF, read as a copying reader would: glyphs through their fonts' tables."""

import io
import re
from itertools import pairwise

import pikepdf

BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


def text_of(pdf: bytes) -> str:
    """Return all words of a PDF, without gaps between the runs of a line."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return "\n".join(_words(page) for page in document.pages)


def _words(page):
    tables = {name: _table(font) for name, font in page.Resources.get("/Font", {}).items()}
    table, told = {}, []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = tables[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            runs = operands[0] if str(operator) == "TJ" else operands
            told += [_decoded(bytes(run), table) for run in runs if isinstance(run, pikepdf.String)]
    return "".join(told)


def _decoded(codes, table):
    return "".join(table.get(codes[at : at + 2], "") for at in range(0, len(codes), 2))


def _table(font):
    """Return what the two-byte codes of a font stand for."""
    table = {}
    for kind, rows in BLOCK.findall(font.ToUnicode.read_bytes()):
        numbers = [bytes.fromhex(number.decode()) for number in HEX.findall(rows)]
        if kind == b"bfchar":
            table |= {code: text.decode("utf-16-be") for code, text in list(pairwise(numbers))[::2]}
            continue
        for first, last, text in zip(*[iter(numbers)] * 3, strict=True):
            start = int.from_bytes(text)
            for step in range(int.from_bytes(last) - int.from_bytes(first) + 1):
                code = (int.from_bytes(first) + step).to_bytes(2)
                table[code] = (start + step).to_bytes(len(text)).decode("utf-16-be")
    return table
