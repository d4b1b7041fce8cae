"""The protocol as a document: its data printed as people read them, and the PDF made of them.

The words stand in ``templates/pdf/protocol.typ``; here are the figures and the dates.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from judging.analysis.words import RUNGS_IN_EDITIONS, method_in_rules
from judging.core.fingerprints import fingerprint
from judging.core.formatting import day, moment, number
from judging.core.i18n import _, ngettext, speaking
from judging.core.pdf import compile_pdf
from judging.deliberation.record_of_ranking import quotient
from judging.editions.parts.qualifying import in_words, rule_in
from judging.results import subtraction
from judging.results.models import Line
from judging.results.qualified import line_in_words
from judging.results.text.labels import place, tie_step
from judging.stats.vocabulary import Dropped, Rung

ProtocolData = Mapping[str, Any]


def protocol_pdf(content: ProtocolData) -> bytes:
    """Return the PDF/UA of a protocol; the same content gives the same bytes."""
    return compile_pdf("protocol", printed(content), dated=datetime.fromisoformat(content["made_at"]))


def printed(content: ProtocolData) -> dict[str, Any]:
    """Return the data of the PDF: the record with dates and figures as people read them."""
    zone, unit = content["zone"], Fraction(content["method"]["unit"])
    names = {one["key"]: one["name"] for one in content["method"]["criteria"]}
    held = datetime.fromisoformat(content["meeting"]["held_at"])
    with speaking("pl"):
        return {
            **content,
            "held": moment(held, zone),
            "held_day": day(held, zone),
            "made": moment(content["made_at"], zone),
            "here": sum(bool(row["present"]) for row in content["attendance"]),
            "counted": sum(bool(row["present"]) and row["counts"] for row in content["attendance"]),
            "declared": [_declaration(one, zone) for one in content["declarations"]],
            "silent": [_declarer(one) for one in content["declarations"] if _is_asked(one) and not one["complete"]],
            "asked": sum(_is_asked(one) for one in content["declarations"]),
            "recusals": [one | {"name": _declarer(one)} for one in content["recusals"]],
            "lifted": [one | {"name": _declarer(one)} for one in content["lifted"]],
            "motions": [one | _unable(one) for one in content["motions"]],
            "rows": [_row(row, unit) for row in content["ranking"]],
            "by_area": _by_area(content["ranking"], names),
            "sums": [_sums(row, names, unit) for row in content["ranking"]],
            "criteria": [_criterion(one) for one in content["method"]["criteria"]],
            "method_words": method_in_rules(_, content["method"]),
            "by_criterion": content["method"].get("drop_per") == Dropped.CRITERION,
            "ladder_words": [_(RUNGS_IN_EDITIONS[Rung(rung)]) for rung in content["method"]["ties"]],
            "scale": [number(content["method"][end]) for end in ("min", "max")],
            "steps": [
                {"number": row["number"], "place": place(row), "step": tie_step(row["tie_step"], names)}
                for row in content["ranking"]
                if row["tie_step"]
            ],
            "fewest": subtraction.fewest_sheets(content["method"]["min_sheets"]),
            "fewest_for_score": subtraction.FEWEST_FOR_SCORE,
            "without_score": any(row["sheets"] and not row["denominator"] for row in content["ranking"]),
            "without_sums": any(row["sheets"] and not row["sums"] for row in content["ranking"]),
            "interim": interim_steps(content),
            "earlier": earlier_rounds(content),
            "on_paper": on_paper(content),
            "replaced": [one | {"moment": moment(one["withdrawn_at"], zone)} for one in content["replaces"]],
            "digest": fingerprint(content),
        }


def interim_steps(content: ProtocolData) -> list[ProtocolData]:
    """Return the acts after which interim results may have been known, as people read them."""
    return [_interim(step, content["zone"]) for step in content.get("interim", ())]


def earlier_rounds(content: ProtocolData) -> list[str]:
    """Return a paragraph about each earlier round: how many entries there were, how many went on, by what rule."""
    return [_earlier(one, content["zone"]) for one in content.get("earlier", ())]


def on_paper(content: ProtocolData) -> str:
    """Return how many of the sheets counted came on paper, who typed them in, who saw them; "" where none did."""
    told = content.get("paper")
    if not told:
        return ""
    names = ", ".join(f"{name} ({sheets})" for name, sheets in told["typed_by"].items())
    words = {"sheets": told["sheets"], "names": names, "seen": told["seen"]}
    return _("%(sheets)d, typed in by: %(names)s; seen by the secretary before the round was closed: %(seen)d", **words)


def _earlier(one: ProtocolData, zone: str) -> str:
    words = {
        "round": one["round"],
        "stood": one["stood"],
        "went_on": one["went_on"],
        "out": one["stood"] - one["went_on"],
    }
    said = [
        _("“%(round)s”: entries: %(stood)d, of these went on: %(went_on)d, did not go on: %(out)d.", **words),
        _("Who went on: %(line)s.", line=line_in_words(Line(one["line"]), one["value"])),
    ]
    if one["rule"]:
        said += in_words(rule_in(one["rule"]), reason_on_no=True)[1:3]
    if one["ruled"]:
        said.append(
            ngettext(
                "On %(num)d entry the secretary decided, with a reason that stands in the history.",
                "On %(num)d entries the secretary decided, with reasons that stand in the history.",
                one["ruled"],
            )
        )
    said.append(_("Recorded by %(who)s on %(moment)s.", who=one["by"], moment=moment(one["at"], zone)))
    said.append(_("Root of the receipts of its sheets (SHA-256): %(root)s.", root=one["receipts"]))
    return " ".join(said)


def _interim(step: ProtocolData, zone: str) -> ProtocolData:
    """Return a step after which interim results may have been known, with its moments as people read them."""
    since = step["shown_since"]
    return {**step, "moment": moment(step["at"], zone), "since": moment(since, zone) if since else ""}


def _row(row: ProtocolData, unit: Fraction) -> list[str]:
    """Return place, number, office, title, sheets, sum, divisor and score of an entry."""
    parts = quotient(row, unit)
    total, divisor = (exact(parts[0]), str(parts[1])) if parts else ("–", "–")
    return [
        place(row),
        str(row["number"]),
        row["office"],
        row["title"],
        str(row["sheets"]),
        total,
        divisor,
        number(row["score"]),
    ]


def _is_asked(one: ProtocolData) -> bool:
    """Tell whether the chapter's decision rests on this declaration: of members, and of substitutes who came."""
    return not one["stands_for"] or bool(one["stood_in"])


def _declarer(one: ProtocolData) -> str:
    """Return the name of a member, or of a substitute with that of the member."""
    if not one["stands_for"]:
        return str(one["name"])
    called: str = _("%(name)s, the substitute of %(member)s", name=one["name"], member=one["stands_for"])
    return called


def _unable(motion: ProtocolData) -> dict[str, list[str]]:
    """Return who did not vote on a motion, the members with the substitutes who came."""
    return {key: [_sat(one["name"], one["substitute"]) for one in motion[key]] for key in ("recused", "barred")}


def _sat(member: str, substitute: str) -> str:
    return _("%(member)s (substitute: %(name)s)", member=member, name=substitute) if substitute else member


def _declaration(one: ProtocolData, zone: str) -> list[str]:
    """Return name, since when in the chapter or named to stand in, and when they declared conflicts of interest."""
    given = _date(one["invited_at"] or one["accepted_at"])
    notes = [day(given, zone) if given else _("no date on record")]
    if one["stands_for"]:
        notes.append(_("stood in at the meeting") if one["stood_in"] else _("did not stand in"))
    if one["late_reason"]:
        agreed = {"name": one["consented_by"], "day": day(_date(one["consented_at"]), zone)}
        notes.append(_("after scoring had opened (%(reason)s)", reason=one["late_reason"]))
        notes.append(
            _("agreed to by %(name)s on %(day)s", **agreed)
            if one["consented_at"]
            else _("without the consent of the chair: did not count")
        )
    if one["removed_at"]:
        notes.append(_("removed on %(day)s", day=day(_date(one["removed_at"]), zone)))
    declared = moment(one["declared_at"], zone)
    if not one["declared_at"]:
        declared = _("none in the system")
    elif not one["complete"]:
        declared = _("%(moment)s – before the last entries came", moment=declared)
    return [_declarer(one), "; ".join(notes), declared]


def _date(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _by_area(ranking: Sequence[ProtocolData], names: Mapping[str, str]) -> list[list[str]]:
    """Return area, place, number, practice, score and what broke a tie, where areas are ranked."""
    placed = [row for row in ranking if row["in_area"]]
    return [
        [
            row["area"],
            place(row["in_area"]),
            str(row["number"]),
            row["title"],
            number(row["score"]),
            tie_step(row["in_area"]["tie_step"], names) if row["in_area"]["tie_step"] else "–",
        ]
        for row in sorted(placed, key=lambda row: (row["area"], row["in_area"]["place"], row["number"]))
    ]


def _sums(row: ProtocolData, names: Mapping[str, str], unit: Fraction) -> list[str]:
    """Return the number of an entry and its points added up on each criterion that counts."""
    steps = row["sums"]
    return [
        str(row["number"]),
        *(exact(steps[key] * unit) if key in steps else "–" for key in names),
    ]


def _criterion(criterion: ProtocolData) -> list[str]:
    return [
        criterion["name"],
        str(criterion["weight"]),
        f"{number(criterion['share'])}\N{NO-BREAK SPACE}%",
        number(criterion["step"]),
    ]


def exact(value: Fraction) -> str:
    """Print a fraction as a decimal where it has an end, else as it is: 402,5 or 1208/3."""
    for places in range(10):
        if 10**places % value.denominator == 0:
            whole, rest = divmod(abs(value.numerator) * (10**places // value.denominator), 10**places)
            sign = "-" if value < 0 else ""
            return number(f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}")
    return str(value)
