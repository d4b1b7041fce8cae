"""The shape of what people type into the jury's pages. The rules of the game live in rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from judging.core.formatting import number
from judging.core.i18n import _, _l
from judging.core.text import plain_text
from judging.jury.operations.sheets import Content
from judging.jury.rules import Scored
from judging.jury.scales import OffScale, Scale, plain_number

LONGEST_COMMENT = 4000


@dataclass(slots=True)
class SheetInput:
    """A sheet as it came: what could be read, and what is wrong by criterion."""

    content: Content = field(default_factory=Content)
    errors: dict[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)  # kept for the page with errors


def read_sheet(form: MultiDict[str, str], criteria: Sequence[Scored], scale: Scale) -> SheetInput:
    """Read the fields ``score-KEY``, ``comment-KEY`` and ``note``; unknown fields are ignored."""
    scores: dict[str, int] = {}
    comments: dict[str, str] = {}
    found = SheetInput(Content(scores, comments), typed=form.to_dict())
    for criterion in criteria:
        key = criterion.key
        if text := form.get(f"score-{key}", "").strip():
            try:
                scores[key] = scale.read(key, text)
            except OffScale:
                found.errors[key] = _off_scale(criterion, scale)
        _read_comment(found, comments, key, form.get(f"comment-{key}", ""), criterion.name)
    _read_comment(found, comments, "", form.get("note", ""), _l("Note to the jury"))
    return found


def _read_comment(
    found: SheetInput, comments: dict[str, str], key: str, text: str, name: str
) -> None:
    text = plain_text(text)
    if len(text) > LONGEST_COMMENT:
        words = {"name": name, "limit": LONGEST_COMMENT, "count": len(text)}
        found.errors[key] = _(
            "%(name)s: the comment has %(count)d characters, at most %(limit)d fit.", **words
        )
    elif text:
        comments[key] = text


def _off_scale(criterion: Scored, scale: Scale) -> str:
    words: str = _(
        "%(name)s: from %(low)s to %(high)s, by %(step)s.",
        name=criterion.name,
        low=number(plain_number(scale.low)),
        high=number(plain_number(scale.high)),
        step=number(plain_number(scale.steps[criterion.key])),
    )
    return words


class ReasonForm(FlaskForm):
    """An act that needs a reason."""

    reason = TextAreaField(_l("Reason"), [DataRequired(), Length(max=1000)])


class InviteForm(FlaskForm):
    """Whom the secretary invites to the jury."""

    name = StringField(_l("Name and surname"), [DataRequired(), Length(max=120)])
    email = EmailField(_l("E-mail"), [DataRequired(), Length(max=254)])
    title = StringField(
        _l("Position"),
        [Length(max=200)],
        description=_l("As it will stand on the list of members, such as: Treasurer of the city."),
    )


class ConflictForm(FlaskForm):
    """A conflict of interest recorded by the secretary."""

    seat = SelectField(_l("Member of the jury"))
    office = SelectField(_l("Office"))
    reason = TextAreaField(_l("Reason"), [DataRequired(), Length(max=1000)])
