"""What is said of each thing that can be wrong with a file, to the person who made it."""

from collections.abc import Mapping

from judging.analysis.reasons import phrase
from judging.exchange.causes import ADVICE, cause_of
from judging.stats.problems import Problem

EMPTY_LABEL = phrase("the cell is empty: write the label in every row")

COMPLAINTS: Mapping[str, str] = {
    # The file
    "UNREADABLE_FILE": phrase("the file cannot be read: %(values)s"),
    "EMPTY_FILE": phrase("the file is empty"),
    "UNKNOWN_FILE": phrase("this is neither CSV nor XLSX; save the table as XLSX or CSV"),
    "OLD_EXCEL": phrase("this is a workbook of the old kind (.xls); open it in a spreadsheet and save it as XLSX"),
    "HTML_FILE": phrase(
        "this is a web page with the name of a spreadsheet, as some systems export it; open it in "
        "a spreadsheet and save it as XLSX"
    ),
    "PROTECTED_WORKBOOK": phrase("the workbook is protected by a password; save it without one, as XLSX"),
    "OPEN_DOCUMENT": phrase("this is an OpenDocument file (.ods); save it as XLSX"),
    "PDF_FILE": phrase("this is a PDF; a table in XLSX or CSV is needed"),
    "NOT_A_WORKBOOK": phrase("the workbook is damaged or is none (%(values)s); save it again as XLSX"),
    "TOO_LARGE": phrase(
        "the workbook is too large unpacked (%(values)s); at most %(allowed)s fit. Save the scores alone, without "
        "other sheets and pictures, or as CSV"
    ),
    "SHEET_TOO_LARGE": phrase(
        "the sheet reaches too far (%(values)s cells); at most %(allowed)s fit. Delete the empty rows and columns "
        "behind the table, or save it as CSV"
    ),
    "FILE_TOO_LARGE": phrase("the file is too large (%(values)s); at most %(allowed)s fit"),
    "UNKNOWN_ENCODING": phrase("the letters cannot be read (%(values)s); save the file as “CSV UTF-8” or XLSX"),
    "BROKEN_QUOTES": phrase("a quotation mark is opened and not closed, or closed in mid-cell"),
    # Sheets and headings
    "NO_TABLE": phrase("no sheet holds scores; headings found: %(values)s"),
    "ONLY_RESULTS": phrase("this is a ranking with places, not a table of scores by jurors"),
    "UNKNOWN_SHEET": phrase("there is no such sheet; the workbook has: %(values)s"),
    "SEVERAL_SHEETS": phrase("several sheets list criteria: %(values)s; leave one"),
    "SHEETS_DIFFER": phrase(
        "the sheet has other headings than “%(allowed)s” (%(values)s); make them alike, or choose "
        "with --sheet which to read"
    ),
    "SHEET_WITHOUT_HEADINGS": phrase(
        "the sheet has no headings, but its rows look as if those of “%(allowed)s” went on here; "
        "give it the same headings, or choose with --sheet which to read"
    ),
    "MISSING_COLUMN": phrase(
        "there is no such column; headings found: %(values)s. If one of them is meant, add for example %(allowed)s"
    ),
    "DUPLICATE_COLUMN": phrase("several columns mean the same: %(values)s; rename one, or add %(allowed)s"),
    "UNKNOWN_HEADING": phrase("no heading, or several, begin so; headings found: %(values)s"),
    "NO_HEADING": phrase("a column of numbers (no. %(values)s) has no heading"),
    "WHICH_SCORES": phrase("it is not plain which columns are scores: %(values)s. Add one of: %(allowed)s"),
    "JURORS_OR_CRITERIA": phrase(
        "it is not plain whether these columns are jurors or criteria: %(values)s. Add one of: %(allowed)s"
    ),
    "WHOSE_SHEETS": phrase(
        "it is not plain whether the sheets (%(values)s) are those of jurors or of criteria. Add one of: %(allowed)s"
    ),
    "NO_JUROR": phrase(
        "no column says who gave the scores, and entries stand in several rows; headings found: "
        "%(values)s. If each row is the sheet of another, unnamed person, add %(allowed)s"
    ),
    "COMPOSITE_HEADINGS": phrase(
        "each heading names a juror and a criterion at once: %(values)s. Make a row of each sheet, "
        "with a column of entries, one of jurors, and one for each criterion"
    ),
    "ANOTHER_SCALE": phrase(
        "the numbers of one column are of quite another size than those of the others "
        "(%(values)s). If they are no scores, add %(allowed)s"
    ),
    "PLACES": phrase(
        "these columns are called places, of which the lowest is the best; here the highest score is: %(values)s. "
        "Turn places into points; if they are points, add %(allowed)s"
    ),
    # Rows
    "ROW_TOO_LONG": phrase(
        "the row has more cells than headings (%(values)s too many). In a file with commas write "
        '8.5 or "8,5", and put texts with the separator in quotation marks'
    ),
    "ROW_TOO_SHORT": phrase("the row has fewer cells (%(values)s) than there are headings (%(allowed)s)"),
    "SUMMARY_ROW": phrase(
        "this looks like a sum or a mean and not like data (“%(values)s”). Delete the row, or add "
        '--skip-rows "%(rows)s"'
    ),
    "WEIGHTS_ROW": phrase(
        "these are weights and no scores (“%(values)s”). Move them into a table of criteria for --criteria, and delete "
        'the row or add --skip-rows "%(rows)s"'
    ),
    "SUMMARY_CRITERION": phrase("this is a sum and no criterion: %(values)s. Delete the row"),
    "NO_DATA_ROW": phrase('this does not look like data (“%(values)s”). Delete the row, or add --skip-rows "%(rows)s"'),
    "CUT_NUMBER": phrase('a number looks cut at its comma: is it %(values)s? In a file with commas write 8.5 or "8,5"'),
    "MERGED_CELLS": phrase("merged cells (%(values)s): unmerge them and fill every cell"),
    "SPELLINGS": phrase("one label in several spellings: %(values)s. Make them one, or add --merge-labels"),
    "UNKNOWN_STATUS": phrase(
        "it is not plain whether the sheet counts: %(values)s. Write KONFLIKT where it does not, "
        "leave the cell empty where it does"
    ),
    "CONFLICT_AMONG_REMARKS": phrase(
        "there is a score beside “%(values)s”. Delete the score, or put the conflict into a column “Status”"
    ),
    # Scores
    "UNKNOWN_ENTRY": phrase("unknown entry: %(values)s"),
    "UNKNOWN_JUDGE": phrase("unknown juror: %(values)s"),
    "UNKNOWN_CRITERION": phrase("unknown criterion: %(values)s; there are: %(allowed)s"),
    "SCORE_OUT_OF_RANGE": phrase("outside the scale %(allowed)s: %(values)s"),
    "SCORE_OFF_STEP": phrase("scores go in steps of %(allowed)s: %(values)s"),
    "DUPLICATE_SCORE": phrase("the same entry, juror and criterion again: %(values)s; first in row %(allowed)s"),
    "NO_SCORES": phrase("there is not a single score in the file"),
    "TOO_FEW_SCORES": phrase("too few sheets to leave out the extreme ones (entry and its sheets: %(values)s)"),
    # Criteria and rules
    "WEIGHT_NO_NUMBER": phrase("a weight is a number such as 3, 0.6 or 60%%: %(values)s"),
    "WEIGHT_NOT_WHOLE": phrase("a weight must be a whole number: %(values)s"),
    "WEIGHT_NEGATIVE": phrase("a weight is 0 or more: %(values)s"),
    "WEIGHT_MIXED": phrase("write all weights in percent, or none: %(values)s"),
    "WEIGHTS_TOO_FINE": phrase(
        "the weights %(values)s are too fine to be counted with exactly; whole numbers that would do: %(allowed)s"
    ),
    "WEIGHTS_SUM_ZERO": phrase("at least one criterion needs a weight above 0"),
    "DUPLICATE_CRITERION": phrase("the criterion is listed twice: %(values)s"),
    "STEP_NOT_POSITIVE": phrase("a step is a number above 0: %(values)s"),
    "RANGE_EMPTY": phrase("the highest score is below the lowest: %(values)s"),
    "UNKNOWN_METHOD": phrase("there is no such method: %(values)s; there are: %(allowed)s"),
    "UNKNOWN_TIE_BREAK": phrase("ties are broken by %(allowed)s; found: %(values)s"),
    "BEST_ALONE": phrase("“best” goes with no other way of counting: take out “method” and “drop_per”, or “best”"),
    "NOT_A_COUNT": phrase("a whole number of 0 or more is needed: %(values)s"),
    "UNKNOWN_SETTING": phrase("there is no such setting; there are: %(allowed)s"),
    "WRONG_TYPE": phrase("this is of the wrong kind: %(values)s"),
    "NOT_TOML": phrase("this is no line of TOML (name = value): %(values)s [%(allowed)s]"),
    "TOML_DECIMAL_COMMA": phrase("in TOML a decimal is written with a point, 0.5: %(values)s"),
    "TOML_PERCENT": phrase("TOML knows no percent sign: %(values)s"),
    "TOML_NO_QUOTES": phrase('in TOML texts stand in quotation marks, method = "mean": %(values)s'),
    "TOML_COLON": phrase("in TOML an equals sign stands after the name: %(values)s"),
}
LABELS = {"UNKNOWN_ENTRY", "UNKNOWN_JUDGE", "UNKNOWN_CRITERION"}
OTHER = phrase("%(values)s; allowed: %(allowed)s")
COLUMNS: Mapping[str, str] = {
    "entry": phrase("entry"),
    "juror": phrase("juror"),
    "score": phrase("score"),
    "criterion": phrase("criterion"),
    "weight": phrase("weight"),
}


def complaint_of(problem: Problem) -> str:
    """Return the message that says what is wrong, with ``values``, ``allowed`` and ``rows`` in it."""
    if problem.code in LABELS and not problem.value:
        return EMPTY_LABEL
    if problem.code == "SCORE_NOT_FINITE":
        return ADVICE[cause_of(problem.value)]
    return COMPLAINTS.get(problem.code, OTHER)
