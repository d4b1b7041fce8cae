"""The words in which rules ask and results answer; a leaf without numpy.

Each is the text that stands in rules, records and files, so a document written yesterday is read by
the same word today. What a person reads of each word stands in :mod:`judging.analysis.words`.
"""

from enum import StrEnum


class Method(StrEnum):
    """How sheets become the official score."""

    MEAN = "mean"
    TRIMMED = "trimmed"
    MEDIAN = "median"
    MAJORITY = "majority"


class SecondOpinion(StrEnum):
    """Ways of counting that no rules may ask for: shown beside the official one."""

    ADJUSTED = "adjusted"
    BORDA = "borda"


class Dropped(StrEnum):
    """What a trimmed mean leaves out: whole sheets, or the extreme scores of each criterion."""

    SHEET = "sheet"
    CRITERION = "criterion"


class Rung(StrEnum):
    """What breaks a tie, as the ladder of the rules names it."""

    CRITERIA = "criteria"
    MEDIAN = "median"
    HEAD_TO_HEAD = "head_to_head"
    COUNTBACK = "countback"
    JURORS = "jurors"

    def at(self, detail: object) -> str:
        """Name the rung together with the criterion or the place that broke the tie.

        Examples
        --------
        >>> Rung.COUNTBACK.at(1)
        'countback:1'
        """
        return f"{self}:{detail}"

    @classmethod
    def read(cls, step: str) -> tuple["Rung", str]:
        """Return the rung and the detail of a step of the ladder, or raise ValueError.

        Examples
        --------
        >>> Rung.read("countback:1"), Rung.read("median")
        ((<Rung.COUNTBACK: 'countback'>, '1'), (<Rung.MEDIAN: 'median'>, ''))
        """
        rung, _colon, detail = step.partition(":")
        return cls(rung), detail


LADDER = (Rung.CRITERIA, Rung.MEDIAN, Rung.HEAD_TO_HEAD, Rung.COUNTBACK)  # where none is declared


class Diagnostics(StrEnum):
    """How much is counted beside the official result."""

    NONE = "none"
    BASIC = "basic"  # chances, reliability, severity
    ALL = "all"


class Stage(StrEnum):
    """What is being counted, for whoever waits."""

    READING = "reading"
    PLACES = "places"
    MODEL = "model"
    CHANCES = "chances"
    JURORS = "jurors"
    AGREEMENT = "agreement"
    CRITERIA = "criteria"


class Zone(StrEnum):
    """Where an entry stands by its chance of being above a line."""

    SAFE = "SAFE"
    CONTEST = "CONTEST"
    OUT = "OUT"


class Flag(StrEnum):
    """What travels with a result (``scoring.md`` 7.2): of the round, of an entry, of a juror."""

    SINGLE_JUROR = "SINGLE_JUROR"
    SINGLE_ENTRY = "SINGLE_ENTRY"
    NO_VARIATION = "NO_VARIATION"
    NO_SEPARATION = "NO_SEPARATION"
    DISCONNECTED = "DISCONNECTED"
    WEAKLY_CONNECTED = "WEAKLY_CONNECTED"
    LOW_RELIABILITY = "LOW_RELIABILITY"
    FEW_SHEETS = "FEW_SHEETS"
    UNLIKELY_WINNER = "UNLIKELY_WINNER"
    TIE_AT_BOUNDARY = "TIE_AT_BOUNDARY"
    ENTRY_WITHOUT_SCORES = "ENTRY_WITHOUT_SCORES"
    BELOW_MIN_SHEETS = "BELOW_MIN_SHEETS"
    INCOMPLETE_SHEET = "INCOMPLETE_SHEET"
    OUTLIER_SHEET = "OUTLIER_SHEET"
    PIVOTAL_JUROR = "PIVOTAL_JUROR"
    ZERO_VARIANCE_JUROR = "ZERO_VARIANCE_JUROR"
    WEAK_DISCRIMINATION = "WEAK_DISCRIMINATION"
    HALO = "HALO"

    def about(self, *labels: object) -> str:
        """Name the flag together with the entry, the juror or the sheet that it is about.

        Examples
        --------
        >>> Flag.OUTLIER_SHEET.about("E4", "j6")
        'OUTLIER_SHEET:E4,j6'
        """
        return f"{self}:{','.join(map(str, labels))}"

    @classmethod
    def read(cls, text: str) -> tuple["Flag", str]:
        """Return a flag and what it is about; a misspelt one raises ValueError.

        Examples
        --------
        >>> Flag.read("PIVOTAL_JUROR:j1"), Flag.read("HALO")
        ((<Flag.PIVOTAL_JUROR: 'PIVOTAL_JUROR'>, 'j1'), (<Flag.HALO: 'HALO'>, ''))
        """
        flag, _colon, about = text.partition(":")
        return cls(flag), about


class Level(StrEnum):
    """How reliable the mean of a panel is, after Koo and Li."""

    LOW = "low"
    MODERATE = "moderate"
    GOOD = "good"
    VERY_HIGH = "very_high"


class Doubt(StrEnum):
    """Why the model hardly believes in a prize that the official place gives."""

    NO_SEPARATION = "no-separation"
    FEW_SHEETS = "few-sheets"
    GENEROUS_JURORS = "generous-jurors"
    OTHER_METHOD = "other-method"
    CLOSE_FIELD = "close-field"


class Missing(StrEnum):
    """Why a figure is unknown."""

    NO_SHEETS = "no-sheets"
    ONE_JUROR = "one-juror"
    ONE_ENTRY = "one-entry"
    NO_VARIATION = "no-variation"
    TOO_FEW_SHEETS = "too-few-sheets"
    TOO_FEW_JURORS = "too-few-jurors"
    TOO_FEW_IN_COMMON = "too-few-in-common"
    ONE_SHEET_EACH = "one-sheet-each"
    DISCONNECTED = "disconnected"
    TOO_LARGE = "too-large"
    NOT_ASKED = "not-asked"
    NOT_EXACT_MEANS = "not-exact-means"
    NOTHING_TO_WEIGH = "nothing-to-weigh"
    WITHHELD = "withheld"  # known, but a single sheet would follow from it
