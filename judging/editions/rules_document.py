"""The rules of an edition as a document to print: what their page says, in Polish, in which they bind (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from judging.core import clock, richtext
from judging.core.cache import Cache
from judging.core.formatting import moment, number, percent
from judging.core.i18n import DEFAULT, _, language, ngettext, speaking
from judging.core.pdf import compile_pdf
from judging.core.richtext import Block
from judging.editions import rulebook
from judging.editions.models import Annex, Edition
from judging.editions.parts import comments, qualifying
from judging.editions.rules_page import rules_context
from judging.stats.vocabulary import Dropped, Method

_documents: Cache[bytes] = Cache(8)  # half a second each


def document(edition: Edition, annexes: Sequence[Annex]) -> bytes:
    """Return the rules with their annexes as a PDF, made once for what it says."""
    with speaking(DEFAULT):
        said = printed(edition, annexes)
    dated = edition.rules_frozen_at or clock.utcnow()

    def made() -> bytes:
        with speaking(DEFAULT):
            return compile_pdf("rules", said, dated=dated)

    return _documents.made((edition.slug, said["fingerprint"], len(annexes), edition.rules_frozen_at), made)


def printed(edition: Edition, annexes: Iterable[Annex]) -> dict[str, Any]:
    """Return the words and values that the document prints."""
    context = rules_context(edition)
    rules = context["rules"]
    return {
        "language": language(),
        "title": _("Rules: %(edition)s", edition=edition.name),
        "over": edition.competition.name,
        "words": {"page": _("Page"), "of": _("of")},
        "contents": _("Contents"),
        "approved": _approved(edition),
        "fingerprint": context["fingerprint"],
        "fingerprint_label": _("Fingerprint (SHA-256)"),
        "annexes": [f"{moment(one.at, edition.time_zone)}: {_annex(one)}" for one in annexes],
        "annexes_heading": _("Annexes"),
        "criteria": _criteria(rules, context["shares"]),
        "score": {
            "heading": _("How the score is counted"),
            "rounds": [_round(one, context) for one in rules["rounds"]],
        },
        "awards": _awards(rules),
        "entries": {"heading": _("Entries of one office"), "said": context["entries_of_one"]},
        "areas": {"heading": _("Areas"), "names": rules["areas"]},
        "text": {"heading": _("Regulations"), "blocks": [printed_block(one) for one in context["blocks"]]},
    }


def rounds_in_words(edition: Edition) -> list[dict[str, Any]]:
    """Return the sentences of the document about each round, with the ladder of its ties."""
    context = rules_context(edition)
    return [_round(one, context) for one in context["rules"]["rounds"]]


def _approved(edition: Edition) -> str:
    if not edition.rules_frozen_at:
        return _("These rules are a draft; they are not public yet.")
    return _("Since %(when)s they do not change.", when=moment(edition.rules_frozen_at, edition.time_zone))


def _annex(annex: Annex) -> str:
    quorum = _("the quorum is %(quorum)d.", quorum=annex.rulebook["quorum"])
    reason = _("Reason: %(reason)s", reason=annex.reason)
    return f"{quorum} {reason}"


def printed_block(block: Block) -> dict[str, Any]:
    """Return a block as a document holds it."""
    return {"kind": block.kind, "lines": [_line(line, heading=block.kind == "heading") for line in block.lines]}


def _line(line: str, *, heading: bool = False) -> Any:
    """Return a line as a document holds it: words, or pieces where some are bold or lead somewhere."""
    found = richtext.runs(line)
    if heading or not any(run.bold or run.href for run in found):
        return richtext.plain(line)
    return [run._asdict() for run in found]


def _criteria(rules: Mapping[str, Any], shares: Mapping[str, str]) -> dict[str, Any]:
    rows = [
        [row["name"], row["description"], str(row["weight"]), _share(shares[row["key"]])] for row in rules["criteria"]
    ]
    levels = [
        {"name": row["name"], "levels": [[number(points), said] for points, said in row["levels"].items()]}
        for row in rules["criteria"]
        if row["levels"]
    ]
    head = [_("Criterion"), _("What it asks"), _("Weight"), _("Share")]
    return {"heading": _("Criteria and weights"), "head": head, "rows": rows, "levels": levels}


def _share(share: str) -> str:
    """Print a share in percent as rulebook.py spells it: "20", "33.3"."""
    return percent(float(share) / 100, 1 if "." in share else 0)


def _round(round_: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    """Return the sentences about one round, and the ladder of its ties; a qualifying one has none."""
    if rulebook.qualifies(round_):
        said = qualifying.in_words(
            qualifying.rule_in(round_),
            reason_on_no=round_["no_needs_reason"],
            never_below=round_.get("never_below_min", False),
        )
        return {"name": round_["name"], "said": said, "ladder": []}
    low, high = number(round_["min"]), number(round_["max"])
    scale = _("Each criterion is scored from %(low)s to %(high)s points.", low=low, high=high)
    said = [f"{scale} {context['methods'][round_['position']]}"]
    if round_["method"] == Method.TRIMMED:
        said.append(_left_out(round_))
    said += [_minimum(round_), _rounding(round_)]
    said.append(_("A tie is broken only where an award depends on it. Decisive is, in this order:"))
    ladder = [context["ladder"][rung] for rung in round_["ties"]]
    return {"name": round_["name"], "said": said, "ladder": [*ladder, _("the vote of the chapter.")]}


def _left_out(round_: Mapping[str, Any]) -> str:
    dropped = {"low": round_["drop"][0], "high": round_["drop"][1]}
    if round_.get("drop_per") == Dropped.CRITERION:
        return _("Left out on each criterion: lowest points %(low)d, highest points %(high)d.", **dropped)
    return _("Left out: lowest sheets %(low)d, highest sheets %(high)d.", **dropped)


def _minimum(round_: Mapping[str, Any]) -> str:
    least = ngettext(
        "An entry should have at least %(num)d complete sheet.",
        "An entry should have at least %(num)d complete sheets.",
        round_["min_sheets"],
    )
    left_out, stays = (
        _("With fewer it is left out of the ranking."),
        _("With fewer it stays in the ranking and is marked."),
    )
    never = [_("The round is not closed while an entry has fewer.")] if round_.get("never_below_min") else []
    return " ".join([least, left_out if round_["exclude_below_min"] else stays, *never])


def _rounding(round_: Mapping[str, Any]) -> str:
    if round_["rank_on"] is None:
        return _("Places are decided on the exact score; it is rounded only when printed.")
    return ngettext(
        "Places are decided on the score rounded to %(num)d decimal.",
        "Places are decided on the score rounded to %(num)d decimals.",
        round_["rank_on"],
    )


def _awards(rules: Mapping[str, Any]) -> dict[str, Any]:
    quorum = ngettext(
        "The chapter decides when at least %(num)d member is present.",
        "The chapter decides when at least %(num)d members are present.",
        rules["quorum"],
    )
    open_ = rules["sheets_open_to_jury"]
    seen = _("Jurors see each other's sheets after the round is closed.")
    sheets = seen if open_ else _("Jurors do not see each other's sheets.")
    return {
        "heading": _("Awards"),
        "head": [_("Award"), _("At most"), _("Conditions")],
        "rows": [[award["name"], str(award["quantity"]), _conditions(award)] for award in rules["awards"]],
        "said": [
            _("The ranking advises, the chapter decides. It may give fewer awards than these, never more."),
            f"{quorum} {sheets} {comments.in_rules(rules)}",
        ],
    }


def _conditions(award: Mapping[str, Any]) -> str:
    parts = [_("in each area") if award["per_area"] else _("in the whole edition")]
    if award["minimal_score"]:
        parts.append(_("with a score of at least %(score)s", score=number(award["minimal_score"])))
    if award["ex_aequo_counts_once"]:
        parts.append(_("shared ones count as one"))
    return ", ".join(parts)
