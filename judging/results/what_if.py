"""What if: the ranking counted again with other weights, another method, without a juror.

The same function counts as for the official result, in whole numbers, so that the answer is what
the rules would have given. Nothing here is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from judging.core.formatting import number, percent
from judging.core.i18n import _, ngettext
from judging.core.refusals import Incomplete
from judging.results.snapshot import Document, Snapshot
from judging.results.table import lines_after
from judging.results.text.labels import last_place, method_name
from judging.stats.vocabulary import Method

if TYPE_CHECKING:
    import pandas as pd

HIGHEST_WEIGHT = 100


@dataclass(frozen=True)
class Question:
    """Other weights by criterion, a way of counting, and perhaps a juror to leave out."""

    weights: dict[str, int]
    method: Method
    without: str = ""

    def changes(self, snapshot: Snapshot) -> bool:
        """Tell whether this is another question than the rules answer."""
        return self != official(snapshot)


@dataclass(frozen=True)
class Answer:
    """Places and printed scores by entry, and who comes in or drops out of the main prizes."""

    order: list[str]
    places: dict[str, int | None]
    tied: dict[str, bool]
    scores: dict[str, str | None]
    gained: list[str]
    lost: list[str]


def official(snapshot: Snapshot) -> Question:
    """Return the question that the rules ask."""
    weights = {str(criterion.name): criterion.weight for criterion in snapshot.rules.criteria}
    return Question(weights, snapshot.rules.method)


def question(snapshot: Snapshot, asked: Mapping[str, str]) -> Question:
    """Read a question from an address; what is missing or odd stays as in the rules."""
    rules = official(snapshot)
    weights = {key: _weight(asked.get(f"w_{key}"), own) for key, own in rules.weights.items()}
    method = asked.get("method", rules.method)
    without = asked.get("without", "")
    return Question(
        weights,
        Method(method) if method in set(Method) else rules.method,
        without if without in snapshot.jurors else "",
    )


def _weight(text: str | None, own: int) -> int:
    if not text or not (text.isascii() and text.isdecimal()):
        return own
    return HIGHEST_WEIGHT if len(text) > 3 else min(int(text), HIGHEST_WEIGHT)


def count(snapshot: Snapshot, asked: Question) -> Answer:
    """Count the ranking again; refuses where the question has no answer."""
    from judging.analysis.leave_one_out import under_method  # with pandas: only when asked for
    from judging.stats.aggregation import official_table
    from judging.stats.problems import InvalidScores

    if not any(asked.weights.values()):
        raise Incomplete(_("At least one weight must be above 0."))
    counted = [entry for entry in snapshot.names if entry not in snapshot.withheld]
    if not counted:
        return Answer([], {}, {}, {}, [], [])
    rules = snapshot.rules
    criteria = tuple(replace(c, weight=asked.weights[str(c.name)]) for c in rules.criteria)
    scores = snapshot.scores
    if asked.without:
        scores = scores[scores["juror"].astype(str) != asked.without]
    try:
        table = official_table(
            scores,
            under_method(replace(rules, criteria=criteria), asked.method),
            entries=counted,
        )
    except InvalidScores as error:
        raise Incomplete(_("Some entries have too few sheets for this way of counting.")) from error
    return _answer(snapshot, table)


def _answer(snapshot: Snapshot, table: "pd.DataFrame") -> Answer:
    order = [str(label) for label in table.index]
    places = [None if place != place else int(place) for place in table["place"].astype(float)]
    by_entry = dict(zip(order, places, strict=True))
    line = snapshot.document["lines"]["main"]
    within = {row["entry"] for row in snapshot.rows if row["place"] and row["place"] <= line}
    before = within - snapshot.withheld
    line -= len(within & snapshot.withheld)  # prizes of entries that are not counted here
    now = {entry for entry, place in by_entry.items() if place is not None and place <= line}
    return Answer(
        order=order,
        places=by_entry,
        tied=dict(zip(order, table["tied"].tolist(), strict=True)),
        scores={
            entry: text if isinstance(text, str) else None
            for entry, text in zip(order, table["printed"].tolist(), strict=True)
        },
        gained=[entry for entry in order if entry in now - before],
        lost=[entry for entry in order if entry in before - now],
    )


def sentence(snapshot: Snapshot, asked: Question, answer: Answer) -> str:
    """Say what would become of the prize-winners, and of whom nothing is said here."""
    if not snapshot.withheld:
        return _sentence(snapshot, asked, answer)
    left_out = ngettext(
        "Entries with fewer than %(num)d sheet are left out here: jurors could work out the sheet of another.",
        "Entries with fewer than %(num)d sheets are left out here: jurors could work out the sheet of another.",
        snapshot.fewest_sheets,
    )
    return f"{_sentence(snapshot, asked, answer)} {left_out}" if answer.order else left_out


def _sentence(snapshot: Snapshot, asked: Question, answer: Answer) -> str:
    if not asked.changes(snapshot):
        return _("These are the rules as they stand.")
    if not snapshot.document["lines"]["declared"]:
        return _of_the_first(snapshot, answer)
    if not answer.gained and not answer.lost:
        return _("The prize-winners would be the same.")
    if not answer.lost:
        titles = snapshot.titles(answer.gained)
        return _("The prize-winners would stay; level with them: %(titles)s.", titles=titles)
    parts = []
    if answer.gained:
        parts.append(_("Would come in: %(titles)s.", titles=snapshot.titles(answer.gained)))
    if answer.lost:
        parts.append(_("Would drop out: %(titles)s.", titles=snapshot.titles(answer.lost)))
    return _("The prize-winners would be others.") + " " + " ".join(parts)


def _of_the_first(snapshot: Snapshot, answer: Answer) -> str:
    """Say who would come first, where no main prize is declared."""
    if not answer.gained and not answer.lost:
        return _("The first place would be the same.")
    first = [entry for entry in answer.order if answer.places[entry] == 1]
    return _("First would be: %(titles)s.", titles=snapshot.titles(first))


def shares(weights: Mapping[str, int]) -> dict[str, str]:
    """Print each weight's share of the score."""
    total = sum(weights.values()) or 1
    return {key: percent(weight / total) for key, weight in weights.items()}


def rows(snapshot: Snapshot, asked: Question, answer: Answer, *, sheets_open: bool) -> list[Document]:
    """Return the new order with the official place beside it, as people read it.

    Where single sheets are closed, another method shows places only: of few sheets its scores –
    a median is one – would tell the sheets themselves.
    """
    scored = sheets_open or asked.method == snapshot.rules.method
    was = _official_places(snapshot)
    lines = {} if snapshot.withheld else lines_after(snapshot, answer.places)
    return [
        {
            "entry": entry,
            "title": snapshot.names[entry].title,
            "office": snapshot.names[entry].office,
            "place": _printed(answer.places[entry], answer.tied[entry]),
            "score": number(answer.scores[entry]) if scored else "–",
            "was": "–" if was[entry] is None else str(was[entry]),
            "move": _move(was[entry], answer.places[entry]),
            "line": lines.get(entry, ""),
            "line_name": last_place(lines.get(entry, "")),
        }
        for entry in answer.order
    ]


def _official_places(snapshot: Snapshot) -> dict[str, int | None]:
    """Return the official places, among the entries that are counted here."""
    places = {row["entry"]: row["place"] for row in snapshot.rows if row["entry"] not in snapshot.withheld}
    if not snapshot.withheld:
        return places
    taken = [place for place in places.values() if place]
    return {entry: 1 + sum(other < place for other in taken) if place else None for entry, place in places.items()}


def _printed(place: int | None, tied: bool) -> str:
    return "–" if place is None else f"{place}\u00a0=" if tied else str(place)


def _move(was: int | None, now: int | None) -> str:
    """Print how many places an entry would go up or down; nothing where it stays."""
    if was is None or now is None or was == now:
        return ""
    return f"↑\u00a0{was - now}" if now < was else f"↓\u00a0{now - was}"


def method_choices() -> list[tuple[str, str]]:
    """Return the ways of counting that can be asked for."""
    return [(method, method_name(method)) for method in Method]
