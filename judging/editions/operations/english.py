"""The English version of an edition is written: before its rules are approved and after, for it decides nothing."""

from collections.abc import Mapping
from datetime import datetime
from itertools import chain

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.refusals import Clash
from judging.editions import english
from judging.editions.english import Line, Part
from judging.editions.models import Edition, EnglishWording
from judging.editions.operations.versions import raise_version
from judging.editions.rules.changes import why_not_change_what_lasts

Wanted = Mapping[str, tuple[str, bool]]  # by place: the English, and whether it still says what the Polish says


def change_english(
    session: Session, edition: Edition, part: Part, wanted: Wanted, *, version: int, by: User, at: datetime
) -> None:
    """Write how the texts of a part read in English; the history keeps of which part and how many."""
    if refusal := why_not_change_what_lasts(edition):
        raise refusal
    every = english.lines(edition)
    changed = [line for line in every[part] if line.place.name in wanted and _changes(line, *wanted[line.place.name])]
    if version != edition.version:
        rows = [(line.place.label, wanted[line.place.name][0], line.english) for line in changed]
        raise Clash(rows, edition.version)
    if not changed:
        return
    written = {line.place.name: wanted[line.place.name][0] for line in changed}
    _write(edition, list(chain.from_iterable(every.values())), written)
    raise_version(edition)
    record(
        session,
        Action.ENGLISH_CHANGED,
        edition,
        by=by,
        at=at,
        edition_id=edition.id,
        changed=[str(part)],
        number=len(changed),
    )


def _changes(line: Line, wanted: str, still: bool) -> bool:
    """Tell whether this is another English, or the same confirmed for a changed text."""
    return wanted != line.english or bool(wanted and still and line.written_for != line.place.text)


def _write(edition: Edition, found: list[Line], changed: Mapping[str, str]) -> None:
    """Keep each wording under the place where its text now is; what belongs to no text any more goes."""
    moved = {line.place.name: (line.written_for, line.english) for line in found if line.english}
    for line in found:
        if line.place.name in changed:
            moved[line.place.name] = (line.place.text, changed[line.place.name])
    kept = {one.place: one for one in edition.english}
    known = {line.place.name for line in found}
    for place in known:
        text, worded = moved.get(place, ("", ""))
        if not worded:
            if place in kept:
                edition.english.remove(kept[place])
        elif place in kept:
            kept[place].text, kept[place].english = text, worded
        else:
            edition.english.append(EnglishWording(place=place, text=text, english=worded))
    for place in kept.keys() - known:
        edition.english.remove(kept[place])
