"""What is said of a round, an entry, a sheet or a juror: a sentence for each flag of :mod:`judging.stats.vocabulary`.

Pages, report, workbook, CSV and `judging rank` take their sentences from here; see :mod:`judging.analysis.words`.
"""

from collections.abc import Mapping
from typing import Any

from judging.analysis.reasons import RELIABILITY_UNKNOWN, phrase
from judging.analysis.words import Row, Say, tie_step
from judging.stats.vocabulary import Doubt, Flag, Missing

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
UNRELIABLE = (Flag.SINGLE_JUROR, Flag.SINGLE_ENTRY, Flag.NO_VARIATION)  # said where reliability would stand
SAID_OF_RELIABILITY = (*UNRELIABLE, Flag.LOW_RELIABILITY)  # on pages its sentence says what little of it means
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

EXCLUDED_FOR_FEW_SHEETS = phrase("Too few sheets for a place (%(num)d of %(min)d).")
SOME_EXCLUDED = phrase("Some entries have fewer sheets than the rules ask for; they get no place.")
PIVOTAL_FOR_FIRST_PLACE = phrase("Without this juror another entry would come first.")
TIE_BROKEN = phrase("A tie, broken by: %(step)s.")


def codes(flags: list[str]) -> set[Flag]:
    """Return which flags there are, whatever they are about; a misspelt one raises ValueError."""
    return {Flag.read(flag)[0] for flag in flags}


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
