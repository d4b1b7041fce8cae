"""The attachments of many entries in one ZIP: read where they lie, never unpacked under their own names."""

import re
import stat
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from judging.core.file_types import MEGABYTE
from judging.core.files import clean_name
from judging.core.i18n import _
from judging.core.unfit import Unfit
from judging.offices.names import fold

MOST_MEMBERS = 2000
MOST_UNPACKED = 1000 * MEGABYTE  # of all members together: attachments are packed already
UTF8, ENCRYPTED = 0x800, 0x1  # flags of a member
RUBBISH = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.)", re.IGNORECASE)
OUTSIDE = re.compile(r"(^|/)\.\.(/|$)|^/|^[A-Za-z]:")
ROW_FOLDER = re.compile(r"(?:(?:wiersz|row|nr|no)[ _]?)?(\d{1,6})")


class Archive:
    """What a ZIP holds, by the names in it.

    Raises
    ------
    Unfit
        Where it is no ZIP, is encrypted, leads out of itself or unpacks into more than is read.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._zip = ZipFile(path)
            listed = [one for one in self._zip.infolist() if not one.is_dir()]
        except (BadZipFile, NotImplementedError, OSError) as error:
            raise Unfit(_("This is not a ZIP file, or it is damaged. Pack the files once more.")) from error
        named = [(_name_of(one), one) for one in listed]
        self._refuse(named)
        self._members: Mapping[str, ZipInfo] = {name: one for name, one in named if not RUBBISH.search(name)}

    @property
    def names(self) -> Sequence[str]:
        """The names of the files, with their folders."""
        return list(self._members)

    @staticmethod
    def _refuse(named: Sequence[tuple[str, ZipInfo]]) -> None:
        """Refuse the whole by what its directory says; no member gives more than it says there."""
        if len(named) > MOST_MEMBERS:
            raise Unfit(_("The ZIP holds more than %(most)d files. Divide it.", most=MOST_MEMBERS))
        if sum(one.file_size for _name, one in named) > MOST_UNPACKED:
            raise Unfit(_("The ZIP unpacks into more than %(most)d MB. Divide it.", most=MOST_UNPACKED // MEGABYTE))
        for name, one in named:
            if OUTSIDE.search(name) or stat.S_ISLNK(one.external_attr >> 16):
                raise Unfit(_("The ZIP leads to a place outside itself: %(name)s. Pack it anew.", name=name))
            if one.flag_bits & ENCRYPTED:
                raise Unfit(_("The ZIP is encrypted. Pack it without a password."))

    def open(self, name: str) -> IO[bytes]:
        """Open a file of it for reading."""
        return self._zip.open(self._members[name])

    def size(self, name: str) -> int:
        """Return how large a file is, unpacked."""
        return self._members[name].file_size

    def is_whole(self, name: str) -> bool:
        """Tell whether a file can be read to its end."""
        try:
            with self.open(name) as member:
                while member.read(MEGABYTE):
                    pass
        except (BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
            return False
        return True

    def close(self) -> None:
        """Let the file go."""
        self._zip.close()

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._members:
            for key in {_key(name.rsplit("/", 1)[-1]), _key(name)}:
                found[key].append(name)
        return found

    @cached_property
    def _by_folder(self) -> Mapping[str, list[str]]:
        """The files of each folder at the top; a folder around everything is none."""
        parts = {name: name.split("/") for name in self._members}
        tops = {fold(way[0]) for way in parts.values()}
        wrapped = len(tops) == 1 and not ROW_FOLDER.fullmatch(min(tops))
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name, way in parts.items():
            inner = way[1:] if wrapped else way
            if len(inner) > 1:
                found[fold(inner[0])].append(name)
        return found

    def called(self, name: str) -> Sequence[str]:
        """Return the files that a name in a cell may mean."""
        return self._by_name.get(_key(name), [])

    def of_row(self, row: int) -> Sequence[str]:
        """Return the files in the folder that bears the number of a row."""
        numbered = {folder: ROW_FOLDER.fullmatch(folder) for folder in self._by_folder}
        mine = [folder for folder, found in numbered.items() if found and int(found[1]) == row]
        return [name for folder in mine for name in self._by_folder[folder]]


def _name_of(member: ZipInfo) -> str:
    """Return the name of a member: programs of Windows write it in the old Polish code page and do not say so."""
    name = member.orig_filename.partition("\0")[0]
    if not member.flag_bits & UTF8:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp852")
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _key(name: str) -> str:
    """Return what two spellings of the name of a file share."""
    way = unicodedata.normalize("NFC", name.replace("\\", "/")).strip("/ ").split("/")
    return "/".join(clean_name(part).casefold() for part in way)
