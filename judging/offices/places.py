"""Where a unit lies, in words: 142 pairs of units share both name and powiat (pure)."""

from functools import lru_cache
from typing import NamedTuple

from judging.core.i18n import _, language
from judging.core.written import Written, joined
from judging.offices.models import Unit, UnitKind

WITH_KIND = {UnitKind.POWIAT, UnitKind.VOIVODESHIP}  # whose names are spoken with the kind
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


def told_apart(unit: Unit, district: str = "") -> str:
    """Tell all that the search reads of a unit beside its name: its kind, its place and its code."""
    parts = [where(unit), _("TERYT %(code)s", code=unit.teryt)]
    return joined(", ", [_("district %(name)s", name=Written(district)), *parts] if district else parts)


def full_name(unit: Unit | Place) -> str:
    """Return the name of a unit as it is spoken: "powiat złotowski", not "złotowski"."""
    if unit.kind is UnitKind.POWIAT:
        return _("powiat %(name)s", name=unit.name)
    if unit.kind is UnitKind.VOIVODESHIP:
        return _("voivodeship %(name)s", name=unit.name)
    return unit.name


@lru_cache(KEPT)
def _told(_language: str, place: Place) -> str:
    """Tell the kind, unless the full name has told it, the powiat and the voivodeship."""
    parts = [] if place.kind in WITH_KIND else [place.kind.label]
    if place.powiat and place.powiat != place.name:
        parts.append(_("powiat %(name)s", name=place.powiat))
    if place.kind is not UnitKind.VOIVODESHIP:
        parts.append(_("voivodeship %(name)s", name=place.voivodeship))
    return joined(", ", parts or [_("self-government of the region")])
