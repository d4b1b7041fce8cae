"""The report for the meeting: what the scores settle, and what is worth the chapter's time.

It goes to the whole chapter, so it is made from what the room may see: nothing about one juror.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from judging.core.formatting import moment, number, percent
from judging.core.i18n import _, ngettext, speaking
from judging.core.pdf import compile_pdf
from judging.results import (
    explanations,
    jury_sentences,
    remarks,
    sentences,
    warnings,
    weighing,
)
from judging.results.cells import cell_text
from judging.results.frames import EntryName
from judging.results.pack import Occasion
from judging.results.standing import Standing
from judging.results.table import line_classes, ranked

Row = dict[str, Any]
TELLING = 0.1  # points of the score, against the field, from which a criterion is worth naming


def report_pdf(standing: Standing, occasion: Occasion, *, at: datetime) -> bytes:
    """Return the PDF/UA as of a moment; the same record gives the same bytes at any time."""
    dated = standing.frozen.at if standing.frozen else at
    return compile_pdf("report", report_content(standing, occasion, dated), dated=dated)


def report_content(standing: Standing, occasion: Occasion, at: datetime) -> dict[str, Any]:
    """Return what the report prints: the ranking as the room may see it, in Polish words."""
    shown = _cleaned(standing.for_room())
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
            "reliance": sentences.reliance(document),
            "settlement": sentences.front(document),
            "warnings": warnings.warnings(document),
            "jury_size": jury_sentences.jury_size(document),
            "concordance": jury_sentences.concordance(document),
            "rows": _rows(shown),
            "places": sum(row["place"] is not None for row in shown.rows),
            "contested": [_contested(shown, row) for row in agenda(document)],
            "ties": list(_ties(shown)),
            "methods": sentences.methods(document),
            "method_rows": _methods(shown),
            "criteria": _criteria(shown),
            "change": weighing.change_of_weights(shown),
            "fingerprint": document["input_sha256"],
            "software": f"judging {document['version']}",
        }


def _cleaned(standing: Standing) -> Standing:
    """Return the same with names that a document can print: one line, no control signs."""
    names = {
        key: EntryName(
            name.id,
            name.number,
            _set(name.office),
            _set(name.title),
            cell_text(name.area),
        )
        for key, name in standing.names.items()
    }
    criteria = {key: cell_text(name) for key, name in standing.criteria.items()}
    return replace(standing, names=names, criteria=criteria)


def _set(text: str) -> str:
    """Return a name as a printer sets it: no preposition hangs at the end of a line."""
    return re.sub(r"(?<= [a-zA-Z]) ", "\N{NO-BREAK SPACE}", cell_text(text))


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _facts(standing: Standing, at: datetime) -> list[list[str]]:
    """Return what was counted and how."""
    rules, frozen = standing.rules, standing.frozen
    sheets = sum(row["sheets"] for row in standing.rows)
    state = (
        _("The results were closed on %(when)s.", when=moment(frozen.at))
        if frozen
        else _(
            "As of %(when)s. The round is closed, the results are not: they follow every "
            "correction of a sheet.",
            when=moment(at),
        )
    )
    return [
        [_("State"), state],
        [_("Entries"), str(len(standing.rows))],
        [_("Sheets that count"), str(sheets)],
        [_("Method"), remarks.method_name(rules.method)],
        [_("Scale"), f"{number(float(rules.low))}–{number(float(rules.high))}"],
        [_("To be given"), _awards(rules.prizes, rules.distinctions)],
    ]


def _awards(prizes: int, distinctions: int) -> str:
    main = ngettext("%(num)d main prize", "%(num)d main prizes", prizes) if prizes else ""
    others = (
        ngettext("%(num)d distinction", "%(num)d distinctions", distinctions)
        if distinctions
        else ""
    )
    return ", ".join(filter(None, [main, others])) or "–"


def _rows(standing: Standing) -> list[Row]:
    """Return the ranking, with what its lines and its bands are drawn from."""
    lines = line_classes(standing)
    one_group = standing.document["agreement"]["components"] in (None, 1)
    return [
        {
            "cells": [
                row.place,
                str(row.name.number),
                row.name.title,
                row.name.office,
                number(row.figures["score"]),
                str(row.figures["sheets"]),
                _unbroken(row.chance),
                row.zone.word if row.zone else "–",
            ],
            "band": row.band,
            # between groups that share no entry the bands are not places of this table
            "low": row.figures["band_low"] if one_group else None,
            "high": row.figures["band_high"] if one_group else None,
            "place": row.figures["place"],
            "line": lines.get(row.figures["entry"], ""),
        }
        for row in ranked(standing, standing.rows)
    ]


def agenda(document: dict[str, Any]) -> list[Row]:
    """Return the entries whose prize or distinction the scores leave open, the most open first."""
    lines, found = document["lines"], []
    kinds = ["main", "honoured"] if lines["honoured"] > lines["main"] else ["main"]
    for row in document["ranking"]:
        doubts = [abs(row[f"p_{kind}"] - 0.5) for kind in kinds if row[f"zone_{kind}"] == "CONTEST"]
        if doubts:
            found.append((min(doubts), row))
    return [row for _doubt, row in sorted(found, key=lambda one: one[0])]


def _contested(standing: Standing, row: Row) -> Row:
    """Return an entry to spend the time on, with what it is strong and weak in."""
    [shown] = ranked(standing, [row])
    lifts = sorted(explanations.lifts(standing, row), key=lambda lift: -lift[1])
    named = [(standing.criteria.get(key, key), value) for key, value in lifts]
    up = [_lift(name, value) for name, value in named if value >= TELLING][:2]
    down = [_lift(name, value) for name, value in reversed(named) if value <= -TELLING][:2]
    return {
        "cells": [
            shown.place,
            shown.name.title,
            shown.name.office,
            _unbroken(shown.chance),
            _unbroken(shown.chance_honoured),
            shown.band,
            number(row["spread"], 2),
        ],
        "title": shown.name.title,
        "strong": ", ".join(up),
        "weak": ", ".join(down),
    }


def _lift(name: str, lift: float) -> str:
    return f"{name} ({remarks.signed(lift, 2)})"


def _ties(standing: Standing) -> Iterator[str]:
    """Yield a sentence for every place that is shared and for every tie that was broken."""
    shared: dict[int, list[str]] = {}
    for row in standing.rows:
        title = _("“%(title)s”", title=standing.names[row["entry"]].title)
        if row["tied"]:
            shared.setdefault(row["place"], []).append(title)
        elif row["tie_step"]:
            step = remarks.tie_step(row["tie_step"], standing.criteria)
            yield _(
                "Place %(place)s, %(title)s: a tie, broken by %(step)s.",
                place=row["place"],
                title=title,
                step=step,
            )
    for place, titles in shared.items():
        yield _("Place %(place)s is shared by %(titles)s.", place=place, titles=", ".join(titles))


def _methods(standing: Standing) -> list[list[str]]:
    """Return, by way of counting, whether the prize-winners are the same, and who would come in."""
    official = {
        row["entry"]
        for row in standing.rows
        if row["place"] and row["place"] <= standing.document["lines"]["main"]
    }
    rows = []
    for row in standing.document["methods"]:
        others = [entry for entry in row["winners"] or [] if entry not in official]
        titles = ", ".join(_("“%(title)s”", title=standing.names[e].title) for e in others)
        same = "–" if row["same"] is None else _("yes") if row["same"] else _("no")
        rows.append([remarks.method_name(row["method"]), same, titles or "–"])
    return rows


def _criteria(standing: Standing) -> list[list[str]]:
    """Return, by criterion, its share, its real share, how far it may move, and the field without it."""
    without = {key: said for key, _name, said in weighing.without_criteria(standing)}
    return [
        [
            standing.criteria.get(row["criterion"], row["criterion"]),
            percent(row.get("share")),
            percent(row.get("effective")),
            weighing.interval(row),
            without.get(row["criterion"], "–"),
        ]
        for row in standing.document["criteria"]
    ]
