"""A search of the mail: read from an address, written into one. Pure.

An address that asks for what there is not is read as if that had not been asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from judging.core.searches import member_of, moment_of, moment_told, says, text_of
from judging.notifications.boxes import Box
from judging.notifications.kinds import Kind
from judging.offices.names import fold


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked of the mail; an empty value asks nothing."""

    words: str = ""
    person: str = ""  # words of the name or the address of whom a letter goes to
    kind: Kind | None = None
    box: Box | None = None
    since: datetime | None = None  # what was written, sent, given up or taken back then or later

    @classmethod
    def read(cls, asked: Mapping[str, str], *, whole: bool) -> "Search":
        """Read a search from an address; whoever reads no letters asks for nothing but the state."""
        box, since = member_of(Box, asked.get("box")), moment_of(asked, "since")
        if not whole:
            return cls(box=box, since=since)
        return cls(text_of(asked, "q"), text_of(asked, "to"), member_of(Kind, asked.get("kind")), box, since)

    @property
    def asked(self) -> dict[str, Any]:
        """What stands behind the question mark, of what is asked."""
        since = moment_told(self.since)
        told = {"q": self.words, "to": self.person, "kind": self.kind, "box": self.box, "since": since}
        return {name: str(value) for name, value in told.items() if value}

    def of_box(self, box: Box | None) -> "Search":
        """Return the same search in one box, or in all."""
        return replace(self, box=box)

    @property
    def question(self) -> str:
        """The same as one text, for keeping."""
        return urlencode(self.asked)

    @property
    def reads(self) -> bool:
        """Whether letters must be read to answer it."""
        return bool(self.words or self.person)

    @property
    def narrows(self) -> bool:
        """Whether anything but the state is asked."""
        return self.reads or self.kind is not None or self.since is not None

    def fits(self, reader: str, text: str) -> bool:
        """Tell whether whom a letter goes to and what it says, both folded, is what is asked.

        Examples
        --------
        >>> Search(words="żół", person="nowak").fits("anna nowak anna gmina example", "zolw")
        True
        """
        return says(fold(self.person).split(), reader) and says(fold(self.words).split(), f"{reader} {text}")
