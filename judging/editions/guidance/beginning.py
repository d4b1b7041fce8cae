"""What is done before the call and while it is open. Pure."""

from judging.core.i18n import _, ngettext
from judging.editions import timetable
from judging.editions.dashboard import Blocker, Way
from judging.editions.guidance.facts import Entries, Facts, Jury, People, Setup
from judging.editions.guidance.steps import State, Step

NAMED = 5  # people told one by one


def preparation(facts: Facts) -> Step:
    """Lead from the empty edition to public rules, and on to the call."""
    if facts.edition.rules_frozen_at is None:
        return _setting_up(facts)
    words = {"when": facts.when(facts.edition.opens_at)}
    if not facts.of(Jury).members:
        sentence = _(
            "The rules are public. The call opens by itself on %(when)s; invite the chapter meanwhile.", **words
        )
        return Step(State.BEFORE_CALL_WITHOUT_JURY, sentence, inviting(facts), _before_call(facts))
    sentence = _("The rules are public and nothing waits for you. The call opens by itself on %(when)s.", **words)
    button = facts.way(_("See the public page"), "public.show")
    return Step(State.BEFORE_CALL, sentence, button, _before_call(facts))


def _before_call(facts: Facts) -> list[Blocker]:
    return [*people(facts), *facts.of(Setup).gaps]


def _setting_up(facts: Facts) -> Step:
    setup = facts.of(Setup)
    if setup.empty:
        sentence = _("The edition is empty. Begin with its areas, criteria and awards.")
        return Step(State.SETUP_EMPTY, sentence, facts.way(_("Set the edition up"), "setup_desk.overview"), setup.gaps)
    if len(setup.gaps) == 1:
        [only] = setup.gaps
        return Step(State.SETUP_LACKING, only.sentence, only.way)
    if setup.gaps:
        sentence = ngettext(
            "%(num)d thing is missing before the rules can be approved.",
            "%(num)d things are missing before the rules can be approved.",
            len(setup.gaps),
        )
        return Step(State.SETUP_LACKING, sentence, setup.gaps[0].way, setup.gaps)
    when = facts.when(facts.edition.opens_at)
    sentence = _("The rules are complete. Read and approve them before the call opens on %(when)s.", when=when)
    button = facts.way(_("Read and approve the rules"), "editions_desk.freeze")
    return Step(State.READY_TO_FREEZE, sentence, button)


def call(facts: Facts) -> Step:
    """Lead through the call: nobody who waits may miss it."""
    if facts.of(People).waiting:
        return waiting_people(facts)
    entries, until = facts.of(Entries), {"when": facts.when(facts.edition.closes_at)}
    if facts.at >= timetable.over(facts.edition.closes_at):
        return _grace(facts)
    if entries.to_check:
        sentence = ngettext(
            "The call is open until %(when)s. %(num)d entry can be checked already.",
            "The call is open until %(when)s. %(num)d entries can be checked already.",
            entries.to_check,
            **until,
        )
        return Step(State.CALL_TO_CHECK, sentence, checking(facts))
    if not facts.of(Jury).members:
        sentence = _("The call is open until %(when)s. Invite the chapter meanwhile.", **until)
        return Step(State.CALL_WITHOUT_JURY, sentence, inviting(facts))
    sentence = _("The call is open until %(when)s, and nothing waits for you.", **until)
    return Step(State.CALL_OPEN, sentence, facts.way(_("See the entries"), "entries_desk.index"))


def _grace(facts: Facts) -> Step:
    until = facts.when(timetable.call(facts.edition).closes)
    sentence = _("The deadline has passed. Entries are still taken in the grace period, until %(when)s.", when=until)
    return Step(State.GRACE, sentence, facts.way(_("See the entries"), "entries_desk.index"))


def waiting_people(facts: Facts) -> Step:
    """Lead to those whose entries count only once they are answered."""
    found = people(facts)
    sentence = ngettext(
        "%(num)d person waits to act for an office; what they submit counts only once you have confirmed them.",
        "%(num)d people wait to act for an office; what they submit counts only once you have confirmed them.",
        len(facts.of(People).waiting),
    )
    label = _("Answer the request") if len(found) == 1 else _("Answer the requests")
    return Step(State.PEOPLE_WAIT, sentence, found[0].way._replace(label=label), found)


def people(facts: Facts) -> list[Blocker]:
    """Return those who wait to act for an office, each with the link to the request."""
    waiting = facts.of(People).waiting
    found = [
        Blocker(_("%(who)s waits to be confirmed.", who=one.name), _to_person(facts, _("Answer the request"), one.id))
        for one in waiting[:NAMED]
    ]
    if more := len(waiting) - len(found):
        sentence = ngettext("%(num)d more person waits.", "%(num)d more people wait.", more)
        found.append(Blocker(sentence, _to_person(facts, _("See all"), waiting[NAMED].id)))
    return found


def _to_person(facts: Facts, label: str, person: str) -> Way:
    return facts.way(label, "offices_desk.index", _anchor=f"person-{person}")


def inviting(facts: Facts) -> Way:
    """Lead to the form that invites a member."""
    return facts.way(_("Invite the chapter"), "jury_members.invite")


def checking(facts: Facts) -> Way:
    """Lead to the entry that waits for its formal check, or to the list of them."""
    entries = facts.of(Entries)
    if entries.to_check == 1 and entries.first:
        return facts.way(_("Check the entry"), "check_desk.check", entry_id=entries.first)
    return facts.way(_("Check the entries"), "check_desk.queue")
