"""A ZIP that is sent while it is made: however large, it is neither kept on the disk nor held in memory."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ZIP = "application/zip"
PIECE = 256 * 1024
LONGEST = 80  # letters of a folder; some programs open no path above 260
DATED = (2000, 1, 1, 0, 0, 0)  # the same content gives the same bytes
Content = bytes | Path | Callable[[], bytes]
File = tuple[str, Content]  # where it stands in the bundle, and what it holds, where that lies, or what makes it


class _Sink:
    """What the archive is written to: pieces that are taken as they come. It cannot be wound back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> Iterator[bytes]:
        pieces, self._pieces = self._pieces, []
        yield from pieces


def bundle(files: Iterable[File]) -> Iterator[bytes]:
    """Yield the pieces of the archive; a file that comes twice by its name gets a number.

    Examples
    --------
    >>> import io
    >>> made = b"".join(bundle([("a/x.txt", b"one"), ("a/X.txt", b"two"), ("x.txt", b""), ("x.txt", b"")]))
    >>> zipfile.ZipFile(io.BytesIO(made)).namelist()
    ['a/x.txt', 'a/X (2).txt', 'x.txt', 'x (2).txt']
    """
    sink, known = _Sink(), set[str]()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]  # only written to
        for name, content in files:
            held = zipfile.ZipInfo(_unlike(name, known), DATED)
            held.compress_type = zipfile.ZIP_STORED if isinstance(content, Path) else zipfile.ZIP_DEFLATED
            with archive.open(held, "w", force_zip64=True) as place:
                for piece in _pieces(content):
                    place.write(piece)
                    yield from sink.taken()
            yield from sink.taken()
    yield from sink.taken()


def _pieces(content: Content) -> Iterator[bytes]:
    if not isinstance(content, Path):
        yield content if isinstance(content, bytes) else content()
        return
    with content.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _unlike(name: str, known: set[str]) -> str:
    """Return the name, with a number where another file has it; also one that differs in case alone."""
    path, number, found = Path(name), 1, name
    while found.casefold() in known:
        number += 1
        found = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    known.add(found.casefold())
    return found
