"""A bar chart as a small PNG, as an office would draw one. Pure: the same numbers give the same bytes."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from judging.core.pdf import FONTS

WIDTH, MARGIN, ROW, HEAD = 1000, 40, 46, 110  # pixels
LABELS = 330  # how wide the column of labels is
DARK, BAR, LIGHT = 0, 70, 255  # drawn in grey, which is coloured in the end: quicker than in colours
INK, PAPER = (20, 33, 61), (255, 255, 255)
SHADES = [
    start + (end - start) * shade // LIGHT for shade in range(LIGHT + 1) for start, end in zip(INK, PAPER, strict=True)
]
face = partial(ImageFont.truetype, size=24, layout_engine=ImageFont.Layout.BASIC)


def drawn(title: str, rows: Sequence[tuple[str, int]]) -> bytes:
    """Return the picture of a title and of labels with their values, one bar below the other."""
    image = Image.new("L", (WIDTH, HEAD + ROW * len(rows) + MARGIN), LIGHT)
    draw = ImageDraw.Draw(image)
    regular, bold = (face(str(FONTS / f"SourceSans3-{name}.ttf")) for name in ("Regular", "Semibold"))
    draw.text((MARGIN, MARGIN), title, fill=DARK, font=bold)
    unit = (WIDTH - LABELS - 3 * MARGIN) / max(value for _, value in rows)
    for place, (label, value) in enumerate(rows):
        middle = HEAD + ROW * place + ROW // 2
        end = LABELS + round(unit * value)
        draw.text((LABELS - 16, middle), label, fill=DARK, font=regular, anchor="rm")
        draw.rectangle((LABELS, middle - 15, end, middle + 15), fill=BAR)
        draw.text((end + 12, middle), str(value), fill=DARK, font=bold, anchor="lm")
    image.putpalette(SHADES)
    png = BytesIO()
    image.save(png, "PNG")
    return png.getvalue()
