"""Rules as a secretary writes them down: a TOML file."""

import re
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from judging.exchange.reading.container import refused
from judging.exchange.reading.encoding import decoded
from judging.stats.problems import InvalidScores, Problem
from judging.stats.vocabulary import Method

LINE = re.compile(r"line (\d+)")
MISTAKES = {
    "TOML_DECIMAL_COMMA": re.compile(r"=\s*[+-]?\d+,\d"),
    "TOML_PERCENT": re.compile(r"=\s*[\d.]+\s*%"),
    "TOML_NO_QUOTES": re.compile(r"=\s*\[?\s*[^\W\d]\w*\s*(\]|,|#|$)"),
    "TOML_COLON": re.compile(r"^\w+\s*[:;]"),
}
NUMBERS = {"min": "low", "max": "high"}
SETTINGS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "min": (lambda value: _number(value) is not None, "a number"),
    "max": (lambda value: _number(value) is not None, "a number"),
    "method": (lambda value: isinstance(value, str), "a text"),
    "drop": (lambda value: isinstance(value, list) and len(value) == 2, "two whole numbers"),
    "min_sheets": (lambda value: type(value) is int, "a whole number"),
    "exclude_below_min": (lambda value: isinstance(value, bool), "true or false"),
    "prizes": (lambda value: type(value) is int, "a whole number"),
    "distinctions": (lambda value: type(value) is int, "a whole number"),
    "ties": (lambda value: isinstance(value, list), "a list of texts"),
    "drop_per": (lambda value: isinstance(value, str), "a text"),
    "tie_jurors": (lambda value: isinstance(value, list), "a list of texts"),
    "best": (lambda value: type(value) is int, "a whole number"),
    "rank_on": (lambda value: type(value) is int, "a whole number"),
}


def read_settings(path: Path) -> dict[str, Any]:
    """Read a TOML file of rules into keyword arguments of `ScoringRules`.

    Raises
    ------
    InvalidScores
        ``UNREADABLE_FILE``, ``NOT_TOML`` and its kin, ``UNKNOWN_SETTING`` or ``WRONG_TYPE``, each by its key.
    """
    stored = _toml(path)
    problems = [
        Problem("UNKNOWN_SETTING", None, name, str(stored[name]), ", ".join(SETTINGS))
        for name in stored
        if name not in SETTINGS
    ]
    problems += [
        Problem("WRONG_TYPE", None, name, str(stored[name]), allowed)
        for name, (fits, allowed) in SETTINGS.items()
        if name in stored and not fits(stored[name])
    ]
    if problems:
        raise InvalidScores(problems)
    numbers = {field: _number(stored[name]) for name, field in NUMBERS.items() if name in stored}
    lists: dict[str, Any] = {name: tuple(stored[name]) for name in ("drop", "ties", "tie_jurors") if name in stored}
    method = {"method": Method.TRIMMED} if stored.get("best") else {}  # the best sheets: all others are left out
    return {**method, **{k: v for k, v in stored.items() if k not in NUMBERS}, **lists, **numbers}


def _toml(path: Path) -> dict[str, Any]:
    """Read a TOML file, or say in which line it is none."""
    try:
        text, _encoding = decoded(path.read_bytes())
    except OSError as error:
        raise refused("UNREADABLE_FILE", error.strerror or str(error)) from error
    try:
        return tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise InvalidScores([_not_toml(text, str(error))]) from error


def _not_toml(text: str, said: str) -> Problem:
    """Tell the line that is no TOML, and the mistake in it where it is a usual one."""
    found = LINE.search(said)
    lines = text.splitlines()
    number = int(found.group(1)) if found else len(lines)
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    code = next((code for code, pattern in MISTAKES.items() if pattern.search(line)), "NOT_TOML")
    return Problem(code, number, None, line, said)


def _number(value: object) -> Fraction | None:
    """Return a number of a TOML file exactly, or None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Fraction(value) if Decimal(value).is_finite() else None
