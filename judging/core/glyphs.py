"""Which signs a font can draw: read from its table of characters ("cmap", OpenType 1.9)."""

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path


def drawn_by(fonts: Iterable[Path]) -> frozenset[str]:
    """Return the signs that at least one of these TrueType files draws."""
    return frozenset(chr(code) for font in fonts for code in _codes(font.read_bytes()) if code < 0x110000)


def _codes(font: bytes) -> Iterator[int]:
    """Read the numbers of the characters out of the tables of formats 4 and 12, which all fonts have."""
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for number in range(count):
        _platform, _encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * number)
        (kind,) = struct.unpack_from(">H", font, start + offset)
        if kind == 4:
            yield from _segments(font, start + offset)
        elif kind == 12:
            yield from _groups(font, start + offset)


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    tables = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(count))
    offset: int = next(offset for tag, _sum, offset, _length in tables if tag == name)
    return offset


def _segments(font: bytes, start: int) -> Iterator[int]:
    """Yield the characters of a table of format 4; its last segment is the end and no character."""
    (doubled,) = struct.unpack_from(">H", font, start + 6)
    last = struct.unpack_from(f">{doubled // 2}H", font, start + 14)
    first = struct.unpack_from(f">{doubled // 2}H", font, start + 16 + doubled)
    for begins, ends in zip(first, last, strict=True):
        yield from range(begins, min(ends, 0xFFFE) + 1)


def _groups(font: bytes, start: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, start + 12)
    for number in range(count):
        begins, ends, _glyph = struct.unpack_from(">III", font, start + 16 + 12 * number)
        yield from range(begins, ends + 1)
