"""The built-in template in English: a wording for every text of :mod:`judging.editions.template`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from judging.editions.outline import Outline, Row

AREAS = (
    "Working with the clients of the office",
    "Innovative ways of serving clients",
    "A benefit for employees",
    "Better recruitment and an adaptation programme for employees",
)
FIELDS = {
    "problem": {
        "label": "Problem or need",
        "help": "What did not work, or what was missing? How do you know: from research, analyses, requests of "
        "clients or employees? Whom did it concern?",
    },
    "solution": {
        "label": "Solution",
        "help": "What did you do, step by step? Who took part, how long did it take and what did it cost? "
        "What is new about this approach?",
    },
    "effects": {
        "label": "Effects",
        "help": "What has changed? Give indicators: how you set them, what they were before and what they are now. "
        "How many people benefit already, and how many can?",
    },
    "transferability": {
        "label": "Use in other offices",
        "help": "What does an office need that wants to follow you: people, money, time, permissions? "
        "What surprised you, and what would you warn others of?",
    },
}
CRITERIA: Mapping[str, Mapping[str, Any]] = {
    "innovation": {
        "name": "Innovation",
        "description": "How new the approach to the problem and the chosen solution are.",
        "levels": {
            "0": "A solution known everywhere, used without changes.",
            "4": "A known solution, sensibly adapted to the conditions of the office.",
            "7": "Clearly new elements, rarely met in local government.",
            "10": "A new approach to the problem that can show others the way.",
        },
    },
    "universality": {
        "name": "Universality",
        "description": "Whether other offices can adopt the solution.",
        "levels": {
            "0": "It can be used in this office only.",
            "4": "A few offices can adopt it, after considerable changes.",
            "7": "Most offices of a similar size can adopt it.",
            "10": "Almost every office can adopt it; the description is enough to begin.",
        },
    },
    "reach": {
        "name": "Reach",
        "description": "How many employees or clients benefit now and can benefit later.",
        "levels": {
            "0": "It is not known who benefits.",
            "4": "A small group benefits, and so it will stay.",
            "7": "A considerable part of the employees or clients benefits.",
            "10": "All for whom the solution was made benefit, and there can be more of them.",
        },
    },
    "measurability": {
        "name": "Measurable effects",
        "description": "What change the project made; how indicators were set and met.",
        "levels": {
            "0": "No effects are described.",
            "4": "Effects are described in general, without indicators.",
            "7": "There are indicators and their values, though not all.",
            "10": "Indicators were set in advance and measured before and after the change; the goals were met.",
        },
    },
    "fit": {
        "name": "Fit to the needs of the unit or client",
        "description": "Whether the solution answers earlier research, analyses or requests; how far those concerned "
        "(clients, employees) took part in preparing it; whether it complements the other work of the office.",
        "levels": {
            "0": "It is not known which need it answers.",
            "4": "A need is named but was not examined.",
            "7": "The need follows from research or requests; those concerned were asked for their opinion.",
            "10": "The need was examined, those concerned shaped the solution, and it complements the other work of "
            "the office.",
        },
    },
}
ROUNDS = ("Scoring by the Chapter",)
AWARDS = (("Main Prize", "the Main Prize"), ("distinction", "a distinction"))
COMPETITION = {
    "name": "Secrets of Management",
    "organiser": "Jerzy Regulski Foundation in Support of Local Democracy (FRDL)",
}


def in_english(outline: Outline, texts: Mapping[str, str]) -> list[Row]:
    """Return the English of every text of the template; ``texts`` are the long ones, by their places."""
    return [{"place": place, "text": text, "english": english} for place, text, english in _pairs(outline, texts)]


def _pairs(outline: Outline, texts: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name, english in COMPETITION.items():
        yield f"competition.{name}", outline.competition[name], english
    yield "about", outline.edition["about"], texts["about"]
    yield "regulations", outline.edition["rules_text"], texts["rules"]
    for row in outline.declarations:
        yield f"declaration.{row['kind']}", row["text"], texts[row["kind"]]
    yield from _listed("area", outline.areas, "name", AREAS)
    yield from _listed("round", outline.rounds, "name", ROUNDS)
    yield from _listed("award", outline.award_kinds, "name", [name for name, _accusative in AWARDS])
    yield from _listed("award", outline.award_kinds, "name_accusative", [accusative for _name, accusative in AWARDS])
    for row in outline.fields:
        for name, english in FIELDS[row["key"]].items():
            yield f"field.{row['key']}.{name}", row[name], english
    for row in outline.criteria:
        said = CRITERIA[row["key"]]
        for name in ("name", "description"):
            yield f"criterion.{row['key']}.{name}", row[name], said[name]
        for points, text in row["levels"].items():
            yield f"criterion.{row['key']}.level.{points}", text, said["levels"][points]


def _listed(part: str, rows: Sequence[Row], name: str, english: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    end = "" if part == "area" else f".{name.removeprefix('name_')}"
    for row, said in zip(rows, english, strict=True):
        yield f"{part}.{row['position']}{end}", row[name], said
