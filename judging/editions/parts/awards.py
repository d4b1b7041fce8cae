"""What a secretary sets of one kind of award. Pure."""

from dataclasses import dataclass, fields

from judging.core.i18n import _l
from judging.editions.models import AwardKind

LABELS = {
    "name": _l("Name of the award"),
    "name_accusative": _l("Name in the accusative"),
    "quantity": _l("How many may be given"),
    "main": _l("Kind of award"),
    "per_area": _l("This number holds in each area"),
    "minimal_score": _l("Lowest score with which it is given"),
    "ex_aequo_counts_once": _l("Awards shared by equals count as one"),
}
MOST = 60  # kinds of awards of an edition
NOUNS = {"nagroda", "statuetka", "odznaka", "nominacja", "pochwała", "premia", "korona", "gwiazda", "perła"}
ADJECTIVES = ("na", "wa", "ska", "cka", "sza", "cia", "druga", "złota")
GENITIVES = ("twa", "rona")  # of a nagroda starostwa, patrona: whose it is


@dataclass(frozen=True, slots=True)
class AwardSetup:
    """What is set of one kind of award; without ``main`` it is a distinction."""

    name: str
    name_accusative: str
    quantity: int = 1
    main: bool = False
    per_area: bool = False
    minimal_score: str | None = None
    ex_aequo_counts_once: bool = False


def award_setup(kind: AwardKind) -> AwardSetup:
    """Return what is set of a kind of award."""
    return AwardSetup(**{field.name: getattr(kind, field.name) for field in fields(AwardSetup)})


def set_award(kind: AwardKind, setup: AwardSetup) -> None:
    """Give a kind of award what is set of it."""
    for field in fields(setup):
        setattr(kind, field.name, getattr(setup, field.name))


def accusative(name: str) -> str:
    """Return how the name of an award most likely stands after "otrzymuje": the secretary checks it.

    Examples
    --------
    >>> accusative("Nagroda Główna"), accusative("Główna Nagroda"), accusative("wyróżnienie")
    ('Nagrodę Główną', 'Główną Nagrodę', 'wyróżnienie')
    >>> accusative("Nagroda Marszałka Województwa"), accusative("Grand Prix")
    ('Nagrodę Marszałka Województwa', 'Grand Prix')
    """
    words = name.split(" ")
    nouns = [place for place, word in enumerate(words) if word.lower() in NOUNS]
    if not nouns:
        return name
    noun = nouns[0]
    words[noun] = _ending(words[noun], "ę")
    for place in [*range(noun), *range(noun + 1, min(noun + 2, len(words)))]:
        if _agrees(words[place].lower()):
            words[place] = _ending(words[place], "ą")
    return " ".join(words)


def _agrees(word: str) -> bool:
    """Tell whether a word is an adjective of the noun beside it, rather than whose the award is."""
    return word.endswith(ADJECTIVES) and not word.endswith(GENITIVES)


def _ending(word: str, letter: str) -> str:
    return word[:-1] + (letter.upper() if word[-1].isupper() else letter)
