"""The report for the meeting: what the scores settle, and what is worth the chapter's time.

It goes to the whole chapter, so it is made from what the room may see: nothing about one juror.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from judging.analysis import missing, reasons
from judging.core.cells import cell_text
from judging.core.formatting import moment, number, percent
from judging.core.i18n import _, ngettext, speaking
from judging.core.pdf import compile_pdf
from judging.results.comments import Shown
from judging.results.files.pack import Occasion
from judging.results.files.report_words import words_of
from judging.results.snapshot import EntryName, Snapshot
from judging.results.table import line_classes, ranked
from judging.results.text import labels
from judging.results.text.entry import lifts
from judging.results.text.jury import concordance, jury_size
from judging.results.text.ranking import front, methods, reliance
from judging.results.text.warnings import warnings
from judging.results.text.weights import change_of_weights, interval, without_criteria
from judging.stats.vocabulary import Zone

Row = dict[str, Any]
TELLING = 0.1  # points of the score, against the field, from which a criterion is worth naming


def report_pdf(
    snapshot: Snapshot,
    occasion: Occasion,
    *,
    at: datetime,
    comments: Shown | None = None,
    address: Callable[[str], str] = str,
) -> bytes:
    """Return the PDF/UA as of a moment; the same record gives the same bytes at any time.

    ``address`` gives where the text of an entry is read.
    """
    dated = snapshot.frozen.at if snapshot.frozen else at
    content = report_content(snapshot, occasion, dated)
    content["words"] = words_of(snapshot, comments, address) if comments else None
    return compile_pdf("report", content, dated=dated)


def report_content(snapshot: Snapshot, occasion: Occasion, at: datetime) -> dict[str, Any]:
    """Return what the report prints: the ranking as the room may see it, in Polish words."""
    shown = _cleaned(snapshot.for_room())
    document = shown.document
    with speaking("pl"):
        return {
            "title": " – ".join(
                filter(
                    None,
                    [
                        "Raport na posiedzenie Kapituły",
                        cell_text(occasion.edition),
                        cell_text(occasion.area),
                    ],
                )
            ),
            "over": cell_text(f"{occasion.competition} · {occasion.round}"),
            "facts": _facts(shown, at),
            "reliance": reliance(document),
            "settlement": front(document),
            "warnings": warnings(document),
            "jury_size": jury_size(document),
            "concordance": concordance(document),
            "rows": _rows(shown),
            "chances": labels.chance_heads(document["lines"]),
            "places": sum(row["place"] is not None for row in shown.rows),
            "chances_unknown": _chances_unknown(document),
            "contested": [_contested(shown, row) for row in agenda(document)],
            "ties": list(_ties(shown)),
            "methods": methods(document),
            "method_rows": _methods(shown),
            "criteria": _criteria(shown),
            "change": change_of_weights(shown),
            "fingerprint": document["input_sha256"],
            "software": f"judging {document['version']}",
        }


def _chances_unknown(document: dict[str, Any]) -> str:
    """Say why chances are unknown of entries that have a place; empty where all are known."""
    placed = [row for row in document["ranking"] if row["place"] is not None]
    why = next(filter(None, (missing.chance(row, document) for row in placed)), None)
    return _(reasons.CHANCES_UNKNOWN[why]) if why else ""


def _cleaned(snapshot: Snapshot) -> Snapshot:
    """Return the same with names that a document can print: one line, no control signs."""
    names = {
        key: EntryName(
            name.id,
            name.number,
            _set(name.office),
            _set(name.title),
            cell_text(name.area),
        )
        for key, name in snapshot.names.items()
    }
    criteria = {key: cell_text(name) for key, name in snapshot.criteria.items()}
    return replace(snapshot, names=names, criteria=criteria)


def _set(text: str) -> str:
    """Return a name as a printer sets it: no preposition hangs at the end of a line."""
    return re.sub(r"(?<= [a-zA-Z]) ", "\N{NO-BREAK SPACE}", cell_text(text))


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _facts(snapshot: Snapshot, at: datetime) -> list[list[str]]:
    """Return what was counted and how."""
    rules, frozen = snapshot.rules, snapshot.frozen
    sheets = sum(row["sheets"] for row in snapshot.rows)
    state = (
        _("The results were closed on %(when)s.", when=moment(frozen.at, snapshot.zone))
        if frozen
        else _(
            "As of %(when)s. The round is closed, the results are not: they follow every correction of a sheet.",
            when=moment(at, snapshot.zone),
        )
    )
    return [
        [_("State"), state],
        [_("Entries"), str(len(snapshot.rows))],
        [_("Sheets that count"), str(sheets)],
        [_("Method"), labels.method_name(rules.method)],
        [_("Scale"), f"{number(float(rules.low))}–{number(float(rules.high))}"],
        [_("To be given"), _awards(rules.prizes, rules.distinctions)],
    ]


def _awards(prizes: int, distinctions: int) -> str:
    main = ngettext("%(num)d main prize", "%(num)d main prizes", prizes) if prizes else ""
    others = ngettext("%(num)d distinction", "%(num)d distinctions", distinctions) if distinctions else ""
    return ", ".join(filter(None, [main, others])) or "–"


def _rows(snapshot: Snapshot) -> list[Row]:
    """Return the ranking, with what its lines and its bands are drawn from."""
    lines = line_classes(snapshot)
    heads = labels.chance_heads(snapshot.document["lines"])
    return [
        {
            "cells": [
                row.place,
                str(row.name.number),
                row.name.title,
                row.name.office,
                number(row.figures["score"]),
                str(row.figures["sheets"]),
                *map(_unbroken, [row.chance, row.chance_honoured][: len(heads)]),
                row.zone.word if row.zone else "–",
            ],
            "band": row.band,
            "low": row.figures["band_low"] if snapshot.has_bands else None,
            "high": row.figures["band_high"] if snapshot.has_bands else None,
            "place": row.figures["place"],
            "line": lines.get(row.figures["entry"], ""),
        }
        for row in ranked(snapshot, snapshot.rows)
    ]


def agenda(document: dict[str, Any]) -> list[Row]:
    """Return the entries whose prize or distinction the scores leave open, the most open first."""
    lines, found = document["lines"], []
    kinds = ["main", "honoured"] if lines["honoured"] > lines["main"] else ["main"]
    for row in document["ranking"]:
        doubts = [abs(row[f"p_{kind}"] - 0.5) for kind in kinds if row[f"zone_{kind}"] == Zone.CONTEST]
        if doubts:
            found.append((min(doubts), row))
    return [row for _doubt, row in sorted(found, key=lambda one: one[0])]


def _contested(snapshot: Snapshot, row: Row) -> Row:
    """Return an entry to spend the time on, with what it is strong and weak in."""
    [shown] = ranked(snapshot, [row])
    heads = labels.chance_heads(snapshot.document["lines"])
    ordered = sorted(lifts(snapshot, row), key=lambda lift: -lift[1])
    named = [(snapshot.criteria.get(key, key), value) for key, value in ordered]
    up = [_lift(name, value) for name, value in named if value >= TELLING][:2]
    down = [_lift(name, value) for name, value in reversed(named) if value <= -TELLING][:2]
    return {
        "cells": [
            shown.place,
            shown.name.title,
            shown.name.office,
            *map(_unbroken, [shown.chance, shown.chance_honoured][: len(heads)]),
            shown.band,
            number(row["spread"], 2),
        ],
        "title": shown.name.title,
        "strong": ", ".join(up),
        "weak": ", ".join(down),
    }


def _lift(name: str, lift: float) -> str:
    return f"{name} ({labels.signed(lift, 2)})"


def _ties(snapshot: Snapshot) -> Iterator[str]:
    """Yield a sentence for every place that is shared and for every tie that was broken."""
    shared: dict[int, list[str]] = {}
    for row in snapshot.rows:
        title = _("“%(title)s”", title=snapshot.names[row["entry"]].title)
        if row["tied"]:
            shared.setdefault(row["place"], []).append(title)
        elif row["tie_step"]:
            step = labels.tie_step(row["tie_step"], snapshot.criteria)
            yield _(
                "Place %(place)s, %(title)s: a tie, broken by %(step)s.",
                place=row["place"],
                title=title,
                step=step,
            )
    for place, titles in shared.items():
        yield _("Place %(place)s is shared by %(titles)s.", place=place, titles=", ".join(titles))


def _methods(snapshot: Snapshot) -> list[list[str]]:
    """Return, by way of counting, whether the prize-winners are the same, and who would come in."""
    official = {
        row["entry"] for row in snapshot.rows if row["place"] and row["place"] <= snapshot.document["lines"]["main"]
    }
    rows = []
    for row in snapshot.document["methods"]:
        others = [entry for entry in row["winners"] or [] if entry not in official]
        titles = ", ".join(_("“%(title)s”", title=snapshot.names[e].title) for e in others)
        same = "–" if row["same"] is None else _("yes") if row["same"] else _("no")
        rows.append([labels.method_name(row["method"]), same, titles or "–"])
    return rows


def _criteria(snapshot: Snapshot) -> list[list[str]]:
    """Return, by criterion, its share, its real share, how far it may move, and the field without it."""
    without = {key: said for key, _name, said in without_criteria(snapshot)}
    return [
        [
            snapshot.criteria.get(row["criterion"], row["criterion"]),
            percent(row.get("share")),
            percent(row.get("effective")),
            interval(row),
            without.get(row["criterion"], "–"),
        ]
        for row in snapshot.document["criteria"]
    ]
