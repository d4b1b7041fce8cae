"""Zipped office documents: their XML is parsed piece by piece, so that memory does not follow their size.

The parser is Expat, which knows every encoding and way of writing that an office program knows; a document
with a type declaration is refused at that very line, so that no entity is ever expanded.
"""

import re
import zipfile
from functools import lru_cache
from pathlib import Path
from xml.parsers import expat

from judging.core.unfit import (
    active_document,
    encrypted_document,
    not_what_it_says,
    oversized_document,
    reaching_document,
)

MEGABYTE = 1024 * 1024
MOST_PARTS, MOST_UNPACKED = 5_000, 200 * MEGABYTE
MOST_XML = 60 * MEGABYTE  # of one part; a thesis of 500 pages has 10
MOST_DEPTH = 1_000  # elements in each other
MOST_ELEMENTS = 1_500_000  # of one part: a table of 100 000 rows
PIECE = 64 * 1024
MOST_IN_ONE = MEGABYTE  # bytes of one tag or comment, which the parser must hold whole
XML = (".xml", ".rels", ".rdf", ".vml")
TYPES, ODT_TYPE = "[content_types].xml", "mimetype"
ACTIVE_PART = re.compile(
    r"vbaproject|vbadata|activex|oleobject|macrosheets/|\.(exe|dll|js|vbs|bat|cmd|ps1|com|scr|hta|jar)$|^(basic|scripts)/",
    re.IGNORECASE,
)
ACTIVE_TYPE = re.compile(r"macroEnabled|vbaProject|vbaData|activeX|oleObject|macrosheet", re.IGNORECASE)
ACTIVE_RELATION = {
    "vbaproject",
    "wordvbadata",
    "activexcontrolbinary",
    "control",
    "oleobject",
    "xlmacrosheet",
    "xlintlmacrosheet",
    "attachedtoolbars",
    "keymapcustomizations",
}
ACTIVE_ELEMENTS = {
    "event-listener",
    "dde-connection-decl",
    "dde-connection",
    "dde-source",
    "ddelink",
    "applet",
}
REACHING_RELATIONS = {"afchunk"}  # a page of another kind, read as part of the document: it may fetch what it likes
REACHING_ELEMENTS = {"altchunk", "webpr", "dbpr", "olappr"}  # such a page, and data fetched on opening
ENCRYPTED_ELEMENTS = {"encryption-data", "encrypteddata"}
FIELD_ELEMENTS = {"fldchar", "fldsimple", "f"}
WORD = re.compile(r"\bDDE(AUTO)?\b|\b(INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE)\b.*(://|\\\\)", re.IGNORECASE)
CALC = re.compile(r"\bWEBSERVICE\s*\(", re.IGNORECASE)
INSTRUCTIONS = {"instrtext": WORD, "fldsimple": WORD, "f": CALC}  # elements with what to look for in them
LONGEST_FIELD = 4_000  # signs of one field that are looked at
ELSEWHERE = re.compile(r"\s*(\w[\w+.-]+:|//|\\\\)")  # an address with a scheme, or of another machine
LINKS = {"a", "template", "hyperlink", "button"}  # of ODF: followed when clicked, or never


def check_document(path: Path, says: str, content_type: str) -> None:
    """Refuse a zipped document that is not of this type, is active, reaches elsewhere or is a bomb.

    Parameters
    ----------
    path
        The file.
    says
        The kind its name says, for the sentence.
    content_type
        The media type that the document must name as its own.
    """
    try:
        with zipfile.ZipFile(path) as document:
            _check_parts(document, says, content_type)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
        expat.ExpatError,
        LookupError,
    ):
        raise not_what_it_says(says) from None


def _check_parts(document: zipfile.ZipFile, says: str, content_type: str) -> None:
    parts = document.infolist()
    names = [part.filename.replace("\\", "/").lower() for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise oversized_document()
    if len(set(names)) < len(names):  # of two parts of one name each program reads another
        raise not_what_it_says(says)
    if content_type not in _own_types(document, dict(zip(names, parts, strict=True))):
        raise not_what_it_says(says)
    for name, part in zip(names, parts, strict=True):
        if ACTIVE_PART.search(name.removeprefix("word/").removeprefix("xl/")) or part.flag_bits & 1:
            raise active_document()
        if name.endswith(XML):
            _read(document, part, _Watch(name))


def _own_types(document: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> set[str]:
    """Return the media types that a document says it has."""
    if TYPES not in parts:
        if ODT_TYPE not in parts:
            return set()
        with document.open(parts[ODT_TYPE]) as part:
            return {part.read(200).decode("ascii", "replace").strip()}
    types = _Types()
    _read(document, parts[TYPES], types)
    return types.found


class _Watch:
    """What is looked for in the elements of a part, and in the texts of its fields and formulas."""

    def __init__(self, name: str) -> None:
        self.relations = name.endswith(".rels")
        self.told = ""  # what a field or a formula is told to do, put together from its pieces
        self.looks_for: re.Pattern[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Look at an element."""
        local = _local(name)
        if local in ACTIVE_ELEMENTS:
            raise active_document()
        if local in REACHING_ELEMENTS:
            raise reaching_document()
        if local in ENCRYPTED_ELEMENTS:
            raise encrypted_document()
        if local in FIELD_ELEMENTS:
            self.told = ""  # another field
        self.looks_for = INSTRUCTIONS.get(local)
        if attributes:
            self._look_at(name, local, {_local(key): value for key, value in attributes.items()})

    def _look_at(self, name: str, local: str, attributes: dict[str, str]) -> None:
        if ACTIVE_TYPE.search(attributes.get("contenttype", "")):
            raise active_document()
        if self.relations and local == "relationship":
            _check_relation(attributes)
        if "opendocument" in name and local not in LINKS and ELSEWHERE.match(attributes.get("href", "")):
            raise reaching_document()
        if self.looks_for and "instr" in attributes:
            self.text(attributes["instr"])

    def text(self, text: str) -> None:
        """Look at the text of a field or a formula."""
        if self.looks_for is None:
            return
        self.told = (self.told + text)[-LONGEST_FIELD:]
        if found := self.looks_for.search(self.told):
            raise active_document() if found[0].upper().startswith("DDE") else reaching_document()

    def end(self, _name: str) -> None:
        """Note that an element is over, and with it the text of a field."""
        self.looks_for = None


class _Types(_Watch):
    """The media types that a document says its parts have."""

    def __init__(self) -> None:
        super().__init__(TYPES)
        self.found: set[str] = set()

    def _look_at(self, _name: str, _local: str, attributes: dict[str, str]) -> None:
        self.found.add(attributes.get("contenttype", ""))


def _check_relation(relation: dict[str, str]) -> None:
    """Refuse what a part is bound to elsewhere, unless it is a link to be clicked; and programs."""
    kind = relation.get("type", "").rstrip("/").rsplit("/", 1)[-1].lower()
    if kind in ACTIVE_RELATION:
        raise active_document()
    if kind in REACHING_RELATIONS:
        raise reaching_document()
    if relation.get("targetmode", "").strip().lower() == "external" and kind != "hyperlink":
        raise reaching_document()


@lru_cache(maxsize=1000)
def _local(name: str) -> str:
    """Return the name of an element or attribute without its namespace, in small letters."""
    return re.split(r"[ :]", name)[-1].lower()


def _read(document: zipfile.ZipFile, part: zipfile.ZipInfo, watch: _Watch) -> None:
    """Parse a part piece by piece; what cannot be parsed without holding much of it is refused."""
    if part.file_size > MOST_XML:
        raise oversized_document()
    parser, at = expat.ParserCreate(namespace_separator=" "), 0
    depth = elements = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > MOST_DEPTH or elements > MOST_ELEMENTS:
            raise oversized_document()
        watch.start(name, attributes)
        parser.CharacterDataHandler = watch.text if watch.looks_for else None

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        watch.end(name)

    def declared(*_told: object) -> None:
        raise active_document()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = declared
    with document.open(part) as content:
        while piece := content.read(PIECE):
            parser.Parse(piece)
            at += len(piece)
            if at - max(parser.CurrentByteIndex, 0) > MOST_IN_ONE:
                raise oversized_document()
    parser.Parse(b"", True)
