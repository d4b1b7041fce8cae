"""The files of an entry as people read them: with their captions, in their order. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from judging.core.file_types import KINDS
from judging.core.written import Written
from judging.entries.models import Attachment

File = Attachment | Mapping[str, str]
LONGEST_CAPTION = 200


@dataclass(frozen=True, slots=True)
class Paper:
    """One file: ``id`` is what its address holds, ``size`` in bytes."""

    id: str
    name: str
    caption: str
    size: int
    picture: bool

    @property
    def seen(self) -> str:
        """What stands for a picture where it is not seen."""
        return self.caption or self.name


def papers(files: Iterable[File]) -> list[Paper]:
    """Return the files of an entry or of one of its versions."""
    return [_paper(file) for file in files]


def titled(file: File) -> str:
    """Return the name of a file with its caption."""
    paper = _paper(file)
    return f"{paper.name} – {paper.caption}" if paper.caption else paper.name


def _paper(file: File) -> Paper:
    if isinstance(file, Attachment):
        return Paper(file.public_id, file.name, file.caption, file.size, is_picture(file.name))
    name = file["name"]
    return Paper(file.get("id", ""), name, Written(file.get("caption", "")), int(file.get("size", 0)), is_picture(name))


def is_picture(name: str) -> bool:
    """Tell by its ending whether a file is a picture: what it says has been checked when it came."""
    kind = KINDS.get(PurePath(name).suffix.lower())
    return kind is not None and kind.media_type.startswith("image/")
