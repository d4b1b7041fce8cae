"""Files set aside for a while, outside the kept ones: what is imported lies here until it is done, then it is gone.

They are not kept by the hash of their content, as attachments are: letting one go takes nothing from a record.
"""

import os
import re
import secrets
from pathlib import Path
from typing import IO

from flask import current_app

from judging.core.files import CHUNK
from judging.core.unfit import empty_file, too_large

KEY = re.compile(r"[0-9a-f]{64}")


def set_aside(stream: IO[bytes], most: int) -> str:
    """Write what comes to the disk, at most so many megabytes of it; return the key by which it is found."""
    key = secrets.token_hex(32)
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    total = 0
    try:
        with path.open("xb") as file:
            while piece := stream.read(CHUNK):
                total += len(piece)
                if total > most * 1024 * 1024:
                    raise too_large(f"> {most}", most)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if total == 0:
            raise empty_file()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return key


def path_of(key: str) -> Path:
    """Return where the file of a key lies; a key is ours, and never a path."""
    if not KEY.fullmatch(key):
        raise ValueError("not the key of a file set aside")
    return Path(str(current_app.config["FILES_URL"]).removeprefix("file:")) / "aside" / key


def are_here(*keys: str) -> bool:
    """Tell whether the files of all keys are still there; an empty key is of none."""
    return all(path_of(key).exists() for key in filter(None, keys))


def let_go(*keys: str) -> None:
    """Delete files set aside; an empty key is of none."""
    for key in filter(None, keys):
        path_of(key).unlink(missing_ok=True)


def keys_older_than(moment: float) -> list[str]:
    """Return the keys of the files that were set aside before a moment, in seconds as the disk counts them."""
    folder = path_of("0" * 64).parent
    return [path.name for path in folder.glob("*") if path.stat().st_mtime < moment] if folder.is_dir() else []
