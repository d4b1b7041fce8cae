"""Conflicts of interest that follow from facts. Pure: facts in, reasons out.

A detected conflict blocks like a declared one until the secretary lifts it with a reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

# Addresses at these say nothing about an employer; the last three are nobody's by RFC 2606.
SHARED_DOMAINS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "yahoo.com",
        "icloud.com",
        "proton.me",
        "protonmail.com",
        "wp.pl",
        "o2.pl",
        "onet.pl",
        "onet.eu",
        "op.pl",
        "poczta.onet.pl",
        "interia.pl",
        "interia.eu",
        "gazeta.pl",
        "tlen.pl",
        "vp.pl",
        "example.org",
        "example.com",
        "example.net",
    ]
)


class Ground(StrEnum):
    """Why a juror and an office are too near."""

    SAME_UNIT = "same unit"
    SAME_POWIAT = "same powiat"
    SAME_DOMAIN = "same e-mail domain"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an office lies; a powiat is told by its voivodeship too."""

    unit_id: int
    powiat: tuple[str, str]  # voivodeship, powiat


@dataclass(frozen=True, slots=True)
class Candidate:
    """An office whose entry is to be judged, with the e-mail addresses that act for it."""

    office_id: int
    place: Place
    emails: tuple[str, ...]


def domain(email: str) -> str | None:
    """Return the domain of an address when it tells an employer.

    Examples
    --------
    >>> domain("Anna@UM.Miasto.pl"), domain("anna@gmail.com")
    ('um.miasto.pl', None)
    """
    found = email.rpartition("@")[2].lower()
    return None if not found or found in SHARED_DOMAINS else found


def grounds(emails: Iterable[str], home: Iterable[Place], office: Candidate) -> Iterator[Ground]:
    """Yield why a juror should not judge an office, the strongest ground first.

    Parameters
    ----------
    emails
        The juror's addresses.
    home
        The places of the offices that the juror acts for, if any.
    office
        The office whose entry is to be judged.
    """
    own = list(home)
    if any(place.unit_id == office.place.unit_id for place in own):
        yield Ground.SAME_UNIT
    if office.place.powiat[1] and any(place.powiat == office.place.powiat for place in own):
        yield Ground.SAME_POWIAT
    if {*map(domain, emails)} & {*map(domain, office.emails)} - {None}:
        yield Ground.SAME_DOMAIN
