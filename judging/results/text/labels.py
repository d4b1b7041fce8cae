"""Words for zones, chances and flags: what stands in a cell of a table."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from judging.core.formatting import number, percent
from judging.core.i18n import _, _l

Row = Mapping[str, Any]
SURE, HARDLY = 0.99, 0.01


class Zone(NamedTuple):
    """Where an entry stands by its chances: a word, its kind of status, what it asks of people."""

    word: str
    kind: str


def zone(row: Row, lines: Mapping[str, Any]) -> Zone | None:
    """Return the zone of an entry, or None where no chance is known."""
    main, honoured = row["zone_main"], row["zone_honoured"]
    if main is None:
        return None
    prize = bool(lines["declared"])
    if main == "SAFE":
        return Zone(_("prize settled") if prize else _("first place settled"), "done")
    if main == "CONTEST":
        return Zone(_("contends for a prize") if prize else _("contends for first place"), "waits")
    if lines["honoured"] > lines["main"] and honoured == "SAFE":
        return Zone(_("distinction settled"), "done")
    if lines["honoured"] > lines["main"] and honoured == "CONTEST":
        return Zone(_("contends for a distinction"), "waits")
    return Zone(_("out of reach") if prize else _("first place out of reach"), "neutral")


def chance(value: float | None) -> str:
    """Print a chance in percent; one that is drawn is never quite 0 or 100."""
    if value is None:
        return "–"
    if value > SURE:
        return _("over %(share)s", share=percent(SURE))
    if value < HARDLY:
        return _("under %(share)s", share=percent(HARDLY))
    return percent(value)


def about(value: float) -> str:
    """Print a chance inside a sentence: what is drawn is an approximation."""
    words = chance(value)
    return words if value > SURE or value < HARDLY else _("about %(share)s", share=words)


def place(row: Row) -> str:
    """Print a place; equal ones carry the sign of equality."""
    if row["place"] is None:
        return "–"
    return f"{row['place']}\u00a0=" if row["tied"] else str(row["place"])


def band(row: Row) -> str:
    """Print the places an entry may truly have."""
    low, high = row["band_low"], row["band_high"]
    if low is None or high is None:
        return "–"
    return str(low) if low == high else f"{low}–{high}"


def signed(value: float | None, places: int = 1) -> str:
    """Print a difference with its sign; unknown is a dash."""
    if value is None:
        return "–"
    text = number(value, places)
    nothing = not any(digit in text for digit in "123456789")
    return number(0.0, places) if nothing else text if value < 0 else f"+{text}"


def entry_remarks(row: Row, rules: Mapping[str, Any], criteria: Mapping[str, str]) -> list[str]:
    """Return the remarks about an entry in words, with how a tie was broken; none names a juror."""
    words = flag_remarks(row, rules)
    if step := row.get("tie_step"):
        words.append(_("A tie, broken by: %(step)s.", step=tie_step(step, criteria)))
    return words


def flag_remarks(row: Row, rules: Mapping[str, Any]) -> list[str]:
    """Return what the flags of an entry say of the entry itself."""
    words = {
        "ENTRY_WITHOUT_SCORES": lambda: _("No sheet: not ranked."),
        "BELOW_MIN_SHEETS": lambda: _few_sheets(row, rules),
        "TIE_AT_BOUNDARY": lambda: _("A tie on a prize line: the jury decides."),
    }
    return [words[flag]() for flag in row["flags"] if flag in words]


def _few_sheets(row: Row, rules: Mapping[str, Any]) -> str:
    facts = {"num": row["sheets"], "min": rules["min_sheets"]}
    if rules["exclude_below_min"]:
        return _("Too few sheets for a place (%(num)d of %(min)d).", **facts)
    return _("Fewer sheets than the rules ask for (%(num)d of %(min)d).", **facts)


def sheet_remarks(row: Row, jurors: Mapping[str, str]) -> list[str]:
    """Return what the flags of an entry say of single sheets, with names: for the secretary alone."""
    words = {
        "OUTLIER_SHEET": _l("The sheet of %(name)s differs strongly from the others."),
        "INCOMPLETE_SHEET": _l("The sheet of %(name)s is incomplete and does not count."),
    }
    found = (flag.partition(":") for flag in row["flags"])
    return [
        str(words[code]) % {"name": jurors[juror]}
        for code, _colon, juror in found
        if code in words and juror in jurors
    ]


def juror_remarks(row: Row, titles: Mapping[str, str], *, declared: bool) -> list[str]:
    """Return the remarks about a juror in words, for the secretary alone."""
    words = [word for flag in row["flags"] if (word := _juror_flag(flag, titles, declared))]
    for which, said in _changes_without(row, declared).items():
        words += [str(said) % {"title": titles[entry]} for entry in row[which] or []]
    return words


def _changes_without(row: Row, declared: bool) -> dict[str, Any]:
    """Return the words for those who come in and drop out when a juror is left out."""
    if not declared:
        level = _l("Level at the top: “%(title)s”.")
        return {"gained": _l("First would be: “%(title)s”.") if row["lost"] else level}
    level = _l("Would draw level with the prize-winners: “%(title)s”.")
    return {
        "gained": _l("Would come in: “%(title)s”.") if row["lost"] else level,
        "lost": _l("Would drop out: “%(title)s”."),
    }


def _juror_flag(flag: str, titles: Mapping[str, str], declared: bool) -> str:
    code, _colon, entry = flag.partition(":")
    words = {
        "PIVOTAL_JUROR": lambda: (
            _("Without this juror the prize-winners would be others.")
            if declared
            else _("Without this juror another entry would come first.")
        ),
        "ZERO_VARIANCE_JUROR": lambda: _("Gave every entry the same score."),
        "WEAK_DISCRIMINATION": lambda: _("Tells the entries apart much less than the others."),
        "HALO": lambda: _("The scores on all criteria rise and fall together."),
        "OUTLIER_SHEET": lambda: _(
            "Differs strongly from the others on “%(title)s”.", title=titles.get(entry, "–")
        ),
    }
    return words[code]() if code in words else ""


def tie_step(step: str, names: Mapping[str, str] | None = None) -> str:
    """Name the rung of the ladder that broke a tie."""
    rung, _colon, criterion = step.partition(":")
    words = {
        "criteria": lambda: _("the score on the heaviest criterion"),
        "median": lambda: _("the median of the sheets"),
        "head_to_head": lambda: _("how many jurors put it above its equal"),
        "countback": lambda: _("how many jurors put it first, second and so on"),
    }
    if criterion and names:
        return _("the score on the criterion “%(name)s”", name=names.get(criterion, criterion))
    return words[rung]() if rung in words else step


def method_name(method: str) -> str:
    """Name a way of counting."""
    words = {
        "mean": lambda: _("mean"),
        "trimmed": lambda: _("mean without the extreme sheets"),
        "median": lambda: _("median"),
        "majority": lambda: _("majority judgment"),
        "adjusted": lambda: _("adjusted for severity"),
        "borda": lambda: _("sum of places (Borda)"),
    }
    return words[method]() if method in words else method
