"""Attachments: received to a temporary file, checked, kept under the hash of their content, sent as sandboxed.

A file enters in two steps, so that nothing of a refused one stays: :func:`received` checks it outside
the transaction and removes it at the end, :func:`keep` gives it its lasting name beside the row.
"""

import hashlib
import math
import os
import re
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from errno import ENOSPC
from io import BytesIO
from pathlib import Path
from typing import Protocol

from flask import Response, abort, current_app, send_file
from werkzeug.datastructures import FileStorage

from judging.core import file_types
from judging.core.cache import Cache
from judging.core.formatting import number
from judging.core.pictures import THUMBNAIL, thumbnail
from judging.core.text import one_line
from judging.core.unfit import empty_file, too_large

BODY = 101 * file_types.MEGABYTE  # what a request with files may bring; MAX_ATTACHMENT_MB limits each
FLOOR = 200 * file_types.MEGABYTE  # of the disk, kept free for the database
CHUNK = 256 * 1024
LONGEST_NAME = 120
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_thumbnails: Cache[bytes] = Cache(64)  # some kilobytes each
SANDBOX = "default-src 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class Received:
    """A checked file that waits in the temporary folder."""

    path: Path
    name: str
    media_type: str
    size: int
    sent_sha256: str
    sha256: str


class Stored(Protocol):
    """What is needed to send a file: a row of any table of files."""

    name: str
    media_type: str
    sha256: str


@contextmanager
def received(upload: FileStorage) -> Iterator[Received]:
    """Write the upload to a temporary file and check it; gone at the end unless kept."""
    name = clean_name(upload.filename or "")
    temporary = _folder() / "incoming"
    temporary.mkdir(parents=True, exist_ok=True)
    handle, text = tempfile.mkstemp(dir=temporary)
    path = Path(text)
    try:
        with os.fdopen(handle, "wb") as file:
            sent_sha256 = _copy(upload, file.fileno())
        media_type = file_types.check(path, Path(name).suffix.lower())
        _sync(path)
        yield Received(path, name, media_type, path.stat().st_size, sent_sha256, digest(path))
    finally:
        path.unlink(missing_ok=True)


def keep(file: Received) -> None:
    """Give the file its lasting name; called inside the transaction that writes its row."""
    target = path_of(file.sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    file.path.replace(target)
    for folder in (target.parent, target.parent.parent):
        _sync(folder)


@dataclass(slots=True)
class Document:
    """A file that we made ourselves, such as a protocol."""

    name: str
    media_type: str
    sha256: str


def keep_document(content: bytes) -> str:
    """Keep the bytes of a document of ours before its row is written; return their SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, text = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(text).replace(target)
    for folder in (target.parent, target.parent.parent):
        _sync(folder)
    return sha256


def send(file: Stored) -> Response:
    """Send a kept file: always as an attachment, never run by the browser, never cached."""
    path = path_of(file.sha256)
    if not path.is_file():
        abort(404)
    answer: Response = send_file(
        path,
        mimetype=file.media_type,
        as_attachment=True,
        download_name=file.name,
        etag=file.sha256,
    )
    return _closed_off(answer, file.media_type)


def send_made(content: bytes, media_type: str, name: str) -> Response:
    """Send a file that was made just now, in the same way."""
    answer: Response = send_file(BytesIO(content), media_type, as_attachment=True, download_name=name)
    return _closed_off(answer, media_type)


def streamed(pieces: Iterable[bytes], media_type: str, name: str) -> Response:
    """Send a file that is made while it is sent."""
    answer = Response(pieces)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return _closed_off(answer, media_type)


def send_thumbnail(file: Stored) -> Response:
    """Send a small picture of a kept one, made by us; 404 where there is none to be made."""
    path = path_of(file.sha256)
    if not file.media_type.startswith("image/") or not path.is_file():
        abort(404)
    return _closed_off(Response(_thumbnails.made(file.sha256, lambda: thumbnail(path))), THUMBNAIL)


def send_picture(sha256: str) -> Response:
    """Send a small picture that we have made and kept."""
    path = path_of(sha256)
    if not path.is_file():
        abort(404)
    return _closed_off(Response(path.read_bytes()), THUMBNAIL)


def _closed_off(answer: Response, media_type: str) -> Response:
    """Let a browser run nothing of a file and guess nothing about it, and nobody on the way keep it."""
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = "no-store"
    return answer


def clean_name(name: str) -> str:
    r"""Return a name fit to be shown and sent: no folders, no invisible signs, not too long.

    Examples
    --------
    >>> clean_name("../../etc/Raport\r\n\"2027\".PDF"), clean_name("C:\\x\\con.pdf"), clean_name("")
    ("Raport '2027'.PDF", '_con.pdf', 'attachment')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = re.sub(r"[<>:|?*;]", " ", one_line(last).replace('"', "'")).strip(". ") or "attachment"
    shown = f"_{shown}" if RESERVED.match(shown) else shown
    stem, ending = os.path.splitext(" ".join(shown.split()))
    return stem[: LONGEST_NAME - len(ending[:12])] + ending[:12]


def path_of(sha256: str) -> Path:
    """Return where a file of this content lies."""
    return _folder() / sha256[:2] / sha256


def let_go(hashes: Iterable[str]) -> int:
    """Delete files that no row speaks of any more; return how many.

    One that came anew within the hour stays: the row that speaks of it may just be on its way.
    """
    young = time.time() - timedelta(hours=1).total_seconds()
    old = [path for path in map(path_of, hashes) if path.is_file() and path.stat().st_mtime < young]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def missing_or_changed(hashes: Iterable[str]) -> list[str]:
    """Return the hashes whose files are not there, or are not what they were."""
    return [sha256 for sha256 in hashes if not path_of(sha256).is_file() or digest(path_of(sha256)) != sha256]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def most_bytes() -> int:
    """Return how large an attachment may be."""
    return int(current_app.config["MAX_ATTACHMENT_MB"]) * file_types.MEGABYTE


def in_megabytes(size: int) -> str:
    """Return a size for people, rounded up: what seems to fit does.

    Examples
    --------
    >>> in_megabytes(20 * 1024 * 1024 + 1)
    '20.1'
    """
    return number(math.ceil(size * 10 / file_types.MEGABYTE) / 10, 1)


def _copy(upload: FileStorage, handle: int) -> str:
    """Copy the upload in pieces, within the limit and the free space; return its SHA-256."""
    if shutil.disk_usage(_folder()).free < FLOOR + most_bytes():
        raise OSError(ENOSPC, "too little free space for attachments")
    total, sent = 0, hashlib.sha256()
    while chunk := upload.stream.read(CHUNK):
        total += len(chunk)
        if total > most_bytes():
            raise too_large(in_megabytes(upload.stream.seek(0, os.SEEK_END)), most_bytes() // file_types.MEGABYTE)
        sent.update(chunk)
        os.write(handle, chunk)
    if total == 0:
        raise empty_file()
    return sent.hexdigest()


def _folder() -> Path:
    return Path(str(current_app.config["FILES_URL"]).removeprefix("file:"))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
