"""Fields of a letter: words in braces that are filled in for each reader, literally and once. Pure.

What is put in is never read for fields again: braces in the name of an office stay braces.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from judging.core.i18n import DEFAULT, _l, language
from judging.letters.models import Whom

IN_BRACES = re.compile(r"\{([^{}\n]*)\}")
MOST_SAID = 40  # signs of an unknown field that are repeated to whoever wrote it


class Field(StrEnum):
    """What a letter may be filled with."""

    PERSON = "person"
    OFFICE = "office"
    PRACTICE = "practice"
    NUMBER = "number"
    DEADLINE = "deadline"
    MISSING = "missing"
    EDITION = "edition"

    @property
    def label(self) -> str:
        """What is put in, in the reader's language."""
        return str(LABELS[self])

    @property
    def spelt(self) -> str:
        """The field as the reader of the page writes it."""
        return f"{{{POLISH[self] if language() == DEFAULT else self.value}}}"


LABELS = {
    Field.PERSON: _l("the name of the person"),
    Field.OFFICE: _l("the name of the office, in letters to offices"),
    Field.PRACTICE: _l("the title of the practice, in letters about entries that a search finds"),
    Field.NUMBER: _l("the number of the entry, in letters about entries that a search finds"),
    Field.DEADLINE: _l("the deadline: to offices that of the entry or of the call, to the chapter that of scoring"),
    Field.MISSING: _l("how many sheets are missing, in letters to members whose sheets are missing"),
    Field.EDITION: _l("the name of the edition"),
}
POLISH = {
    Field.PERSON: "osoba",
    Field.OFFICE: "urząd",
    Field.PRACTICE: "praktyka",
    Field.NUMBER: "numer",
    Field.DEADLINE: "termin",
    Field.MISSING: "brakuje",
    Field.EDITION: "edycja",
}
NAMES = {field.value: field for field in Field} | {name: field for field, name in POLISH.items()}
FITTING: dict[Whom, tuple[Field, ...]] = {  # titles of drafts are the offices' own: no letter tells one
    Whom.FOUND: (Field.PERSON, Field.OFFICE, Field.PRACTICE, Field.NUMBER, Field.DEADLINE, Field.EDITION),
    Whom.OFFICES: (Field.PERSON, Field.OFFICE, Field.DEADLINE, Field.EDITION),
    Whom.PEOPLE: (Field.PERSON, Field.OFFICE, Field.EDITION),
    Whom.DRAFTS: (Field.PERSON, Field.OFFICE, Field.DEADLINE, Field.EDITION),
    Whom.JURORS: (Field.PERSON, Field.DEADLINE, Field.EDITION),
    Whom.BEHIND: (Field.PERSON, Field.MISSING, Field.DEADLINE, Field.EDITION),
    Whom.PERSON: (Field.PERSON, Field.EDITION),
}


def named(word: str) -> Field | None:
    """Return the field that a word in braces names, in either language.

    Examples
    --------
    >>> named(" Urząd "), named("office"), named("__class__")
    (<Field.OFFICE: 'office'>, <Field.OFFICE: 'office'>, None)
    """
    return NAMES.get(word.strip().lower())


def used(*texts: str) -> list[Field]:
    """Return the fields that texts name, in the order of their list."""
    found = {named(word) for text in texts for word in IN_BRACES.findall(text)}
    return [field for field in Field if field in found]


def unfit(text: str, fitting: Collection[Field]) -> list[str]:
    """Return the words in braces that name no field, or none that fits, each once as it is written.

    Examples
    --------
    >>> unfit("{office} {ofice} {missing} {}", FITTING[Whom.FOUND])
    ['{ofice}', '{missing}', '{}']
    """
    words = dict.fromkeys(word for word in IN_BRACES.findall(text) if named(word) not in fitting)
    return [f"{{{word[:MOST_SAID]}}}" for word in words]


def filled(text: str, values: Mapping[Field, str]) -> str:
    """Return a text with its fields filled in.

    Examples
    --------
    >>> filled("{Office}: {deadline}", {Field.OFFICE: "Urząd {deadline}", Field.DEADLINE: "jutro"})
    'Urząd {deadline}: jutro'
    """
    return IN_BRACES.sub(lambda found: _value(found, values), text)


def _value(found: "re.Match[str]", values: Mapping[Field, str]) -> str:
    field = named(found[1])
    return values.get(field, found[0]) if field else found[0]


def spelt(fields: Iterable[Field]) -> str:
    """Return fields as a list in a sentence."""
    return ", ".join(field.spelt for field in fields)
