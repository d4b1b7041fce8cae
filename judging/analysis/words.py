"""What people read of the words of :mod:`judging.stats.vocabulary`: one table for all who print.

Pages, report, workbook, CSV and `judging rank` take their words from here, so none can call a thing
by another name. A phrase is a message of the catalogue, in English; whoever prints it hands in how
it is said: a page in the language of its reader, the command in that of the terminal.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from judging.analysis.reasons import (
    CHANCE_UNKNOWN as CHANCE_UNKNOWN,
)
from judging.analysis.reasons import (
    CHANCES_UNKNOWN as CHANCES_UNKNOWN,
)
from judging.analysis.reasons import (
    CHANGE_OF_WEIGHTS_UNKNOWN as CHANGE_OF_WEIGHTS_UNKNOWN,
)
from judging.analysis.reasons import (
    CONCORDANCE_UNKNOWN as CONCORDANCE_UNKNOWN,
)
from judging.analysis.reasons import (
    OUTLIERS_UNKNOWN as OUTLIERS_UNKNOWN,
)
from judging.analysis.reasons import (
    RELIABILITY_UNKNOWN as RELIABILITY_UNKNOWN,
)
from judging.analysis.reasons import (
    SEVERITY_UNKNOWN as SEVERITY_UNKNOWN,
)
from judging.analysis.reasons import (
    TREND_UNKNOWN as TREND_UNKNOWN,
)
from judging.analysis.reasons import (
    WITHOUT_JURORS_UNKNOWN as WITHOUT_JURORS_UNKNOWN,
)
from judging.analysis.reasons import (
    phrase,
)
from judging.stats.vocabulary import (
    Doubt,
    Dropped,
    Flag,
    Level,
    Method,
    Missing,
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

LEVELS: Mapping[Level, str] = {
    Level.LOW: phrase("low"),
    Level.MODERATE: phrase("moderate"),
    Level.GOOD: phrase("good"),
    Level.VERY_HIGH: phrase("very high"),
}

ABOUT_ROUND: Mapping[Flag, str] = {
    Flag.SINGLE_JUROR: RELIABILITY_UNKNOWN[Missing.ONE_JUROR],
    Flag.SINGLE_ENTRY: RELIABILITY_UNKNOWN[Missing.ONE_ENTRY],
    Flag.NO_VARIATION: RELIABILITY_UNKNOWN[Missing.NO_VARIATION],
    Flag.DISCONNECTED: phrase(
        "The jurors worked in groups that share no entry. The official score compares them "
        "all the same, but nobody can say whether one group was simply stricter."
    ),
    Flag.WEAKLY_CONNECTED: phrase(
        "Some jurors share so few entries that their severity can hardly be compared; adjusted places are uncertain."
    ),
    Flag.TIE_AT_BOUNDARY: phrase(
        "Equal scores stand on a prize line and the ladder of the rules does not part them: the jury decides."
    ),
    Flag.BELOW_MIN_SHEETS: phrase("Some entries have fewer sheets than the rules ask for."),
    Flag.FEW_SHEETS: phrase("Some entries have less than half as many sheets as most others."),
    Flag.UNLIKELY_WINNER: phrase(
        "An entry stands in the prizes whose chance of truly belonging there is next to nothing: "
        "its remark says why. Discuss it first."
    ),
    Flag.ENTRY_WITHOUT_SCORES: phrase("Some entries have no complete sheet; they stand unranked at the end."),
    Flag.NO_SEPARATION: phrase("The differences between entries are no larger than chance would make them."),
    Flag.LOW_RELIABILITY: phrase("The scores hardly tell the entries apart: another jury might well choose others."),
}
SAID_OF_RELIABILITY = (  # of the round, by the sentence on how far it can be relied on
    Flag.SINGLE_JUROR,
    Flag.SINGLE_ENTRY,
    Flag.NO_VARIATION,
    Flag.LOW_RELIABILITY,
)
ABOUT_ENTRY: Mapping[Flag, str] = {
    Flag.ENTRY_WITHOUT_SCORES: phrase("No sheet: not ranked."),
    Flag.BELOW_MIN_SHEETS: phrase("Fewer sheets than the rules ask for (%(num)d of %(min)d)."),
    Flag.TIE_AT_BOUNDARY: phrase("A tie on a prize line: the jury decides."),
    Flag.FEW_SHEETS: phrase("Less than half as many sheets as most others (%(num)d)."),
}
DOUBTS: Mapping[Doubt, str] = {
    Doubt.NO_SEPARATION: phrase(
        "In the prizes by its score, though the scores hardly tell the entries apart: each has nearly the same chance."
    ),
    Doubt.FEW_SHEETS: phrase(
        "In the prizes by its score, but its chance of one is next to nothing: it has far fewer "
        "sheets than the others, and a few good ones say little."
    ),
    Doubt.GENEROUS_JURORS: phrase(
        "In the prizes by its score, but its chance of one is next to nothing: its jurors gave "
        "more points than others did."
    ),
    Doubt.OTHER_METHOD: phrase(
        "In the prizes by the method of the rules, but its chance of one is next to nothing: "
        "chances are counted from means."
    ),
    Doubt.CLOSE_FIELD: phrase(
        "In the prizes by its score, but its chance of one is next to nothing: many entries lie too close together."
    ),
}
ABOUT_SHEET: Mapping[Flag, str] = {
    Flag.OUTLIER_SHEET: phrase("The sheet of %(name)s differs strongly from the others."),
    Flag.INCOMPLETE_SHEET: phrase("The sheet of %(name)s is incomplete and does not count."),
}
ABOUT_JUROR: Mapping[Flag, str] = {
    Flag.PIVOTAL_JUROR: phrase("Without this juror the prize-winners would be others."),
    Flag.ZERO_VARIANCE_JUROR: phrase("Gave every entry the same score."),
    Flag.WEAK_DISCRIMINATION: phrase("Tells the entries apart much less than the others."),
    Flag.HALO: phrase("The scores on all criteria rise and fall together."),
    Flag.OUTLIER_SHEET: phrase("Differs strongly from the others on “%(title)s”."),
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

EXCLUDED_FOR_FEW_SHEETS = phrase("Too few sheets for a place (%(num)d of %(min)d).")
SOME_EXCLUDED = phrase("Some entries have fewer sheets than the rules ask for; they get no place.")
PIVOTAL_FOR_FIRST_PLACE = phrase("Without this juror another entry would come first.")
TIE_BROKEN = phrase("A tie, broken by: %(step)s.")
ON_THE_CRITERION = phrase("the score on the criterion “%(name)s”")


def codes(flags: list[str]) -> set[Flag]:
    """Return which flags there are, whatever they are about; a misspelt one raises ValueError."""
    return {Flag.read(flag)[0] for flag in flags}


def chance_heads(say: Say, lines: Mapping[str, Any]) -> list[str]:
    """Name the columns of chances: of the main line and, where there is another, of both."""
    names = CHANCES[Line.PRIZE if lines["declared"] else Line.FIRST_PLACE]
    return [say(name) for name in names[: 2 if lines["honoured"] > lines["main"] else 1]]


def zone_of(row: Row, lines: Mapping[str, Any]) -> tuple[Line, Zone] | None:
    """Return the zone of an entry and the line it is about, or None where no chance is known."""
    if row["zone_main"] is None:
        return None
    main, honoured = Zone(row["zone_main"]), Zone(row["zone_honoured"])
    if main is Zone.OUT is not honoured and lines["honoured"] > lines["main"]:
        return Line.DISTINCTION, honoured
    return Line.PRIZE if lines["declared"] else Line.FIRST_PLACE, main


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
    return say(METHODS_IN_RULES[method])


def tie_step(say: Say, step: str, criteria: Mapping[str, str] | None = None) -> str:
    """Name what broke a tie; `criteria` are the names of the criteria by their keys."""
    rung, detail = Rung.read(step)
    if rung is Rung.CRITERIA and detail and criteria is not None:
        return say(ON_THE_CRITERION, name=criteria.get(detail, detail))
    return say(RUNGS[rung])


def flag_annotations(say: Say, row: Row, rules: Mapping[str, Any]) -> list[str]:
    """Return what the flags of an entry say of the entry itself."""
    facts = {"num": row["sheets"], "min": rules["min_sheets"]}
    raised = list(map(Flag.read, row["flags"]))
    said = [
        say(
            EXCLUDED_FOR_FEW_SHEETS
            if flag is Flag.BELOW_MIN_SHEETS and rules["exclude_below_min"]
            else ABOUT_ENTRY[flag],
            **facts,
        )
        for flag, _about in raised
        if flag in ABOUT_ENTRY
    ]
    doubts = [Doubt(why) for flag, why in raised if flag is Flag.UNLIKELY_WINNER]
    return [*said, *(say(DOUBTS[doubt]) for doubt in doubts)]


def entry_annotations(say: Say, row: Row, rules: Mapping[str, Any], criteria: Mapping[str, str]) -> list[str]:
    """Return the annotations about an entry, with how a tie was broken; none names a juror."""
    said = flag_annotations(say, row, rules)
    if step := row.get("tie_step"):
        said.append(say(TIE_BROKEN, step=tie_step(say, step, criteria)))
    return said


def sheet_annotations(say: Say, row: Row, jurors: Mapping[str, str]) -> list[str]:
    """Return what the flags of an entry say of single sheets, with names: not for the room."""
    found = [(flag, juror) for flag, juror in map(Flag.read, row["flags"]) if juror in jurors]
    return [say(ABOUT_SHEET[flag], name=jurors[juror]) for flag, juror in found]


def juror_annotation(say: Say, text: str, titles: Mapping[str, str], *, declared: bool) -> str:
    """Return what a flag says of a juror; `declared`: whether the rules name main prizes."""
    flag, entry = Flag.read(text)
    if flag is Flag.PIVOTAL_JUROR and not declared:
        return say(PIVOTAL_FOR_FIRST_PLACE)
    return say(ABOUT_JUROR[flag], title=titles.get(entry, "–"))


def round_annotation(say: Say, flag: Flag, rules: Mapping[str, Any]) -> str:
    """Return what a flag says of the whole round."""
    if flag is Flag.BELOW_MIN_SHEETS and rules["exclude_below_min"]:
        return say(SOME_EXCLUDED)
    return say(ABOUT_ROUND[flag])
