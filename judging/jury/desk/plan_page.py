"""What the page of a plan is given: the plan or why there is none, other ways beside it, the last act."""

from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from judging.core.i18n import _
from judging.editions.models import Edition, Round
from judging.jury import plan_advice, plan_rules, rules
from judging.jury.desk.crumbs import crumbs
from judging.jury.forms.assignment import AssignForm
from judging.jury.plan_request import PlanRequest, Way
from judging.jury.planning import propose
from judging.jury.proposal import Facts, Impossible, Proposal
from judging.jury.queries import plans
from judging.jury.queries.rounds import is_filled
from judging.web.forms import ReasonForm


def page(session: Session, edition: Edition, round_: Round, asked: PlanRequest) -> dict[str, Any]:
    """Return the values of the page."""
    facts, waiting = plans.facts(session, edition, round_)
    found, impossible, remedies = _found(facts, asked)
    last = plans.last_act(session, round_)
    return {
        "round": round_,
        "asked": asked,
        "ways": list(Way),
        "plan": found,
        "impossible": impossible,
        "remedies": [(one, _address(edition, one)) for one in remedies],
        "compared": plan_advice.compared(facts, asked) if facts.entries and facts.jurors else [],
        "entries": facts.entries,
        "waiting": waiting,
        "unmarked": [one for one in facts.jurors if not one.areas],
        "assigning": AssignForm.blank(data={"seen": found.seen if found else ""}),
        "refusal": rules.why_not_assign(edition, round_, begun=is_filled(session, round_)),
        "last": last,
        "moved": plans.moved(session, last) if last else (0, 0),
        "why_not_undo": plan_rules.why_not_undo(last, last, begun=plans.begun(session, last)) if last else None,
        "undoing": ReasonForm.blank(mark="undo"),
        "crumbs": crumbs(_("Assignment")),
    }


def _found(facts: Facts, asked: PlanRequest) -> tuple[Proposal | None, Impossible | None, list[plan_advice.Remedy]]:
    try:
        return propose(facts, asked), None, []
    except Impossible as why:
        return None, why, plan_advice.remedies(facts, asked, why)


def _address(edition: Edition, remedy: plan_advice.Remedy) -> str:
    """Return where a remedy is: the same page asked otherwise, or another."""
    if remedy.request:
        return url_for("jury_scoring.assignment", slug=edition.slug, **remedy.request.asked)
    endpoint = {"invite": "jury_members.invite", "areas": "jury_plan.areas"}[remedy.page]
    return url_for(endpoint, slug=edition.slug)
