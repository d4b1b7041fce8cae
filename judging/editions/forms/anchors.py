"""The forms of the practice round: whether it is wanted, and one anchor as the form and the criteria ask for it."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field, RadioField, SelectChoice

from judging.core.formatting import number
from judging.core.i18n import _, _l
from judging.core.text import plain_text
from judging.core.written import told
from judging.editions.forms.editions import VersionedForm
from judging.editions.forms.questions import PREFIX, question_fields
from judging.editions.models import Criterion, Edition, Round
from judging.editions.parts.practice import WANTED, AnchorSetup, practised_round, read_by_jurors
from judging.web.fields import ExactField, line, text

POINTS, REASON = "points-", "reason-"  # before the key of a criterion
LONGEST_REASON = 1000


class PracticeForm(VersionedForm):
    """Whether jurors practise."""

    practice_round = RadioField(
        _l("Do jurors practise before they score?"),
        choices=[SelectChoice(one.value, words) for one, words in WANTED.items()],
    )


def practice_form(edition: Edition) -> PracticeForm:
    """Return the form with what is set."""
    return PracticeForm(data={"practice_round": edition.practice_round, "version": edition.version})


class AnchorForm(VersionedForm):
    """One anchor; made by :func:`anchor_form`."""

    title = line(_l("Title"), 200)

    def setup(self) -> AnchorSetup:
        """Return what was typed, without what is empty."""
        answers = {key: _as_text(field.data) for key, field in self.of(PREFIX).items()}
        reasons = {key: field.data for key, field in self.of(REASON).items()}
        return AnchorSetup(
            title=self.title.data,
            answers={key: said for key, said in answers.items() if said},
            points={key: field.exact for key, field in self.of(POINTS).items() if field.exact},
            reasons={key: said for key, said in reasons.items() if said},
        )

    def of(self, prefix: str) -> dict[str, Any]:
        """Return the fields of one kind by the key of their question or criterion."""
        return {one.name.removeprefix(prefix): one for one in self if one.name.startswith(prefix)}


def _as_text(answer: str | list[str] | None) -> str:
    """Return an answer as it is kept: of several choices one a line."""
    return plain_text("\n".join(answer) if isinstance(answer, list) else answer)


def anchor_form(edition: Edition, now: AnchorSetup) -> AnchorForm:
    """Return the form with what is set of an anchor: the questions jurors read, then each criterion."""
    fields: dict[str, Field] = dict(question_fields(read_by_jurors(edition)))
    values: dict[str, Any] = {"title": now.title, "version": edition.version}
    values |= {PREFIX + key: answer for key, answer in now.answers.items()}
    if round_ := practised_round(edition):
        for criterion in round_.criteria:
            fields |= _of_criterion(round_, criterion)
    values |= {POINTS + key: number(points) for key, points in now.points.items()}
    values |= {REASON + key: reason for key, reason in now.reasons.items()}
    form: AnchorForm = type("AnchorOfEditionForm", (AnchorForm,), fields)(data=values)
    return form


def _of_criterion(round_: Round, criterion: Criterion) -> Mapping[str, Field]:
    named = {"criterion": told(criterion.name)}
    scale = {"low": number(round_.low), "high": number(round_.high), "step": number(criterion.step)}
    return {
        POINTS + criterion.key: ExactField(
            _("Points of reference: %(criterion)s", **named),
            required=False,
            description=_("From %(low)s to %(high)s, by %(step)s.", **scale),
        ),
        REASON + criterion.key: text(
            _("Why these points: %(criterion)s", **named), LONGEST_REASON, render_kw={"rows": 2}
        ),
    }
