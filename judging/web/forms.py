"""The one way to refuse: what a rule says stands beside its field, and nothing typed is lost.

A view binds the form that was sent; :func:`saved` validates it and does the work in the writing
transaction; :func:`shown` renders the page again with the form as it came. Only a view that has
no page to render leaves the refusal to :mod:`judging.web.errors`.
"""

from collections.abc import Callable, Iterable
from typing import Any, Self

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FileField
from wtforms.widgets import HiddenInput, Input, PasswordInput, TextArea, TextInput

from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Clash, Incomplete, NotNow, Refused, TooOften
from judging.web import fields
from judging.web.fields import CodeField, MomentField
from judging.web.transaction import FIELD as ONCE
from judging.web.transaction import writing

STATUS: dict[type[Refused], int] = {Refused: 403, NotNow: 409, Incomplete: 422, TooOften: 429}
NOT_TYPED = {"csrf_token", "version", ONCE}  # parts of forms that no person writes
SECRET = ("password", "current", "code")  # parts of the names of fields never printed again


def answer_to(refusal: Refused) -> tuple[int, dict[str, str]]:
    """Return the status and the headers with which a refusal is answered."""
    status = next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)
    if isinstance(refusal, TooOften):
        return status, {"Retry-After": str(refusal.seconds)}
    return status, {}


class Form(FlaskForm):
    """A form that takes a refusal; of several on one page each has a mark, with which its ids begin."""

    class Meta(FlaskForm.Meta):
        """How a request is read."""

        def wrap_formdata(self, form: "Form", formdata: Any) -> Any:
            """Give a file only to a field that asks for one: elsewhere it is no answer."""
            read = super().wrap_formdata(form, formdata)
            if formdata is not _Auto or read is None:
                return read
            asked = [field.name for field in form if isinstance(field, FileField)]
            files = [(name, file) for name in asked for file in request.files.getlist(name)]
            return CombinedMultiDict([MultiDict(files), request.form]) if files else request.form

    def __init__(self, *args: Any, mark: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mark = mark
        self.refusal: Refused | None = None
        self.printed = False  # whether the page has shown this form
        self.result: Any = None  # what the operation returned
        self.mark_as(mark)
        if self.is_submitted() and kwargs.get("formdata", request.form) is not None:
            note_labels({field.name: str(field.label.text) for field in self if _is_typed(field)})

    @classmethod
    def blank(cls, **kwargs: Any) -> Self:
        """Return the form as it stands on a page to which it has not been sent."""
        return cls(formdata=None, **kwargs)

    def mark_as(self, mark: str) -> None:
        """Give the form and the ids of its fields another mark."""
        self.mark = mark
        for field in self:
            field.id = field.label.field_id = f"{mark}-{field.name}" if mark else field.name

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal beside its field, or on top where it is about the whole."""
        self.refusal = refusal
        reasons = [str(reason) for reason in refusal.reasons]
        field = self._fields.get(refusal.field)
        if field is None or isinstance(field.widget, HiddenInput):
            self.form_errors.extend(reasons)
        else:
            field.errors = [*field.errors, *reasons]

    def secrets(self) -> list[Field]:
        """Return the hidden fields for the page, which thereby shows the form."""
        self.printed = True
        return [field for field in self if isinstance(field.widget, HiddenInput)]

    def renew(self, **values: object) -> None:
        """Let hidden fields say how things stand on the page that is about to be read again."""
        for name, value in values.items():
            self[name].data, self[name].raw_data = value, None

    @property
    def refused_whole(self) -> bool:
        """Tell whether a rule has refused the act as such, and nothing typed needs correcting."""
        return self.refusal is not None and set(self.errors) == {None}

    @property
    def answer(self) -> tuple[int, dict[str, str]]:
        """Return the status and the headers of a page with this form."""
        if self.refusal:
            return answer_to(self.refusal)
        return 422 if self.errors else 200, {}


class ZonedForm(Form):
    """A form whose moments are typed in the time of an edition."""

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        self.zone = zone
        super().__init__(*args, **kwargs)

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Tell each moment its zone before it is read."""
        for field in self:
            if isinstance(field, MomentField):
                field.zone = self.zone
        super().process(*args, **kwargs)


class ReasonForm(Form):
    """An act that needs nothing but a reason; ``asks`` is the question in place of "Reason"."""

    reason = fields.reason()

    def __init__(self, *args: Any, asks: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks:
            self.reason.label.text = asks


class Repeated:
    """The same form in every row of a page: one blank serves all, but for the one just sent."""

    def __init__(self, blank: Form, sent: Form | None) -> None:
        self._blank, self._sent = blank, sent

    def __getitem__(self, mark: str) -> Form:
        if self._sent and self._sent.mark == mark:
            return self._sent
        self._blank.mark_as(mark)
        return self._blank


def beside(sent: Form | None, *blank: Form) -> dict[str, Form]:
    """Return the forms of a page by their mark, the one just sent in its own place."""
    return {one.mark: sent if sent and sent.mark == one.mark else one for one in blank}


def tried(form: Form, act: Callable[[], object]) -> bool:
    """Do what a form asks, once it is valid, and tell whether it was done; a refusal goes into the form."""
    if not form.validate_on_submit():
        return False
    try:
        form.result = act()
    except Clash:
        raise  # a page with both versions
    except Refused as refusal:
        form.refuse(refusal)
        return False
    except (IntegrityError, StaleDataError):
        get_session().rollback()
        form.refuse(beaten())
        return False
    except (DataError, OverflowError, UnicodeEncodeError):
        get_session().rollback()
        form.refuse(not_kept())
        return False
    return True


def beaten() -> Refused:
    """Return the refusal of who was not the first: the database let only one of two do it."""
    return NotNow(
        _("Somebody else changed this, or the same was sent twice, at the same moment. See how it stands now first.")
    )


def not_kept() -> Refused:
    """Return the refusal of what no database can hold."""
    return Incomplete(_("Something here cannot be kept: a number is too large, or a sign is not a character."))


def saved(form: Form, operation: Callable[[Session], object]) -> bool:
    """Do the operation that a form asks for in the writing transaction; tell whether it was done."""

    def act() -> object:
        with writing() as session:
            return operation(session)

    return tried(form, act)


def shown(template: str, form: Form | None = None, status: int = 200, **context: Any) -> ResponseReturnValue:
    """Render a page; a form that was refused is on it with all that was typed, and the reason on top."""
    page = render_template(template, form=form, refused=form, **context)
    if form is None:
        return page, status
    if form.errors and not form.printed and (kept := typed()):  # the page has moved on
        page = render_template(template, form=form, refused=form, kept=kept, **context)
    return page, *form.answer


def note_labels(labels: dict[str, str]) -> None:
    """Remember what the fields are called into which a person has typed."""
    g.typed_labels = labels


def typed(*, by_label: bool = True) -> list[tuple[str, str]]:
    """Return what a person typed into the form of this request, by its label, but for secrets.

    Not ``by_label``: by number, as at an address that does not exist.
    """
    labels = g.get("typed_labels") if by_label else None
    if labels is None:
        named = filter(None, request.form)
        labels = _numbered(n for n in named if n not in NOT_TYPED and not is_secret(n))
    texts = [(label, "\n".join(request.form.getlist(name))) for name, label in labels.items()]
    return [(label, text) for label, text in texts if text.strip()]


def _numbered(names: Iterable[str]) -> dict[str, str]:
    """Return labels of fields whose form is not known here: of a request that never reached it."""
    return {name: _("Text %(number)d", number=number) for number, name in enumerate(names, 1)}


def is_secret(name: str) -> bool:
    """Tell by its name whether a field may hold a password or a code."""
    return any(word in name for word in SECRET)


def _is_typed(field: Field) -> bool:
    """Tell whether a person writes into the field what they would not like to write again."""
    widget = field.widget
    if isinstance(field, CodeField) or isinstance(widget, (PasswordInput, HiddenInput)):
        return False
    plain = isinstance(widget, Input) and widget.input_type not in {"checkbox", "radio", "file"}
    return plain or isinstance(widget, (TextArea, TextInput))
