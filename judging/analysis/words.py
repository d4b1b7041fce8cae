"""What people read of the words of :mod:`judging.stats.vocabulary`: one table for all who print.

Pages, report, workbook, CSV and `judging rank` take their words from here, so none can call a thing
by another name. A phrase is a message of the catalogue, in English; whoever prints it hands in how
it is said: a page in the language of its reader, the command in that of the terminal.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from judging.analysis.reasons import phrase
from judging.stats.vocabulary import (
    Dropped,
    Level,
    Method,
    Rung,
    SecondOpinion,
    Stage,
    Zone,
)

Say = Callable[..., str]  # a message and its named parts: the same in a language
Row = Mapping[str, Any]


class Line(Enum):
    """What a zone is about: the line of the prizes, of the distinctions, or the first place."""

    PRIZE = "prize"
    DISTINCTION = "distinction"
    FIRST_PLACE = "first place"


ZONES: Mapping[Line, Mapping[Zone, str]] = {
    Line.PRIZE: {
        Zone.SAFE: phrase("prize settled"),
        Zone.CONTEST: phrase("contends for a prize"),
        Zone.OUT: phrase("out of reach"),
    },
    Line.DISTINCTION: {
        Zone.SAFE: phrase("distinction settled"),
        Zone.CONTEST: phrase("contends for a distinction"),
        Zone.OUT: phrase("out of reach"),
    },
    Line.FIRST_PLACE: {
        Zone.SAFE: phrase("first place settled"),
        Zone.CONTEST: phrase("contends for first place"),
        Zone.OUT: phrase("first place out of reach"),
    },
}

CHANCES: Mapping[Line, tuple[str, str]] = {  # of the line itself; of it or a distinction
    Line.PRIZE: (phrase("Chance of a main prize"), phrase("Chance of a prize or distinction")),
    Line.FIRST_PLACE: (phrase("Chance of first place"), phrase("Chance of a distinction")),
}
LAST_PLACES: Mapping[Line, str] = {
    Line.PRIZE: phrase("last place with a main prize"),
    Line.DISTINCTION: phrase("last place with a distinction"),
}

METHODS: Mapping[Method | SecondOpinion, str] = {
    Method.MEAN: phrase("mean"),
    Method.TRIMMED: phrase("mean without the extreme sheets"),
    Method.MEDIAN: phrase("median"),
    Method.MAJORITY: phrase("majority judgment"),
    SecondOpinion.ADJUSTED: phrase("adjusted for severity"),
    SecondOpinion.BORDA: phrase("sum of places (Borda)"),
}
METHODS_IN_SHORT: Mapping[Method | SecondOpinion, str] = {
    Method.MEAN: phrase("mean"),
    Method.TRIMMED: phrase("trimmed"),
    Method.MEDIAN: phrase("median"),
    Method.MAJORITY: phrase("majority"),
    SecondOpinion.ADJUSTED: phrase("adjusted"),
    SecondOpinion.BORDA: phrase("Borda"),
}
METHODS_IN_RULES: Mapping[Method, str] = {
    Method.MEAN: phrase(
        "The score of an entry is the mean of all its complete sheets: the points for each "
        "criterion are multiplied by its weight, added up and divided by the sum of the weights."
    ),
    Method.TRIMMED: phrase(
        "The score of an entry is the mean of its complete sheets without the lowest and the "
        "highest ones, each sheet being the weighted mean of its criteria."
    ),
    Method.MEDIAN: phrase(
        "The score of an entry is the median of its complete sheets, each sheet being the "
        "weighted mean of its criteria."
    ),
    Method.MAJORITY: phrase(
        "Entries are ordered by majority judgment: by the middle sheet, each sheet being the "
        "weighted mean of its criteria."
    ),
}

TRIMMED_BY_CRITERION = phrase(
    "The score of an entry is made criterion by criterion: the lowest and the highest points it "
    "got are left out, and the means of the rest are multiplied by the weights, added up and "
    "divided by the sum of the weights."
)

RUNGS: Mapping[Rung, str] = {
    Rung.JURORS: phrase("the sheets of the part of the jury that the rules name for it"),
    Rung.CRITERIA: phrase("the score on the heaviest criterion"),
    Rung.MEDIAN: phrase("the median of the sheets"),
    Rung.HEAD_TO_HEAD: phrase("how many jurors put it above its equal"),
    Rung.COUNTBACK: phrase("how many of the jurors who scored all the tied entries put it first, second and so on"),
}
RUNGS_IN_RULES: Mapping[Rung, str] = {
    Rung.JURORS: phrase(
        "the higher mean of the sheets of a part of the jury that the rules name (of those of them "
        "who scored all the tied entries)"
    ),
    Rung.CRITERIA: phrase(
        "the higher mean on the criterion with the greatest weight, then on the next ones "
        "(criteria of equal weight are skipped)"
    ),
    Rung.MEDIAN: phrase("the higher median of the sheets"),
    Rung.HEAD_TO_HEAD: phrase("the jurors who scored both entries: how many of them put which one higher"),
    Rung.COUNTBACK: phrase(
        "of the jurors who scored all the tied entries: how many put which one first, then second, and so on"
    ),
}

RUNGS_IN_EDITIONS: Mapping[Rung, str] = {  # an edition names its part of the jury by function
    **RUNGS_IN_RULES,
    Rung.JURORS: phrase(
        "the higher mean of the sheets of the chair and the deputy (of those of them who scored all the tied entries)"
    ),
}

LEVELS: Mapping[Level, str] = {
    Level.LOW: phrase("low"),
    Level.MODERATE: phrase("moderate"),
    Level.GOOD: phrase("good"),
    Level.VERY_HIGH: phrase("very high"),
}

STAGES: Mapping[Stage, str] = {
    Stage.READING: phrase("reading the file"),
    Stage.PLACES: phrase("counting: scores and places"),
    Stage.MODEL: phrase("counting: how far entries and jurors differ"),
    Stage.CHANCES: phrase("counting: chances of a prize"),
    Stage.JURORS: phrase("counting: what each juror changes"),
    Stage.AGREEMENT: phrase("counting: how far the jurors agree"),
    Stage.CRITERIA: phrase("counting: what each criterion changes"),
}

ON_THE_CRITERION = phrase("the score on the criterion “%(name)s”")


def chance_heads(say: Say, lines: Mapping[str, Any]) -> list[str]:
    """Name the columns of chances: of the main line and, where there is another, of both."""
    names = CHANCES[Line.PRIZE if lines["declared"] else Line.FIRST_PLACE]
    return [say(name) for name in names[: 2 if lines["honoured"] > lines["main"] else 1]]


def chance_columns(say: Say, lines: Mapping[str, Any]) -> list[str]:
    """Name both columns of chances, for a file whose columns never change."""
    return [say(name) for name in CHANCES[Line.PRIZE if lines["declared"] else Line.FIRST_PLACE]]


def zone_of(row: Row, lines: Mapping[str, Any]) -> tuple[Line, Zone] | None:
    """Return the zone of an entry and the line it is about, or None where no chance is known."""
    if row["zone_main"] is None:
        return None
    main, honoured = Zone(row["zone_main"]), Zone(row["zone_honoured"])
    if main is Zone.OUT is not honoured and lines["honoured"] > lines["main"]:
        return Line.DISTINCTION, honoured
    return Line.PRIZE if lines["declared"] else Line.FIRST_PLACE, main


BEST_SHEETS = phrase(
    "The score of an entry is the mean of its best sheets (%(best)d), each a run or an attempt; where it has fewer, "
    "all count."
)


def method_name(say: Say, method: str) -> str:
    """Name a way of counting."""
    own = SecondOpinion if method in set(SecondOpinion) else Method
    return say(METHODS[own(method)])


def method_in_rules(say: Say, rules: Mapping[str, Any]) -> str:
    """Say how the rules count, as a sentence of theirs."""
    method = Method(rules["method"])
    by_criterion = rules.get("drop_per") == Dropped.CRITERION
    if method is Method.TRIMMED and by_criterion:
        return say(TRIMMED_BY_CRITERION)
    if method is Method.TRIMMED and rules.get("best"):
        return say(BEST_SHEETS) % {"best": rules["best"]}
    return say(METHODS_IN_RULES[method])


def tie_step(say: Say, step: str, criteria: Mapping[str, str] | None = None) -> str:
    """Name what broke a tie; `criteria` are the names of the criteria by their keys."""
    rung, detail = Rung.read(step)
    if rung is Rung.CRITERIA and detail and criteria is not None:
        return say(ON_THE_CRITERION, name=criteria.get(detail, detail))
    return say(RUNGS[rung])
