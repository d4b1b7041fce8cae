"""Which unit is meant where nobody can be asked at once: in a list of entries. Pure.

The search of the register offers what a person may mean; here one unit is taken only where the text names it and no
other. The rest is asked.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from judging.offices.index import Known
from judging.offices.names import fold, locatives, seats, stems, stems_of_case
from judging.offices.official import official_name

CODE = re.compile(r"\D*(\d[\d ]{0,9}\d)\D*")
LENGTHS = (2, 4, 7)  # of codes of voivodeships, powiats and gminas
KIND_WORDS = re.compile(r"^(powiat|wojewodztwo|woj|pow) ")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The codes of the units that a text may mean, the best first; ``sure`` where it is the one there."""

    codes: Sequence[str]
    sure: bool

    @property
    def code(self) -> str:
        """The code of the one unit that is meant; empty where it must be asked."""
        return self.codes[0] if self.sure else ""


def recognise(
    text: str,
    find: Callable[[str], Sequence[Known]],
    *,
    code: str = "",
    powiat: str = "",
    region: str = "",
    own: Mapping[str, str] | None = None,
) -> Recognised:
    """Tell which unit is meant by a name of a unit or of its office.

    Parameters
    ----------
    text : str
    find : callable
        The units that the search of the register finds for a text, the best first.
    code, powiat, region : str
        What other columns say of it.
    own : mapping from str to str
        Codes by the folded names that offices taking part have given themselves.
    """
    if typed := code_of(code) or code_of(text):
        found = [known.teryt for known in find(typed) if known.teryt == typed]
        if found:
            return Recognised(found, sure=True)
    if (named := (own or {}).get(fold(text))) is not None:
        return Recognised([named], sure=True)
    found_units = _lying_in(find(text), powiat, region) if fold(text) else []
    official = [known for known in found_units if fold(official_name(known)) == fold(text)]
    naming = official or [known for known in found_units if names_it(known, text)]
    best = naming or found_units
    return Recognised([known.teryt for known in best], sure=len(naming) == 1)


def code_of(text: str) -> str:
    """Return the TERYT code that a text is: a spreadsheet has taken the first zero off many.

    Examples
    --------
    >>> code_of("2477011"), code_of("TERYT 461011"), code_of("Tychy"), code_of("Urząd nr 3")
    ('2477011', '0461011', '', '')
    """
    found = CODE.fullmatch(text.strip())
    digits = found[1].replace(" ", "") if found else ""
    return next((digits.zfill(length) for length in LENGTHS if len(digits) in {length, length - 1}), "")


def names_it(known: Known, text: str) -> bool:
    """Tell whether a text has every word of the name of a unit, or of the seat of its office, in whatever case."""
    words = set(fold(text).split())
    cases = set[str]().union(*map(stems_of_case, words)) | words
    return any(_all_there(name, words, cases) for name in (known.name, seats().get(known.teryt, "")) if name)


def _all_there(name: str, words: Collection[str], cases: Collection[str]) -> bool:
    locative = fold(locatives().get(name, "")).split()
    if locative and set(locative) <= set(words):
        return True
    return all(word in words or not stems(word).isdisjoint(cases) for word in fold(name).split())


def _lying_in(found: Sequence[Known], powiat: str, region: str) -> list[Known]:
    """Return the units that lie where other columns say, if any do."""
    kept = list(found)
    for said, place in ((powiat, "powiat"), (region, "voivodeship")):
        wanted = KIND_WORDS.sub("", fold(said))
        there = [known for known in kept if wanted and fold(getattr(known, place)) == wanted]
        kept = there or kept
    return kept
