"""Small pictures of large ones, written anew: nothing of the file that was sent goes on but what is to be seen."""

from io import BytesIO
from pathlib import Path
from threading import Lock

THUMBNAIL = "image/webp"
LARGEST = (480, 360)  # pixels; half as many on the page
FORMATS = ["JPEG", "PNG", "WEBP"]
_one_at_a_time = Lock()  # a picture of 40 megapixels takes 160 MB while it is read


def thumbnail(path: Path) -> bytes:
    """Return a picture of at most so many pixels; ``path`` has passed the checks of every attachment."""
    from PIL import Image

    with _one_at_a_time, Image.open(path, formats=FORMATS) as image:
        image.thumbnail(LARGEST)
        small = image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")
    out = BytesIO()
    small.save(out, "WEBP", quality=80)
    return out.getvalue()
