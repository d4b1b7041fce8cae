"""What of an earlier entry fits the form of another edition. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from judging.editions.models import LISTED, Area, Edition, FormField
from judging.entries.models import Entry


@dataclass(frozen=True, slots=True)
class Carried:
    """The text of an entry in the form of another edition; ``left`` are the questions whose answers fit nowhere."""

    title: str
    area: Area | None
    answers: Mapping[str, str]
    left: Sequence[str]


def carried(source: Entry, edition: Edition) -> Carried:
    """Return what stands of an entry, else what is in its form, as far as another edition asks for it.

    A question is the same under its key, or under its words; an answer that is none of the new choices is left.
    """
    text = source.standing or source
    asked = {field.key: field for field in source.edition.fields}
    answers: dict[str, str] = {}
    left = []
    for key, answer in text.answers.items():
        old = asked.get(key)
        if not answer.strip() or old is None:
            continue
        new = _same(old, edition.fields)
        if new is None or new.key in answers or not _fits(answer, new):
            left.append(old.label)
        else:
            answers[new.key] = answer
    name = source.standing.area_name if source.standing else source.area.name if source.area else ""
    area = next((one for one in edition.areas if _plain(one.name) == _plain(name)), None)
    only = edition.areas[0] if len(edition.areas) == 1 else None
    return Carried(text.title, area or only, answers, left)


def _same(old: FormField, fields: Sequence[FormField]) -> FormField | None:
    alike = [field for field in fields if field.kind is old.kind]
    by_key = (field for field in alike if field.key == old.key)
    by_words = (field for field in alike if _plain(field.label) == _plain(old.label))
    return next(by_key, None) or next(by_words, None)


def _fits(answer: str, field: FormField) -> bool:
    return field.kind not in LISTED or set(answer.split("\n")) <= set(field.choices)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
