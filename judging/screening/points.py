"""The points of a formal check, and the letter that what was found at them makes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from judging.screening.models import Met

USUAL = (  # in the language of the competition, as all that a secretary writes
    "Zgłoszenie złożył urząd, który może wziąć udział w konkursie.",
    "Praktyka została wdrożona: opis mówi o tym, co działa, a nie o zamiarze.",
    "Odpowiedzi są na temat pytań i dadzą się ocenić.",
    "Załączniki otwierają się i dotyczą zgłoszenia.",
    "Oświadczenie osoby kierującej jednostką jest podpisane przez uprawnioną osobę.",
    "Tekst i załączniki nie zawierają danych osobowych, których nie wolno ujawnić.",
)
MOST = 30
LONGEST = 300  # characters of a point
LONGEST_REMARK = 1000
LONGEST_TEXT = 3000  # characters of a ready text, which is one part of the remarks


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at one point; None at ``met``: nobody has answered it."""

    text: str
    met: Met | None = None
    remark: str = ""


def with_the_rest(found: Sequence[Found]) -> list[Found]:
    """Return the points with those nobody answered as met."""
    return [one if one.met else Found(one.text, Met.YES, one.remark) for one in found]


def letter(remarks: str, ready: str, found: Sequence[Found]) -> str:
    r"""Return what the office reads: the remarks, a ready text, then each point that is not met.

    Examples
    --------
    >>> letter("Prosimy o poprawkę.", "", [Found("Załączniki otwierają się.", Met.NO, "Plik 2 jest pusty.")])
    'Prosimy o poprawkę.\n\nNiespełnione: Załączniki otwierają się. Plik 2 jest pusty.'
    """
    parts = [remarks.strip()]
    if ready.strip() and ready.strip() not in remarks:
        parts.append(ready.strip())
    parts += [_line(one) for one in found if one.met is Met.NO]
    return "\n\n".join(part for part in parts if part)


def _line(one: Found) -> str:
    """Return the line of a point that is not met, in the language of the competition."""
    return f"Niespełnione: {one.text} {one.remark.strip()}".strip()
