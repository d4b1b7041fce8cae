"""The one function that tells the secretary what is best done now. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from judging.core.i18n import _, ngettext
from judging.editions import timetable
from judging.editions.dashboard import Blocker
from judging.editions.guidance import beginning, decision, scoring
from judging.editions.guidance.facts import Asked, Facts, Letters, Setup
from judging.editions.guidance.steps import State, Step
from judging.editions.timetable import Phase

STEPS: Mapping[Phase, Callable[[Facts], Step]] = {
    Phase.PREPARATION: beginning.preparation,
    Phase.CALL: beginning.call,
    Phase.SCREENING: scoring.screening,
    Phase.JUDGING: scoring.judging,
    Phase.DELIBERATION: decision.deliberation,
    Phase.SEALED: decision.sealed,
    Phase.ANNOUNCED: decision.announced,
    Phase.ARCHIVED: decision.archived,
}


def step_of(facts: Facts) -> Step:
    """Return the sentence and the button of the state in which the edition is, and all that is in the way."""
    phase = timetable.phase(facts.edition, facts.at)
    step = STEPS[phase](facts)
    gaps = facts.of(Setup).gaps if phase is Phase.CALL else []
    beside = [*gaps, *_questions(facts), *_letters(facts, step.state)]
    return replace(step, obstacles=[*step.obstacles, *beside]) if beside else step


def _questions(facts: Facts) -> Iterator[Blocker]:
    """Yield the questions about the call that wait for an answer: the one, or the list of them."""
    asked = facts.of(Asked)
    if asked.waiting:
        sentence = ngettext(
            "%(num)d question about the call waits for your answer.",
            "%(num)d questions about the call wait for your answer.",
            asked.waiting,
        )
        if asked.waiting == 1:
            way = facts.way(_("Answer the question"), "questions_desk.answer", question_id=asked.first)
        else:
            way = facts.way(_("Answer the questions"), "questions_desk.index")
        yield Blocker(sentence, way)


def _letters(facts: Facts, state: State) -> Iterator[Blocker]:
    """Yield the letters that failed, unless the state is about them."""
    failed = facts.of(Letters).failed
    if failed and state is not State.LETTERS_FAILED:
        sentence = ngettext("%(num)d letter could not be sent.", "%(num)d letters could not be sent.", failed)
        yield Blocker(sentence, decision.to_letters(facts, _("See the letters"), "failed"))
