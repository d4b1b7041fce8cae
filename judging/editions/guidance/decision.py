"""What is done from the closed round to the archive. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from judging.core.i18n import _, ngettext
from judging.editions.dashboard import Blocker, Way
from judging.editions.guidance.facts import Announcing, Decision, Entries, Facts, Jury, Letters, Results
from judging.editions.guidance.steps import State, Step
from judging.editions.models import Role


def deliberation(facts: Facts) -> Step:
    """Lead from the closed round to the two seals; they would end the wait of entries sent in time."""
    step = _to_the_seals(facts)
    return replace(step, obstacles=[*step.obstacles, *_not_settled(facts)])


def _not_settled(facts: Facts) -> Iterator[Blocker]:
    """Yield what stands open of entries: what was sent and is held, what was entered and is not confirmed."""
    held, unconfirmed = facts.of(Entries).held, facts.of(Entries).unconfirmed
    if unconfirmed:
        sentence = ngettext(
            "The secretary entered entry no. %(numbers)s, and its office has not confirmed that it is theirs.",
            "The secretary entered entries no. %(numbers)s, and their offices have not confirmed that they are theirs.",
            len(unconfirmed),
            numbers=", ".join(map(str, unconfirmed)),
        )
        yield Blocker(
            sentence, facts.way(_("See them and write to their offices"), "entries_desk.index", missing="confirmation")
        )
    if not held:
        return
    sentence = ngettext(
        "%(num)d entry was sent in time by somebody whose right is not confirmed. The seals will shut it out.",
        "%(num)d entries were sent in time by people whose right is not confirmed. The seals will shut them out.",
        held,
    )
    yield Blocker(sentence, facts.way(_("Answer the requests"), "offices_desk.index"))


def _to_the_seals(facts: Facts) -> Step:
    if not facts.of(Results).frozen:
        sentence = _("The round is closed. Look through the results, then close them: the chapter decides on them.")
        return Step(State.CLOSED, sentence, facts.way(_("See the results"), "results_desk.show"))
    decision = facts.of(Decision)
    if decision.protocol:
        return _sealing(facts)
    if lacks := facts.of(Jury).to_vote:
        sentence = _("The results are closed, but the chapter cannot vote yet.")
        return Step(State.CHAPTER_NOT_READY, sentence, lacks[0].way, lacks)
    return _meeting(facts, decision) or _deciding(facts, decision)


def _meeting(facts: Facts, decision: Decision) -> Step | None:
    """Return what is done until the meeting has voted on something."""
    if decision.held_at is None:
        sentence = _("The results are closed. Record when the chapter meets and who is there.")
        return Step(State.NO_MEETING, sentence, _to_meeting(facts, _("Record the meeting")))
    if decision.held_at > facts.at:
        sentence = _(
            "The chapter meets on %(when)s. Then correct who was there, and record the votes.",
            when=facts.when(decision.held_at),
        )
        return Step(State.MEETING_AHEAD, sentence, _to_deliberation(facts, _("See the deliberation")))
    if decision.no_quorum:
        return Step(State.NO_QUORUM, decision.no_quorum, _to_meeting(facts, _("Correct the attendance")))
    if not decision.motions:
        sentence = _("The meeting is recorded. Now record its motions and votes.")
        return Step(State.NO_MOTIONS, sentence, facts.way(_("Record a motion"), "motions_desk.motion"))
    return None


def _deciding(facts: Facts, decision: Decision) -> Step:
    words = {"given": decision.given, "most": decision.most}
    if decision.gap:
        sentence = _("Awards given: %(given)d of %(most)d. The protocol cannot be made yet.", **words)
        button = _to_deliberation(facts, _("Go on with the decision"))
        mend = Blocker(decision.gap, _to_deliberation(facts, _("Put it right"), decision.mended_at))
        return Step(State.DECISION_LACKING, sentence, button, [mend])
    sentence = _(
        "Awards given: %(given)d of %(most)d. Once the chapter has decided everything, make the protocol.", **words
    )
    return Step(State.PROTOCOL_TO_MAKE, sentence, _to_deliberation(facts, _("Make the protocol"), "protocol"))


def _sealing(facts: Facts) -> Step:
    """Return whose seal the protocol waits for."""
    seals = set(facts.of(Decision).seals)
    if not seals:
        sentence = _("The protocol is ready and waits for two seals: yours and the chair's.")
        return Step(State.SEALS_BOTH, sentence, _to_deliberation(facts, _("Read and seal the protocol"), "protocol"))
    if Role.SECRETARY in seals:
        sentence = _("Your seal is on the protocol. It waits for the seal of the chair or the deputy.")
        return Step(State.SEAL_OF_CHAIR, sentence, _to_deliberation(facts, _("See the protocol"), "protocol"))
    sentence = _("The chair's seal is on the protocol. It waits for yours.")
    button = _to_deliberation(facts, _("Read and seal the protocol"), "protocol")
    return Step(State.SEAL_OF_SECRETARY, sentence, button)


def sealed(facts: Facts) -> Step:
    """Lead to the announcement."""
    words = {"when": facts.when(facts.edition.announcement_at)}
    uncited = facts.of(Announcing).uncited
    obstacles = []
    if uncited:
        sentence = ngettext("%(num)d award has no citation.", "%(num)d awards have no citation.", uncited)
        obstacles.append(Blocker(sentence, facts.way(_("See which"), "announcement_desk.show")))
    if facts.at < facts.edition.announcement_at:
        sentence = _("The decision is sealed and not public. The announcement is planned for %(when)s.", **words)
        button = facts.way(_("See what will be announced"), "announcement_desk.show")
        return Step(State.SEALED, sentence, button, obstacles)
    sentence = _(
        "The decision is sealed, and the announcement was planned for %(when)s. Announce the results.", **words
    )
    button = facts.way(_("Go to the announcement"), "announcement_desk.show")
    return Step(State.TIME_TO_ANNOUNCE, sentence, button, obstacles)


def announced(facts: Facts) -> Step:
    """Lead to the letters, then to what the public sees."""
    letters = facts.of(Letters)
    if letters.failed:
        sentence = ngettext(
            "The results are public, but %(num)d letter could not be sent.",
            "The results are public, but %(num)d letters could not be sent.",
            letters.failed,
        )
        return Step(State.LETTERS_FAILED, sentence, to_letters(facts, _("See the letters"), "failed"))
    if letters.waiting:
        sentence = ngettext(
            "The results are public. %(num)d letter waits to be sent; that happens by itself.",
            "The results are public. %(num)d letters wait to be sent; that happens by itself.",
            letters.waiting,
        )
        return Step(State.LETTERS_WAITING, sentence, to_letters(facts, _("See the letters"), "waiting"))
    sentence = _("The results are public and every letter has been sent.")
    return Step(State.ANNOUNCED, sentence, _to_laureates(facts))


def archived(facts: Facts) -> Step:
    """Lead to what stays of an edition that is over."""
    if facts.edition.announced_at is None:
        sentence = _("The edition is in the archive. It was never announced.")
        return Step(State.ARCHIVED, sentence, facts.way(_("See the history"), "audit_desk.index"))
    sentence = _("The edition is in the archive. Its laureates stay public.")
    return Step(State.ARCHIVED, sentence, _to_laureates(facts))


def to_letters(facts: Facts, label: str, box: str) -> Way:
    """Lead to the letters of one box."""
    return facts.way(label, "outbox_desk.index", box=box)


def _to_meeting(facts: Facts, label: str) -> Way:
    return facts.way(label, "deliberation_desk.meeting")


def _to_deliberation(facts: Facts, label: str, place: str = "") -> Way:
    return facts.way(label, "deliberation_desk.show", **({"_anchor": place} if place else {}))


def _to_laureates(facts: Facts) -> Way:
    return Way(_("See the laureates' page"), "laureates.laureates", {"edition": facts.edition.slug})
