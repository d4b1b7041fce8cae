"""What is done from the end of the call until the round is closed. Pure."""

from datetime import timedelta

from judging.core.i18n import _, ngettext
from judging.editions import timetable
from judging.editions.dashboard import Blocker, Way
from judging.editions.guidance.beginning import NAMED, checking, inviting, people, waiting_people
from judging.editions.guidance.facts import Entries, Facts, Jury, People, Results
from judging.editions.guidance.steps import State, Step
from judging.editions.models import Round

SOON = timedelta(days=3)  # before scoring closes: from then on those who are behind are named


def screening(facts: Facts) -> Step:
    """Lead through the formal check to a chapter that can begin to score."""
    if facts.of(People).waiting:
        return waiting_people(facts)
    return _entries(facts) or _chapter(facts) or _before_scoring(facts)


def judging(facts: Facts) -> Step:
    """Lead through the scoring to the closing of the round."""
    round_ = facts.edition.current_round
    assert round_ is not None  # or nothing would be scored
    if choose := _to_choose(facts):
        return choose
    if facts.of(Jury).withheld:
        return _withheld(facts)
    if facts.at < round_.opens_at:
        return screening(facts)
    return _entries(facts) or _unassigned(facts) or _sheets(facts, round_)


def _withheld(facts: Facts) -> Step:
    """Say why nothing is said of a round to whoever acts for an office that may stand in it."""
    sentence = _(
        "You act for an office that sent an entry, so you do not see who takes part in this round. "
        "Another secretary looks after it; where there is none, the administrator appoints one."
    )
    return Step(State.SCORING, sentence, facts.way(_("Members of the chapter"), "jury_members.index"), people(facts))


def _to_choose(facts: Facts) -> Step | None:
    """Return what is done between a round that is closed and the next one, which has no entries yet."""
    if (waiting := facts.of(Results).to_choose) is None:
        return None
    name, place = waiting
    sentence = _("“%(round)s” is closed. Say which entries go on to the next round.", round=name)
    button = facts.way(_("See who goes on"), "results_desk.show", round=str(place))
    return Step(State.TO_CHOOSE, sentence, button, people(facts))


def _entries(facts: Facts) -> Step | None:
    entries = facts.of(Entries)
    if entries.to_check:
        sentence = ngettext(
            "%(num)d entry waits for the formal check.", "%(num)d entries wait for the formal check.", entries.to_check
        )
        return Step(State.TO_CHECK, sentence, checking(facts), _around(facts))
    if entries.accepted or entries.returned:
        return None
    if entries.longer:
        sentence = _("The call is over, but not for everybody: no entry has come in yet.")
        return Step(State.MORE_TIME, sentence, _to_longer(facts, _("See who has more time")), _around(facts))
    if entries.sent:
        sentence = _("No entry has passed the formal check, so there is nothing to score.")
        return Step(State.NONE_ACCEPTED, sentence, facts.way(_("See the entries"), "entries_desk.index"))
    sentence = _("The call is over and no entry was submitted. It can be extended in the calendar.")
    return Step(State.NO_ENTRIES, sentence, _to_calendar(facts, "closes_at"), people(facts))


def _chapter(facts: Facts) -> Step | None:
    """Return what the chapter needs before it can score."""
    jury, around = facts.of(Jury), _around(facts)
    if not jury.members:
        sentence = _("The entries are in. Invite the chapter that will score them.")
        return Step(State.WITHOUT_JURY, sentence, inviting(facts), around)
    if jury.unanswered:
        return _unanswered(facts)
    if jury.to_vote:
        sentence = _("The chapter is not complete yet. It is best completed before scoring opens.")
        return Step(State.CHAPTER_SHORT, sentence, jury.to_vote[0].way, [*jury.to_vote, *around])
    if jury.to_close:
        sentence = _("Members go through the list of entries and declare conflicts of interest; not all of them have.")
        return Step(State.UNDECLARED, sentence, jury.to_close[0].way, [*jury.to_close, *around])
    return _returned(facts) or _unassigned(facts)


def _unanswered(facts: Facts) -> Step:
    silent = facts.of(Jury).unanswered
    sentence = ngettext(
        "%(num)d member of the chapter has not taken up the invitation.",
        "%(num)d members of the chapter have not taken up the invitation.",
        len(silent),
    )
    named = [
        Blocker(
            _("%(name)s has not come yet.", name=one.name),
            facts.way(_("Send a new link"), "jury_members.member", seat_id=one.id),
        )
        for one in silent[:NAMED]
    ]
    all_members = facts.way(_("See the invitations"), "jury_members.index")
    return Step(State.UNANSWERED, sentence, all_members if len(silent) > 1 else named[0].way, [*named, *_around(facts)])


def _returned(facts: Facts) -> Step | None:
    """Return what is done about entries that offices are to correct."""
    returned, until = facts.of(Entries).returned, facts.edition.corrections_until
    if not returned:
        return None
    button = facts.way(_("See the returned entries"), "entries_desk.index", status="returned")
    if timetable.corrections(facts.edition).is_open(facts.at):
        sentence = ngettext(
            "%(num)d entry is with its office to be corrected, until %(when)s.",
            "%(num)d entries are with their offices to be corrected, until %(when)s.",
            returned,
            when=facts.when(until),
        )
        return Step(State.RETURNED, sentence, button, _around(facts))
    sentence = ngettext(
        "The time for corrections is over and %(num)d returned entry has not come back. Decide on it.",
        "The time for corrections is over and %(num)d returned entries have not come back. Decide on them.",
        returned,
    )
    return Step(State.RETURNED_LATE, sentence, button, _around(facts))


def _unassigned(facts: Facts) -> Step | None:
    jury = facts.of(Jury)
    if not jury.members:
        sentence = _("Scoring is open and there is no chapter. Invite it.")
        return Step(State.WITHOUT_JURY, sentence, inviting(facts), _around(facts))
    if jury.given and not jury.unassigned:
        return None
    button = facts.way(_("Assign the entries"), "jury_scoring.assignment")
    sentence = _("The entries are ready. Assign them to the members of the chapter.")
    if jury.given:
        sentence = ngettext(
            "%(num)d entry has no juror. Assign it.", "%(num)d entries have no juror. Assign them.", jury.unassigned
        )
    return Step(State.NOT_ASSIGNED, sentence, button, [*lacking(jury), *_around(facts)])


def _before_scoring(facts: Facts) -> Step:
    round_ = facts.edition.current_round
    when = facts.when(round_.opens_at) if round_ else "–"
    sentence = _("Everything is ready. Scoring opens by itself on %(when)s.", when=when)
    return Step(State.BEFORE_SCORING, sentence, _to_progress(facts), [*facts.of(Jury).sheets, *_around(facts)])


def _sheets(facts: Facts, round_: Round) -> Step:
    """Return what is done while sheets come in, and once they are all in or late."""
    jury, over = facts.of(Jury), facts.at >= timetable.over(round_.closes_at)
    if not jury.missing:
        return _all_in(facts)
    if over:
        return _late(facts)
    sentence = _(
        "Scoring is open until %(when)s. Sheets handed in: %(done)d of %(all)d.",
        when=facts.when(round_.closes_at),
        done=jury.submitted,
        all=jury.given,
    )
    behind = _behind(facts) if facts.at >= round_.closes_at - SOON else []
    return Step(State.SCORING, sentence, _to_progress(facts), [*lacking(jury), *behind, *_around(facts)])


def _late(facts: Facts) -> Step:
    jury = facts.of(Jury)
    obstacles = [*lacking(jury), *_behind(facts), *_around(facts)]
    if not jury.submitted:
        sentence = _("The time for scoring is over and no sheet has been handed in. Give more time in the calendar.")
        return Step(State.SCORING_WITHOUT_SHEETS, sentence, _to_calendar(facts, "scoring_closes_at"), obstacles)
    sentence = ngettext(
        "The time for scoring is over and %(num)d sheet is missing. Give more time, or close the round without it.",
        "The time for scoring is over and %(num)d sheets are missing. Give more time, or close the round without them.",
        jury.missing,
    )
    return Step(State.SCORING_LATE, sentence, _to_progress(facts, _("See who is behind")), obstacles)


def _all_in(facts: Facts) -> Step:
    jury = facts.of(Jury)
    if stops := [*jury.to_vote, *jury.to_close]:
        sentence = _("All sheets are handed in, but the round cannot be closed yet.")
        return Step(State.ALL_IN_NOT_READY, sentence, stops[0].way, [*lacking(jury), *_around(facts)])
    sentence = _("All sheets are handed in. Close the round, and you see the results.")
    return Step(State.ALL_IN, sentence, facts.way(_("Close the round"), "results_desk.show"), lacking(jury))


def lacking(jury: Jury) -> list[Blocker]:
    """Return all that the chapter lacks."""
    return [*jury.to_vote, *jury.to_close, *jury.waiting, *jury.sheets]


def _behind(facts: Facts) -> list[Blocker]:
    """Return the members who owe sheets, each with the link to where theirs stand."""
    behind = facts.of(Jury).behind
    found = [
        Blocker(
            ngettext(
                "%(name)s: %(num)d sheet is missing.",
                "%(name)s: %(num)d sheets are missing.",
                one.missing,
                name=one.name,
            ),
            facts.way(_("See the sheets"), "jury_scoring.progress_page", _anchor=f"sheets-{one.seat}"),
        )
        for one in behind[:NAMED]
    ]
    if more := len(behind) - len(found):
        sentence = ngettext("%(num)d more member owes sheets.", "%(num)d more members owe sheets.", more)
        found.append(Blocker(sentence, _to_progress(facts, _("See all"))))
    return found


def _around(facts: Facts) -> list[Blocker]:
    """Return what goes on beside: people who wait, offices with a later deadline."""
    longer = [
        Blocker(
            _("%(office)s has more time, until %(when)s.", office=one.office, when=facts.when(one.until)),
            _to_longer(facts, _("See the longer deadlines")),
        )
        for one in facts.of(Entries).longer
    ]
    return [*people(facts), *longer]


def _to_longer(facts: Facts, label: str) -> Way:
    return facts.way(label, "entries_desk.extensions")


def _to_calendar(facts: Facts, field: str) -> Way:
    return facts.way(_("Change the calendar"), "editions_desk.calendar", _anchor=field)


def _to_progress(facts: Facts, label: str = "") -> Way:
    return facts.way(label or _("See the progress of scoring"), "jury_scoring.progress_page")
