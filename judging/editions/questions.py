"""The questions of an entry form: which are asked, what is wrong with an answer, how it is read. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from judging.core.days import day_of
from judging.core.formatting import day
from judging.core.i18n import _
from judging.core.written import Worded, Written, joined
from judging.editions.models import DECIDING, LISTED, FieldKind, FormField

YES_NO = ("yes", "no")
NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?")


class Link(Written):
    """An answer that is an address: ``href`` is where it leads, empty for anything but the web."""

    __slots__ = ()

    @property
    def href(self) -> str:
        """Where a page may lead its reader."""
        return str(self) if is_link(self) else ""


def asked(fields: Sequence[FormField], answers: Mapping[str, str]) -> list[FormField]:
    """Return the fields that apply to these answers, in the order of the form.

    A field asked only upon an answer applies where the field of that answer applies and says just this.
    """
    found: list[FormField] = []
    known: dict[str, Collection[str]] = {}
    for field in fields:
        if field.asked_if and field.asked_if_answer not in known.get(field.asked_if, ()):
            continue
        found.append(field)
        if field.kind in DECIDING:
            known[field.key] = answers.get(field.key, "").split("\n")
    return found


def fault(field: FormField, answer: str) -> str | None:
    """Tell what is wrong with an answer and how it is mended, or None."""
    named = {"field": field.label}
    if not answer.strip():
        return _("Missing: %(field)s.", **named) if field.required else None
    if field.word_limit and count_words(answer) > field.word_limit:
        return _("Too long: %(field)s (at most %(limit)d words).", limit=field.word_limit, **named)
    if field.kind is FieldKind.NUMBER and not NUMBER.fullmatch(answer):
        return _("%(field)s: write a number in digits, such as 12 or 3.5.", **named)
    if field.kind is FieldKind.DATE and day_of(answer) is None:
        return _("%(field)s: give a day, such as 31.03.2027.", **named)
    if field.kind is FieldKind.LINK and not is_link(answer):
        return _("%(field)s: give a whole address that begins with https://.", **named)
    if field.kind in DECIDING and not set(answer.split("\n")) <= set(options(field)):
        return _("Choose again: %(field)s.", **named)
    return None


def read(field: FormField, answer: str) -> str:
    """Return an answer as people read it."""
    if field.kind is FieldKind.YES_NO:
        return {"yes": _("yes"), "no": _("no")}.get(answer, "")
    if field.kind is FieldKind.DATE and (found := day_of(answer)):
        return day(datetime(found.year, found.month, found.day, 12, tzinfo=UTC), "UTC")
    if field.kind is FieldKind.NUMBER and answer and field.unit:
        return joined("\N{NO-BREAK SPACE}", [Written(answer), field.unit])
    if field.kind in LISTED:
        return Worded(answer)
    if field.kind is FieldKind.LINK:
        return Link(answer)
    return answer


def options(field: FormField) -> Sequence[str]:
    """Return the answers from which one is chosen."""
    if field.kind is FieldKind.YES_NO:
        return YES_NO
    return field.choices if field.kind in LISTED else ()


def is_link(text: str) -> bool:
    """Tell whether a text is an address of the web.

    Examples
    --------
    >>> [is_link(text) for text in ("https://gmina.pl/praktyka", "gmina.pl", "javascript:alert(1)", "http://[")]
    [True, False, False, False]
    """
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and not any(one.isspace() for one in text)


def count_words(text: str) -> int:
    """Count the words as the counter under the field does: a lone dash is none.

    Examples
    --------
    >>> count_words("Co zrobiliśmy – i dlaczego")
    4
    """
    return sum(any(sign.isalnum() for sign in word) for word in text.split())
