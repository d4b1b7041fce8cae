"""The part of the report that argues with words: what the jurors wrote for the chapter about each entry.

The whole chapter reads it, so it says nothing about an entry with which one of its members has a conflict.
"""

from collections.abc import Callable
from typing import Any

from judging.core.cells import cell_text
from judging.core.i18n import _, ngettext, speaking
from judging.results.comments import Group, Shown
from judging.results.snapshot import Snapshot


def words_of(snapshot: Snapshot, comments: Shown, address: Callable[[str], str]) -> dict[str, Any]:
    """Return a section for each entry, in the order of the ranking; ``address``: where its text is read."""
    with speaking("pl"):
        return {
            "why_not": comments.why_not,
            "nameless": comments.nameless,
            "entries": [_entry(snapshot, row, comments, address) for row in snapshot.rows],
        }


def _entry(snapshot: Snapshot, row: dict[str, Any], comments: Shown, address: Callable[[str], str]) -> dict[str, Any]:
    name, groups = snapshot.names[row["entry"]], comments.groups.get(row["entry"], ())
    why_not = "" if comments.why_not else _why_not(comments, row)
    return {
        "title": cell_text(name.title),
        "office": cell_text(name.office),
        "address": address(row["entry"]),
        "why_not": why_not or ("" if groups or comments.why_not else _("Nobody wrote anything about this entry.")),
        "groups": [] if why_not else [_group(group) for group in groups],
    }


def _why_not(comments: Shown, row: dict[str, Any]) -> str:
    """Say why the report is silent about what was written of an entry."""
    if away := comments.conflicts.get(row["entry"], 0):
        return ngettext(
            "%(num)d member of the chapter has a conflict of interest with this entry, so its comments are not "
            "printed; the secretary opens them in the room.",
            "%(num)d members of the chapter have a conflict of interest with this entry, so its comments are not "
            "printed; the secretary opens them in the room.",
            away,
        )
    return comments.why_not_to_all(row["entry"], row["sheets"])


def _group(group: Group) -> dict[str, Any]:
    said = [{"by": cell_text(one.juror), "lines": _lines(one.text)} for one in group.said]
    return {"title": cell_text(group.title), "said": said}


def _lines(text: str) -> list[str]:
    return [line for line in map(cell_text, text.splitlines()) if line]
