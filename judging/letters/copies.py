"""The copies of a letter: to whom each goes, in which language, what it says. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zlib import crc32

from judging.accounts.models import User
from judging.core.formatting import moment
from judging.core.i18n import DEFAULT, speaking
from judging.letters.fields import Field, filled, used
from judging.letters.models import Letter

ENGLISH = "en"
Value = str | int | datetime | None


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says: in Polish, and in English where that is written."""

    subject: str
    text: str
    subject_en: str = ""
    text_en: str = ""

    @classmethod
    def of(cls, letter: Letter) -> "Words":
        """Return the words of a letter."""
        return cls(letter.subject, letter.text, letter.subject_en, letter.text_en)

    @property
    def languages(self) -> Sequence[str]:
        """The languages it is written in."""
        return (DEFAULT, ENGLISH) if self.text_en else (DEFAULT,)

    @property
    def fields(self) -> list[Field]:
        """The fields that it names."""
        return used(self.subject, self.text, self.subject_en, self.text_en)

    def for_reader(self, language: str) -> str:
        """Return the language in which somebody gets it."""
        return language if language in self.languages else DEFAULT


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a copy goes, and what it is filled with."""

    user: User
    values: Mapping[Field, Value]
    office: str = ""

    def said(self, words: Words, language: str, zone: str) -> dict[str, str]:
        """Return the subject and the text of the copy in a language, filled in."""
        subject, text = (words.subject_en, words.text_en) if language == ENGLISH else (words.subject, words.text)
        with speaking(language):
            values = {field: _plain(value, zone) for field, value in self.values.items()}
        return {"subject": filled(subject, values), "text": filled(text, values)}

    def lacks(self, fields: Iterable[Field]) -> list[Field]:
        """Return the fields for which there is nothing to put in."""
        return [field for field in fields if self.values.get(field) in {None, ""}]


def _plain(value: Value, zone: str) -> str:
    return moment(value, zone) if isinstance(value, datetime) else str(value)


@dataclass(frozen=True, slots=True)
class Effect:
    """What sending a letter would do: the copies, and the offices that get none."""

    readers: Sequence[Reader]
    own: int = 0  # offices of whoever sends: another secretary writes to them
    silent: Sequence[str] = ()  # offices for which nobody is confirmed

    def told_apart(self, words: Words) -> "Effect":
        """Return the same with one copy for each person and each thing that the letter says."""
        kept: dict[tuple[object, ...], Reader] = {}
        for reader in self.readers:
            kept.setdefault((reader.user.id, *(reader.values.get(field) for field in words.fields)), reader)
        return replace(self, readers=list(kept.values()))

    def seen(self, letter: Letter) -> int:
        """Return a number that changes with the letter, with whom it goes to, and with what is filled in."""
        fields = Words.of(letter).fields
        copies = sorted(repr((one.user.id, *(one.values.get(field) for field in fields))) for one in self.readers)
        return crc32(f"{letter.version} {copies}".encode()) % 10**9

    @property
    def people(self) -> int:
        """How many people get a copy at least."""
        return len({reader.user.id for reader in self.readers})

    def place(self, asked: int) -> int:
        """Return the place of a copy that there is: the one asked for, or the first."""
        return asked if 1 <= asked <= len(self.readers) else 1
