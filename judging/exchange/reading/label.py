"""When two labels are one, written differently."""

import re
import unicodedata
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache

from judging.exchange.reading.heading import QUOTES

DASHES = re.compile(r"\s*[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D-]+\s*")
ZEROS = re.compile(r"0+[1-9]\d*")
NUMBERED = re.compile(r"\s*(nr|no\.?|lp\.?)?\s*\d+\s*([.)\]:–—-]|\s)\s*(?=\D)", re.IGNORECASE)
DOTS = re.compile(r"[.\u2024\u2025\u2026\u00b7]+")


@lru_cache(maxsize=100_000)
def spelling_key(label: str) -> str:
    """Return what two labels share that differ only by case, dash, quotes, dots or spaces.

    A dot parts words, so that "1.1" is not "11".

    Examples
    --------
    >>> spelling_key("ANNA  Nowak"), spelling_key("J. Kowal–Lis"), spelling_key("„Zielona” Gmina.")
    ('anna nowak', 'j kowal-lis', 'zielona gmina')
    >>> spelling_key("007"), spelling_key("70"), spelling_key("0")
    ('7', '70', '0')
    """
    text = unicodedata.normalize("NFKC", label).casefold()
    if ZEROS.fullmatch(text.strip()):
        return text.strip().lstrip("0")
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
    groups = _grouped(first, spelling_key)
    behind_a_number = {label: row for label, row in first.items() if _unnumbered(label)}
    for key, numbered in _grouped(behind_a_number, _unnumbered).items():
        if key in groups and len({spelling_key(label) for label, _row in numbered}) == 1:
            both = {*groups[key], *numbered}
            groups[key] = [pair for pair in first.items() if pair in both]
    return {key: pairs for key, pairs in groups.items() if len(pairs) > 1}


def _unnumbered(label: str) -> str:
    """Return the key of a label without the number before it, as in "1. Park"; none where there is no number."""
    found = NUMBERED.match(label)
    return spelling_key(label[found.end() :]) if found else ""


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
