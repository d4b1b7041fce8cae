"""Forms of the results."""

from fractions import Fraction

from wtforms import HiddenField, RadioField, SelectChoice
from wtforms.validators import AnyOf

from judging.core.exact import as_kept
from judging.core.i18n import _, _l
from judging.results.models import Line
from judging.web.fields import ExactField, VersionField, reason
from judging.web.forms import Form


class CloseForm(Form):
    """Close the round; the reason is asked for by the rule when sheets are missing."""

    reason = reason(
        _l("Why the round is closed as it is"),
        required=False,
        description=_l("The reason goes into the history and into the protocol."),
    )


class ReopenForm(Form):
    """Open the round again, with a reason."""

    reason = reason(
        _l("Why the round is opened again"),
        description=_l("The reason goes into the history."),
    )


class FreezeForm(Form):
    """Close the results for good: what the secretary has seen is what is closed."""

    seen = VersionField()  # version of the data


def drawn(line: str | None, text: str | None) -> tuple[Line, str] | None:
    """Return a line as it was sent, or None where there is no such line: places are whole numbers from 1."""
    if line == Line.PASSED:
        return Line.PASSED, ""
    value = as_kept(text)
    if line not in set(Line) or value is None:
        return None
    if line == Line.PLACES and (Fraction(value).denominator != 1 or Fraction(value) < 1):
        return None
    return Line(line), value


class LineForm(Form):
    """Where the line is drawn between those that go on and the others; asked by GET, nothing is changed."""

    line = RadioField(
        _l("Who goes on"),
        [AnyOf([Line.PLACES.value, Line.SCORE.value])],
        choices=lambda: [
            SelectChoice(Line.PLACES.value, _("the first places of the ranking")),
            SelectChoice(Line.SCORE.value, _("everybody with at least so many points")),
        ],
        default=Line.PLACES.value,
    )
    value = ExactField(_l("How many places, or how many points"))

    def line_and_value(self) -> tuple[Line, str] | None:
        """Return what was asked for, or None where so many places cannot be."""
        return drawn(self.line.data, self.value.data)


class GoOnForm(Form):
    """Begin the next round with exactly those that were shown."""

    line = HiddenField(validators=[AnyOf([line.value for line in Line])])
    value = HiddenField()
    seen = HiddenField()  # names the entries that were shown

    def line_and_value(self) -> tuple[Line, str] | None:
        """Return by what line the entries were shown, or None for what is no line."""
        return drawn(self.line.data, self.value.data)


class RuleForm(Form):
    """What is decided on an entry in place of its sheets, and why."""

    passes = RadioField(
        _l("Does the entry go on?"),
        [AnyOf(["yes", "no"], message=_l("Say yes or no."))],
        choices=lambda: [SelectChoice("yes", _("Yes")), SelectChoice("no", _("No"))],
    )
    reason = reason(
        _l("Why this is decided on the entry"),
        description=_l("The reason goes into the history; the protocol says how many entries were decided so."),
    )
