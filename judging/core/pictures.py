"""Small pictures of large ones, written anew: nothing of the file that was sent goes on but what is to be seen."""

from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

THUMBNAIL = "image/webp"
LARGEST = (480, 360)  # pixels; half as many on the page
FORMATS = ["JPEG", "PNG", "WEBP"]
_one_at_a_time = Lock()  # a picture of 40 megapixels takes 160 MB while it is read


def thumbnail(path: Path) -> bytes:
    """Return a picture of at most so many pixels; ``path`` has passed the checks of every attachment."""
    return _written(_small(path))


def logo(path: Path) -> tuple[bytes, int, int]:
    """Return the same of a sign, without the loss that blurs its edges, and its width and height."""
    small = _small(path)
    return _written(small, lossless=True), small.width, small.height


def _small(path: Path) -> "Image.Image":
    from PIL import Image

    with _one_at_a_time, Image.open(path, formats=FORMATS) as image:
        image.thumbnail(LARGEST)
        return image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")


def _written(picture: "Image.Image", *, lossless: bool = False) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=80, lossless=lossless)
    return out.getvalue()
