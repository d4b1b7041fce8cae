"""When results may be looked at, a round closed, a ranking frozen – and why not."""

from collections.abc import Sequence
from datetime import datetime

from judging.core.i18n import _, _l, ngettext
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.editions.models import CommentsSeen, Edition, Round
from judging.jury import readiness
from judging.jury.comparison import ChangedSheet, Comparison
from judging.jury.readiness import Chapter
from judging.jury.rules import Completeness
from judging.results.qualified import Choice

NAMED = 20  # changed sheets in one sentence at most


def why_not_look(round_: Round | None) -> Refused | None:
    """Nobody, the secretary included, sees a score before the round is closed."""
    if round_ is None:
        return NotNow(_l("This edition has no round of scoring."))
    if round_.closed_at is None:
        return NotNow(_l("Results are shown when the round is closed. Until then nobody sees the scores."))
    return None


def why_not_comments(edition: Edition) -> Refused | None:
    """What jurors wrote for the chapter is read as the rules of the edition say; before the round is closed, never."""
    if edition.comments_seen is CommentsSeen.NOBODY:
        return NotNow(_l("By the rules of this edition the comments of the jurors are shown to nobody."))
    if edition.comments_seen is CommentsSeen.AFTER_SEAL and edition.sealed_at is None:
        return NotNow(
            _l("By the rules of this edition the comments of the jurors are shown once the decision is sealed.")
        )
    return None


def why_not_rank(round_: Round) -> Refused | None:
    """Where nobody gives points there is no ranking."""
    if round_.qualifies:
        return NotNow(_l("In a qualifying round no points are given, so there is no ranking. See who goes on."))
    return None


def why_not_counted(round_: Round, short: Sequence[tuple[int, int]] = ()) -> NotNow:
    """A trimmed mean needs more sheets of each entry than it drops."""
    dropped = round_.drop_low + round_.drop_high
    entries = ", ".join(f"{number} ({sheets})" for number, sheets in short)
    sentence = _(
        "The rules drop %(num)d sheets of each entry, and some entries have no more than that, so "
        "they cannot be counted.",
        num=dropped,
    )
    named = _("Entries by number, with their sheets: %(entries)s.", entries=entries)
    return NotNow(*([sentence, named] if short else [sentence]))


def why_not_vouched(found: Comparison, *, named: bool = True) -> Refused | None:
    """Nothing is counted, closed, sealed or announced over a sheet that is not what its juror handed in."""
    if found.sound:
        return None
    said = [_("Sheets differ from what the jurors handed in, so nothing is counted from them.")]
    if found.changed and named:
        said.append(_changed_sheets(found.changed))
    if found.lost:
        said.append(
            ngettext(
                "%(num)d sheet that was handed in is gone.",
                "%(num)d sheets that were handed in are gone.",
                found.lost,
            )
        )
    if found.root_differs:
        said.append(_("The receipts of the sheets do not give the root that was published when the round was closed."))
    said.append(
        _(
            "Ask the administrator to compare the database with a backup; or open the round and the sheet again, "
            "so that its juror checks it and hands it in."
        )
    )
    return NotNow(*said)


def why_not_record(as_frozen: bool) -> Refused | None:
    """Nothing rests on a frozen record that has been changed."""
    if as_frozen:
        return None
    return NotNow(
        _("The record of the closed ranking differs from its fingerprint, so nothing rests on it."),
        _("Ask the administrator to compare the database with a backup."),
    )


def _changed_sheets(changed: Sequence[ChangedSheet]) -> str:
    """Name the sheets that differ, by entry and juror."""
    listed = [
        _("entry no. %(number)s – %(juror)s", number=sheet.number or "–", juror=sheet.juror)
        for sheet in changed[:NAMED]
    ]
    if more := len(changed) - NAMED if len(changed) > NAMED else 0:
        listed.append(ngettext("and %(num)d more", "and %(num)d more", more))
    return _("Changed: %(sheets)s.", sheets="; ".join(listed))


def why_not_close(round_: Round, facts: Completeness, reason: str, at: datetime) -> Refused | None:
    """A round is closed once, with sheets in it; when some are missing, with a reason."""
    if round_.closed_at is not None:
        return NotNow(_l("The round is closed already."))
    if round_.edition.rules_frozen_at is None:
        return NotNow(_l("The rules are not approved: scores are counted by rules fixed before them."))
    if at < round_.opens_at:
        return NotNow(_l("The round has not opened yet.") if round_.qualifies else _l("Scoring has not opened yet."))
    reasons = []
    if not facts.submitted:
        reasons.append(_("No sheet has been handed in."))
    if facts.unassigned:
        count = facts.unassigned
        reasons.append(ngettext("%(num)d entry has no juror.", "%(num)d entries have no juror.", count))
    if reasons:
        return NotNow(*reasons)
    if facts.uncountable:
        return why_not_counted(round_, facts.uncountable)
    if round_.never_below_min and facts.short:
        return _below_minimum(round_, facts.short)
    if facts.missing and not reason.strip():
        sentence = ngettext(
            "%(num)d sheet is missing. Write why the round is closed without it.",
            "%(num)d sheets are missing. Write why the round is closed without them.",
            facts.missing,
        )
        return Incomplete(sentence, field="reason")
    return None


def _below_minimum(round_: Round, short: Sequence[tuple[int, int]]) -> NotNow:
    """Name the entries without which the rules let nobody close the round."""
    sentence = ngettext(
        "The rules of this edition forbid closing the round while an entry has fewer than %(num)d complete sheet.",
        "The rules of this edition forbid closing the round while an entry has fewer than %(num)d complete sheets.",
        round_.min_sheets,
    )
    entries = ", ".join(f"{number} ({sheets})" for number, sheets in short)
    return NotNow(sentence, _("Entries by number, with their sheets: %(entries)s.", entries=entries))


def is_early(round_: Round, facts: Completeness, at: datetime) -> bool:
    """Tell whether closing now shows scores while sheets are missing or could still be handed in."""
    return bool(facts.missing) or at < round_.closes_at


def why_not_ready(chapter: Chapter, reason: str) -> Refused | None:
    """A round is closed by a chapter that could then decide; without the sheets the rules ask for, with a reason."""
    if found := readiness.before_closing(chapter):
        return NotNow(*(lack.sentence for lack in found))
    short = [lack.sentence for lack in readiness.of_sheets(chapter)]
    if short and not reason.strip():
        return Incomplete(*short, _("Or write why the round is closed as it is."), field="reason")
    return None


def why_not_rule(round_: Round, *, begun: bool, reason: str) -> Refused | None:
    """An entry of a closed qualifying round is ruled on with a reason, until the next round has its entries."""
    if not round_.qualifies or round_.closed_at is None:
        return NotNow(_l("Decide on single entries once the qualifying round is closed."))
    if begun:
        return NotNow(_l("The next round has its entries already. Call them back first."))
    if not reason.strip():
        return Incomplete(_l("Write why this is decided on the entry."), field="reason")
    return None


def why_not_begin(
    edition: Edition, round_: Round, after: Round | None, found: Choice, *, begun: bool, waiting: Sequence[int]
) -> Refused | None:
    """Entries go on once, from a closed round whose outcome is complete, to a round that is not closed.

    ``waiting`` are the numbers of entries of the round whose correction nobody has decided on.
    """
    if refusal := why_not_look(round_):
        return refusal
    if after is None:
        return NotNow(_l("This is the last round: the chapter decides on its ranking."))
    if begun:
        return NotNow(_l("The next round has its entries already."))
    if edition.sealed_at or after.closed_at:
        return NotNow(_l("The next round is closed."))
    if not found.frozen:
        return NotNow(_l("Close the results of this round first: who goes on is chosen from a ranking that stays."))
    if waiting:
        numbers = ", ".join(map(str, waiting))
        return NotNow(
            _("Entries no. %(numbers)s wait for a correction or for its check.", numbers=numbers),
            _("Decide on each of them in the formal check: what is not accepted then cannot go on."),
        )
    if found.undecided:
        numbers = ", ".join(map(str, found.undecided))
        return NotNow(
            _("Too few people have decided on entries no. %(numbers)s.", numbers=numbers),
            _("Open the round again and wait for their sheets, or decide on each of them below, with a reason."),
        )
    if not found.going:
        return NotNow(_l("No entry would go on."))
    return None


def why_not_undo(edition: Edition, *, begun: bool, reason: str) -> Refused | None:
    """Who goes on is taken back with a reason, until somebody has begun to judge them."""
    if edition.sealed_at:
        return NotNow(_l("The decision is sealed."))
    if begun:
        return NotNow(_l("A sheet of the next round has been begun, so who takes part in it stays."))
    if not reason.strip():
        return Incomplete(_l("Write why they are called back."), field="reason")
    return None


def why_not_reopen(
    edition: Edition, round_: Round, frozen: bool, reason: str, *, went_on: bool = False
) -> Refused | None:
    """A closed round is opened again with a reason, as long as no ranking is frozen and nobody has gone on from it."""
    if round_.closed_at is None:
        return NotNow(_l("The round is open."))
    if went_on:
        return NotNow(_l("Entries have gone on to the next round from this one. Call them back first."))
    if frozen or edition.sealed_at is not None:
        return NotNow(_l("The results have been closed: the ranking is frozen and stays as it is."))
    if not reason.strip():
        return Incomplete(_l("Write why the round is opened again."), field="reason")
    return None


def why_not_freeze(edition: Edition, round_: Round, frozen: bool) -> Refused | None:
    """A ranking is frozen once, from a closed round in which points were given."""
    if refusal := why_not_look(round_) or why_not_rank(round_):
        return refusal
    if edition.rules_frozen_at is None:
        return NotNow(_l("The rules are not approved: scores are counted by rules fixed before them."))
    if edition.sealed_at is not None:
        return NotNow(_l("The decision is sealed."))
    if frozen:
        return NotNow(_l("The results have been closed already."))
    return None
