"""Texts that people wrote, in the language of the competition: a page in another language says so.

A column of such texts gives out :class:`Written`. Where a template prints one on a page that is not in
Polish, signs stand around it; `judging/web/typesetting.py` turns them into ``<span lang="pl">`` in the
text of the page and takes them away elsewhere. Everywhere but in a page it is an ordinary text.
"""

from collections.abc import Iterable
from typing import Any

from markupsafe import escape
from sqlalchemy import JSON, Dialect, String
from sqlalchemy.types import TypeDecorator

from judging.core.i18n import DEFAULT, Told, language

OPEN, CLOSE = "\ue010", "\ue011"  # private to us, as those of patterns.py


class Written(str):
    """A text in the language of the competition."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return it as a page prints it."""
        plain = escape(str(self))
        return plain if language() == DEFAULT or not self else f"{OPEN}{plain}{CLOSE}"


def joined(between: str, parts: Iterable[str]) -> Told:
    """Join texts of which some may be written, as ``str.join`` would."""
    parts = list(parts)
    return Told(between.join(parts), escape(between).join(parts))


def with_written(text: str, parts: Iterable[object]) -> Told:
    """Return a text in which the parts that people wrote are marked as such."""
    html = escape(text)
    for part in {str(part) for part in parts if isinstance(part, str) and part}:
        html = html.replace(escape(part), escape(Written(part)))
    return Told(text, html)


def marked(value: Any) -> Any:
    """Return what JSON holds with every text in it as a written one; keys are ours and stay."""
    if isinstance(value, str):
        return Written(value)
    if isinstance(value, dict):
        return {key: marked(one) for key, one in value.items()}
    return [marked(one) for one in value] if isinstance(value, list) else value


def _written(value: str | None) -> Written | None:
    return None if value is None else Written(value)


class WrittenText(TypeDecorator[str]):
    """A column of texts that people wrote."""

    impl = String
    cache_ok = True

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Any:
        """Return what reads a value."""
        return _written


class WrittenJSON(TypeDecorator[Any]):
    """A column of structures of such texts."""

    impl = JSON
    cache_ok = True

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        """Read a value."""
        return marked(value)
