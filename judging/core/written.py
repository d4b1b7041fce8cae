"""Texts that people wrote, in the language of the competition: a page in another language says so.

A column of such texts gives out :class:`Written`. Where a template prints one on a page that is not in
Polish, signs stand around it; `judging/web/typesetting.py` turns them into ``<span lang="pl">`` in the
text of the page and takes them away elsewhere. Everywhere but in a page it is an ordinary text.

A text of an edition is :class:`Worded`: a secretary may have given it an English wording, which then
stands between the signs as well. The page prints that one; what a form sends stays as it is kept.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Flask, current_app, has_app_context
from markupsafe import escape
from sqlalchemy import JSON, Dialect, String
from sqlalchemy.types import TypeDecorator

from judging.core.i18n import DEFAULT, Told, language

OPEN, CLOSE = "\ue010", "\ue011"  # private to us, as those of patterns.py
OR = "\ue012"  # between a text and its English wording
Wordings = Mapping[str, str]  # a text as it is kept: how it reads in English


class Written(str):
    """A text in the language of the competition."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return it as a page prints it."""
        plain = escape(str(self))
        return plain if language() == DEFAULT or not self else f"{OPEN}{plain}{CLOSE}"


class Worded(Written):
    """A text of an edition, for which an English wording may stand."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return it as a page prints it: both, where there are two."""
        worded = wording(self)
        return f"{OPEN}{escape(str(self))}{OR}{escape(worded)}{CLOSE}" if worded else super().__html__()

    @property
    def told(self) -> str:
        """The text as a sentence of the reader's language has it."""
        return wording(self) or str(self)


def register_wordings(app: Flask, read: Callable[[int | None], Wordings]) -> None:
    """Let the frame say how texts read in English: of an edition by its id, or of the page being made."""
    app.extensions["wordings"] = read


def wordings(edition_id: int | None = None) -> Wordings:
    """Return the English wordings of an edition, or of this page; none in the language of the competition."""
    if not has_app_context() or language() == DEFAULT or "wordings" not in current_app.extensions:
        return {}
    read: Callable[[int | None], Wordings] = current_app.extensions["wordings"]
    return read(edition_id)


def wording(text: str) -> str | None:
    """Return the English wording of a text where one is to be read, else None."""
    return wordings().get(str(text)) if isinstance(text, Worded) else None


def told(text: str) -> str:
    """Return a text in the language of the reader, for what is no page."""
    return wording(text) or text


def told_throughout(value: Any) -> Any:
    """Return what a document says, with every text in it in the language of the reader."""
    if isinstance(value, dict):
        return {key: told_throughout(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [told_throughout(one) for one in value]
    return told(value) if isinstance(value, str) else value


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


def marked(value: Any, kind: type[Written] = Written) -> Any:
    """Return what JSON holds with every text in it as a written one; keys are ours and stay."""
    if isinstance(value, str):
        return kind(value)
    if isinstance(value, dict):
        return {key: marked(one, kind) for key, one in value.items()}
    return [marked(one, kind) for one in value] if isinstance(value, list) else value


def _written(value: str | None) -> Written | None:
    return None if value is None else Written(value)


def _worded(value: str | None) -> Worded | None:
    return None if value is None else Worded(value)


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


class WordedText(TypeDecorator[str]):
    """A column of texts of an edition."""

    impl = String
    cache_ok = True

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Any:
        """Return what reads a value."""
        return _worded


class WordedJSON(TypeDecorator[Any]):
    """A column of structures of such texts."""

    impl = JSON
    cache_ok = True

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        """Read a value."""
        return marked(value, Worded)
