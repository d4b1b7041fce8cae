"""Small pictures of large ones, written anew: nothing of the file that was sent goes on but what is to be seen."""

from io import BytesIO
from pathlib import Path

THUMBNAIL = "image/webp"
LARGEST = (480, 360)  # pixels; half as many on the page
FORMATS = ["JPEG", "PNG", "WEBP"]


def thumbnail(path: Path) -> bytes:
    """Return a picture of at most so many pixels; ``path`` has passed the checks of every attachment."""
    from PIL import Image

    with Image.open(path, formats=FORMATS) as image:
        image.thumbnail(LARGEST)
        small = image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")
    out = BytesIO()
    small.save(out, "WEBP", quality=80)
    return out.getvalue()
