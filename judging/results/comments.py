"""What jurors wrote for the chapter, put in order for its readers. Pure.

Without names nothing tells one juror from another: under each criterion the order is that of a keyed hash of its own,
so that no two comments can be known for one person's by their places, and nobody without the key can work it out.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from judging.core.i18n import _
from judging.editions.models import CommentsSeen
from judging.results.snapshot import Snapshot
from judging.stats.collation import alphabetical

FEWEST = 3  # sheets: of fewer, whoever wrote one knows who wrote the other
WHOLE = ""  # stands for a comment on the entry as a whole


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as it lies on a sheet: of which entry, whose, on which criterion."""

    entry: str
    seat: str
    criterion: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """One comment as it is read; ``juror`` is empty where no names are given."""

    text: str
    juror: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The comments on one criterion, or on the entry as a whole."""

    title: str
    said: Sequence[Said]


Comments = Mapping[str, Sequence[Group]]  # by entry


@dataclass(frozen=True, slots=True)
class Shown:
    """The comments of a round as its reader is shown them; ``why_not`` says why there are none at all."""

    groups: Comments = field(default_factory=dict)
    why_not: str = ""
    nameless: bool = True
    conflicts: Mapping[str, int] = field(default_factory=dict)  # members who must not read, by entry
    own: frozenset[str] = frozenset()  # entries of an office for which the reader acts: nothing is said of them

    def why_not_to_all(self, entry: str, sheets: int) -> str:
        """Say why the whole chapter is not shown what was written about an entry; empty where it is."""
        if entry in self.own:
            return of_own_office()
        if self.why_not or not self.groups.get(entry):
            return self.why_not
        if self.nameless and sheets < FEWEST:
            return _("With so few sheets the comments are not shown: they would name their jurors.")
        return ""


def of_own_office() -> str:
    """Say why the comments on an entry are kept from whoever acts for its office, also once the results are public."""
    return _("You act for the office of this entry: what the jurors wrote for the chapter is not shown to you.")


def grouped(found: Iterable[Comment], snapshot: Snapshot, seen: CommentsSeen, key: bytes) -> Comments:
    """Return the comments by entry and criterion: with names in their order, without them in one that tells nothing."""
    named = seen is CommentsSeen.NAMED
    places = [*(str(criterion.name) for criterion in snapshot.rules.criteria), WHOLE]
    by_place: dict[str, dict[str, list[Comment]]] = {}
    for one in found:
        if one.entry in snapshot.names:
            by_place.setdefault(one.entry, {}).setdefault(one.criterion, []).append(one)

    def ordered(those: Iterable[Comment]) -> list[Said]:
        if named:
            said = [Said(one.text, snapshot.jurors.get(one.seat, "–")) for one in those]
            return sorted(said, key=lambda one: alphabetical(one.juror))
        return [Said(one.text) for one in sorted(those, key=lambda one: _shuffled(one, key))]

    def title(place: str) -> str:
        return snapshot.criteria.get(place, place) if place else _("The entry as a whole")

    return {
        entry: [Group(title(place), ordered(there[place])) for place in places if place in there]
        for entry, there in by_place.items()
    }


def _shuffled(one: Comment, key: bytes) -> bytes:
    return hmac.digest(key, "\n".join((one.entry, one.criterion, one.seat)).encode(), hashlib.sha256)
