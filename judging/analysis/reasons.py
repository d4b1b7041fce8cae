"""Why figures are unknown, in words: every reason of :class:`judging.stats.vocabulary.Missing`."""

from collections.abc import Mapping

from judging.stats.vocabulary import Missing


def phrase(message: str) -> str:
    """Mark a message for the catalogue."""
    return message


RELIABILITY_UNKNOWN: Mapping[Missing, str] = {
    Missing.NO_SHEETS: phrase("No complete sheet has been handed in, so there is nothing to rank yet."),
    Missing.ONE_JUROR: phrase("All scores come from one juror, so nobody can say how far to rely on this order."),
    Missing.ONE_ENTRY: phrase("There is one entry, so there is no order to rely on or to doubt."),
    Missing.NO_VARIATION: phrase("All sheets give the same score, so the scores do not tell the entries apart."),
    Missing.TOO_FEW_SHEETS: phrase("There are too few sheets to say how far this ranking can be relied on."),
    Missing.DISCONNECTED: phrase(
        "How far this ranking can be relied on cannot be said, because groups of jurors share no entry."
    ),
    Missing.TOO_LARGE: phrase(
        "How far this ranking can be relied on was not counted: with so many jurors and entries it would take too long."
    ),
    Missing.NOT_ASKED: phrase("How far this ranking can be relied on was not counted."),
    Missing.WITHHELD: phrase(
        "How far this ranking can be relied on is not told here: with so few jurors everybody could work out the "
        "sheets of another."
    ),
}
SEVERITY_UNKNOWN: Mapping[Missing, str] = {
    Missing.NO_VARIATION: phrase("All sheets give the same score, so nobody was stricter than the others."),
    Missing.ONE_ENTRY: phrase("There is one entry, so severity cannot be told from an opinion of that entry."),
    Missing.TOO_FEW_JURORS: phrase("Severity is unknown: there are not two jurors with sheets to compare."),
}
CONCORDANCE_UNKNOWN: Mapping[Missing, str] = {
    Missing.NO_VARIATION: phrase("All sheets give the same score, so there is no order to compare."),
    Missing.TOO_FEW_JURORS: phrase("It takes at least two jurors and two entries to compare."),
    Missing.WITHHELD: phrase(
        "This is not told here: with so few jurors everybody could work out the sheets of another."
    ),
    Missing.TOO_FEW_IN_COMMON: phrase(
        "This cannot be said in one number here: there are too few entries that every juror has scored."
    ),
}
TREND_UNKNOWN: Mapping[Missing, str] = {
    Missing.NO_VARIATION: phrase("All sheets give the same score, so the order of reading did not matter."),
    Missing.TOO_FEW_SHEETS: phrase("There is not enough to say whether the order of reading mattered."),
}
OUTLIERS_UNKNOWN: Mapping[Missing, str] = {
    Missing.TOO_FEW_SHEETS: phrase("There are too few sheets to say whether one of them differs from the others."),
}
CHANCE_UNKNOWN: Mapping[Missing, str] = {
    Missing.ONE_JUROR: phrase("Its chance of a prize is unknown: all scores come from one juror."),
    Missing.ONE_ENTRY: phrase("Its chance of a prize is unknown: there is no other entry."),
    Missing.ONE_SHEET_EACH: phrase(
        "Its chance of a prize is unknown: every entry was read by one juror, so nobody can say how far jurors differ."
    ),
    Missing.TOO_LARGE: phrase(
        "Its chance of a prize was not counted: with so many jurors and entries it would take too long."
    ),
    Missing.NOT_ASKED: phrase("Its chance of a prize was not counted."),
    Missing.TOO_FEW_JURORS: phrase("Its chance of a prize is unknown: it takes sheets of at least three jurors."),
}
CHANCES_UNKNOWN: Mapping[Missing, str] = {
    Missing.ONE_JUROR: phrase("Chances are unknown: all scores come from one juror."),
    Missing.ONE_ENTRY: phrase("Chances are unknown: there is one entry."),
    Missing.TOO_FEW_JURORS: phrase("Chances are unknown: they take sheets of at least three jurors."),
    Missing.ONE_SHEET_EACH: phrase(
        "Chances are unknown: every entry was read by one juror, so nobody can say how far jurors differ."
    ),
    Missing.TOO_LARGE: phrase("Chances were not counted: with so many jurors and entries it would take too long."),
    Missing.NOT_ASKED: phrase("Chances were not counted."),
}
WITHOUT_JURORS_UNKNOWN: Mapping[Missing, str] = {
    Missing.TOO_FEW_JURORS: phrase("What a single juror changes cannot be said with fewer than three jurors."),
    Missing.TOO_LARGE: phrase(
        "What a single juror changes was not counted: with so many jurors and sheets it would take too long."
    ),
    Missing.NOT_ASKED: phrase("What a single juror changes was not counted."),
}
CHANGE_OF_WEIGHTS_UNKNOWN: Mapping[Missing, str] = {
    Missing.NOT_EXACT_MEANS: phrase("How far the weights may move is known only where the rules rank on exact means."),
    Missing.WITHHELD: phrase(
        "How far the weights may move is not told here: some entries have so few sheets that everybody could work "
        "out those of another."
    ),
    Missing.NOTHING_TO_WEIGH: phrase("The question how far the weights may move takes two entries and two criteria."),
}
