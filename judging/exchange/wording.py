"""The language of a terminal: the site's own catalogue, read without the site."""

import gettext
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from judging.exchange.quotes import CLOSING, OPENING

CATALOGUES = Path(__file__).parent.parent / "translations"


@dataclass(frozen=True, slots=True)
class Wording:
    """How messages and numbers are written in one language."""

    catalogue: gettext.NullTranslations
    decimal: str
    percent_sign: str
    quotes: str = "“”"

    def gettext(self, message: str, **parts: Any) -> str:
        """Say a message of the catalogue with its named parts, as pages do."""
        said = self.catalogue.gettext(message)
        return self._quoting(said % parts if parts else said)

    def ngettext(self, one: str, many: str, num: int, **parts: Any) -> str:
        """Say a message that counts something."""
        return self._quoting(self.catalogue.ngettext(one, many, num) % {"num": num, **parts})

    def _quoting(self, said: str) -> str:
        """Put the quotation marks of the language around names."""
        return said.replace(OPENING, self.quotes[0]).replace(CLOSING, self.quotes[1])

    def number(self, text: str) -> str:
        """Write a number with the decimal sign of the language."""
        return text.replace(".", self.decimal)

    def percent(self, text: str) -> str:
        """Write a share in percent."""
        return f"{text}{self.percent_sign}"


def english() -> Wording:
    """Return English: the messages as they stand in the code."""
    return Wording(gettext.NullTranslations(), ".", "%")


def polish() -> Wording:
    """Return Polish."""
    return Wording(gettext.translation("messages", CATALOGUES, ["pl"]), ",", "\u00a0%", "„”")


def in_language(language: str | None) -> Wording:
    """Return the language that was asked for, else that of the terminal."""
    return {"pl": polish, "en": english}.get(language or "", of_terminal)()


def of_terminal() -> Wording:
    """Choose Polish where the terminal speaks it."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return polish() if spoken.lower().startswith("pl") else english()
