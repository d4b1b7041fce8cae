"""Forms of the questions about a call."""

from judging.call.rules import LONGEST_ANSWER, LONGEST_QUESTION
from judging.core.i18n import _l
from judging.web.fields import VersionField, text
from judging.web.forms import Form


class AskForm(Form):
    """A question of an office."""

    question = text(
        _l("Your question"),
        LONGEST_QUESTION,
        required=True,
        description=_l(
            "Everybody will read the question with its answer, but not who asked. Do not write what only you may know."
        ),
        render_kw={"rows": 5},
    )


class AnswerForm(Form):
    """What everybody will read."""

    published = text(
        _l("The question as everybody reads it"),
        LONGEST_QUESTION,
        required=True,
        description=_l("Take out what would tell who asked: the name of the unit, of a person, of the practice."),
        render_kw={"rows": 4},
    )
    reply = text(_l("Answer"), LONGEST_ANSWER, required=True, render_kw={"rows": 8})
    version = VersionField()
