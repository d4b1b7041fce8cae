"""Where a unit lies, in words: 142 pairs of units share both name and powiat (pure)."""

from functools import lru_cache
from typing import NamedTuple

from judging.core.i18n import _, language
from judging.offices.models import Unit, UnitKind

KEPT = 6000  # all units of the register in two languages


class Place(NamedTuple):
    """What tells a unit from its namesakes."""

    kind: UnitKind
    name: str
    powiat: str
    voivodeship: str


def where(unit: Unit | Place) -> str:
    """Tell the kind and the place of a unit."""
    if not isinstance(unit, Place):
        unit = Place(unit.kind, unit.name, unit.powiat, unit.voivodeship)
    return _told(language(), unit)


@lru_cache(KEPT)
def _told(_language: str, place: Place) -> str:
    parts = [place.kind.label]
    if place.powiat and place.powiat != place.name:
        parts.append(_("powiat %(name)s", name=place.powiat))
    return ", ".join([*parts, _("voivodeship %(name)s", name=place.voivodeship)])
