"""Why a cell is no number: the classics of spreadsheets and forms."""

import re
from collections.abc import Mapping
from enum import StrEnum

from judging.analysis.reasons import phrase

AMOUNT = r"[+-]?\d+(?:[.,]\d+)?"
MONTHS = "sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|paz|lis|gru|jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec"


class Cause(StrEnum):
    """What stands in a cell instead of a number."""

    MISSING = "missing"
    PERCENT = "percent"
    FRACTION = "fraction"
    UNIT = "unit"
    DATE = "date"
    FORMULA = "formula"
    ERROR = "error"
    CONFLICT = "conflict"
    SEVERAL = "several"
    THOUSANDS = "thousands"
    OTHER = "other"


PATTERNS: Mapping[Cause, re.Pattern[str]] = {
    Cause.MISSING: re.compile(
        r"[-–—?x./*]+|brak( oceny| danych)?|b\.?/?d\.?|n\.?/?d\.?|nie dotyczy|nie oceniam|"
        r"nie oceniał[aeo]?m?|nie oceniono|nieocenion[aey]|bez oceny|n\.?/?a\.?|none|null|nan|"
        r"not applicable|not scored|no score|nie mam zdania|nie wiem|i don't know|n/?o|empty|puste"
    ),
    Cause.PERCENT: re.compile(rf"{AMOUNT}\s*%"),
    Cause.DATE: re.compile(
        rf"\d{{4}}-\d\d-\d\d.*|\d{{1,2}}[-./ ]?({MONTHS})\w*([-./ ]?\d{{2,4}})?|({MONTHS})\w*[-./ ]\d+|"
        r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d\d(:\d\d.*)?"
    ),
    Cause.FRACTION: re.compile(rf"{AMOUNT}\s*(/|z|na|of|out of)\s*{AMOUNT}( pkt\.?)?"),
    Cause.UNIT: re.compile(rf"{AMOUNT}\s*(pkt|p|pt|pts|punkt\w*|points?|stars?|gwiazd\w*)\.?|[★*⭐]+"),
    Cause.FORMULA: re.compile(r"=.*", re.DOTALL),
    Cause.ERROR: re.compile(r"#.*|err:\d+"),
    Cause.CONFLICT: re.compile(
        r"(konflikt|wyłącz|wykluczen|recus|conflict|abstain|abstention|wstrzym|coi\b|k\.?i\.?$).*"
    ),
    Cause.THOUSANDS: re.compile(r"\d{1,3}([ '.,]\d{3})+([.,]\d+)?"),
    Cause.SEVERAL: re.compile(rf"{AMOUNT}(\s*[,;|/+]\s+{AMOUNT}|\s*[;|+]\s*{AMOUNT}|\s+{AMOUNT})+"),
}
LIKE_NUMBERS = {
    Cause.PERCENT,
    Cause.FRACTION,
    Cause.UNIT,
    Cause.FORMULA,
    Cause.SEVERAL,
    Cause.THOUSANDS,
}

ADVICE: Mapping[Cause, str] = {
    Cause.MISSING: phrase("where there is no score, leave the cell empty"),
    Cause.PERCENT: phrase("a percentage is no score: write the points of the scale"),
    Cause.FRACTION: phrase("write the points alone, “8.5” and not “8.5/10”"),
    Cause.UNIT: phrase("write the number alone, without a unit"),
    Cause.DATE: phrase(
        "the spreadsheet made a date of the number (8.5 became 8 May): set the column to text or "
        "number and type the score again"
    ),
    Cause.FORMULA: phrase(
        "the formula was never calculated: open the file in a spreadsheet, save it, or paste the value"
    ),
    Cause.ERROR: phrase("the spreadsheet reports an error here: type the value"),
    Cause.CONFLICT: phrase("a conflict of interest is no score: leave the cell empty, or mark it in a column “Status”"),
    Cause.SEVERAL: phrase("several numbers in one cell: one score a cell"),
    Cause.THOUSANDS: phrase("write the number without marks between thousands"),
    Cause.OTHER: phrase("not a number such as 8.5; where there is no score, leave the cell empty"),
}


def cause_of(text: str) -> Cause:
    """Tell what stands in a cell instead of a number.

    Examples
    --------
    >>> [str(cause_of(text)) for text in ("85%", "8,5/10", "08.maj", "n/d", "8, 6, 6", "dobra")]
    ['percent', 'fraction', 'date', 'missing', 'several', 'other']
    """
    plain = text.strip().casefold()
    return next((c for c, pattern in PATTERNS.items() if pattern.fullmatch(plain)), Cause.OTHER)
