"""When two labels are one, written differently."""

import re
import unicodedata
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache

from judging.exchange.reading.heading import QUOTES

DASHES = re.compile(r"\s*[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D-]+\s*")
DOTS = re.compile(r"[.\u2024\u2025\u2026\u00b7]+")


@lru_cache(maxsize=100_000)
def spelling_key(label: str) -> str:
    """Return what two labels share that differ only by case, dash, quotes, dots or spaces.

    A dot parts words, so that "1.1" is not "11".

    Examples
    --------
    >>> spelling_key("ANNA  Nowak"), spelling_key("J. Kowal–Lis"), spelling_key("„Zielona” Gmina.")
    ('anna nowak', 'j kowal-lis', 'zielona gmina')
    """
    text = unicodedata.normalize("NFKC", label).casefold()
    text = DOTS.sub(" ", DASHES.sub("-", text))
    text = "".join(sign for sign in text if sign not in QUOTES)
    return " ".join(text.split()) or label


@lru_cache(maxsize=100_000)
def bare_key(label: str) -> str:
    """Return what two labels share that differ only by signs above and through letters.

    Examples
    --------
    >>> bare_key("Liś") == bare_key("Lis"), bare_key("Łoś")
    (True, 'los')
    """
    text = unicodedata.normalize("NFD", spelling_key(label)).replace("ł", "l").replace("ø", "o")
    return "".join(sign for sign in text if not unicodedata.combining(sign))


def spellings(labels: Sequence[str | None], rows: Sequence[Hashable]) -> Mapping[str, Sequence[tuple[str, Hashable]]]:
    """Group the labels that are one: by what they share, each spelling with its first row.

    Parameters
    ----------
    labels : sequence of str or None
    rows : sequence of the same length
        Where each label stands.

    Returns
    -------
    mapping from str
        Only groups of two spellings or more, in the order of the file.
    """
    first = _first_rows(labels, rows)
    return {key: pairs for key, pairs in _grouped(first, spelling_key).items() if len(pairs) > 1}


def nearly_alike(labels: Sequence[str | None], rows: Sequence[Hashable]) -> Sequence[Sequence[tuple[str, Hashable]]]:
    """List labels that differ only by diacritics, each with its first row."""
    first = {spelling_key(label): (label, row) for label, row in _first_rows(labels, rows).items()}
    distinct = dict(first.values())
    return [pairs for pairs in _grouped(distinct, bare_key).values() if len(pairs) > 1]


def _first_rows(labels: Sequence[str | None], rows: Sequence[Hashable]) -> dict[str, Hashable]:
    """Return each label with the row where it stands first."""
    first: dict[str, Hashable] = {}
    for label, row in zip(labels, rows, strict=True):
        if label and label not in first:
            first[label] = row
    return first


def _grouped(first: Mapping[str, Hashable], key: object) -> dict[str, list[tuple[str, Hashable]]]:
    """Group labels by a key."""
    groups: dict[str, list[tuple[str, Hashable]]] = {}
    for label, row in first.items():
        groups.setdefault(key(label), []).append((label, row))  # type: ignore[operator]
    return groups
