"""The one way to refuse: what a rule says stands beside its field, and nothing typed is lost.

A view binds the form that was sent; :func:`saved` validates it and does the work in the writing
transaction; :func:`shown` renders the page again with the form as it came. Only a view that has
no page to render leaves the refusal to :mod:`judging.web.errors`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FileField
from wtforms.widgets import HiddenInput, TextArea, TextInput

from judging.core.db import get_session
from judging.core.i18n import DEFAULT, _, language
from judging.core.refusals import Clash, Incomplete, NotNow, Refused, TooLarge, TooOften
from judging.web import fields, merging, typed
from judging.web.fields import MomentField
from judging.web.transaction import writing

STATUS: dict[type[Refused], int] = {Refused: 403, NotNow: 409, TooLarge: 413, Incomplete: 422, TooOften: 429}


def answer_to(refusal: Refused) -> tuple[int, dict[str, str]]:
    """Return the status and the headers with which a refusal is answered."""
    status = next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)
    if isinstance(refusal, TooOften):
        return status, {"Retry-After": str(refusal.seconds)}
    return status, {}


class Form(FlaskForm):
    """A form that takes a refusal; of several on one page each has a mark, with which its ids begin."""

    merges = True  # whether a version that somebody else has saved is merged field by field

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

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Any:
            """Say of a field for words that they are in the language of the competition, where the page is not."""
            if _holds_words(field) and language() != DEFAULT and "lang" not in (field.render_kw or {}):
                render_kw = {"lang": DEFAULT} | render_kw
            return super().render_field(field, render_kw)

    def __init__(self, *args: Any, mark: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mark = mark
        self.refusal: Refused | None = None
        self.printed = False  # whether the page has shown this form
        self.result: Any = None  # what the operation returned
        self.mark_as(mark)
        if self.is_submitted() and not args and "formdata" not in kwargs:  # what was sent, not a part of the address
            typed.note(self.labels)

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

    @property
    def base(self) -> str:
        """What the form began with, for whoever merges it; "" for a form without a version."""
        return merging.base_of(self) if "version" in self else ""

    @property
    def labels(self) -> dict[str, str]:
        """What the fields are called into which a person types, by their names."""
        return {field.name: str(field.label.text) for field in self if typed.is_typed(field)}

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


def _holds_words(field: Field) -> bool:
    """Tell whether people write words into a field, rather than a name, an address, a code or a number."""
    known = field.render_kw or {}
    return isinstance(field.widget, TextArea) or (
        type(field.widget) is TextInput and not {"autocomplete", "inputmode"} & known.keys()
    )


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
        with naming_its_fields(form):
            form.result = act()
    except Clash:
        raise  # merged, or a page with both versions
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


@contextmanager
def naming_its_fields(form: Form) -> Iterator[None]:
    """Let a clash say by the fields of the form what differs: without them nothing could be taken from the other."""
    try:
        yield
    except Clash as clash:
        clash.merges = form.merges
        merging.name_fields(clash, form)
        raise


def beaten() -> Refused:
    """Return the refusal of who was not the first: the database let only one of two do it."""
    return NotNow(
        _("Somebody else changed this at the same moment, or it was sent twice. See first how it stands now.")
    )


def not_kept() -> Refused:
    """Return the refusal of what no database can hold."""
    return Incomplete(_("Something here cannot be saved: a number is too large, or a character is not a valid one."))


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
    if form.errors and not form.printed:  # the page has moved on: there is no field to lead to
        page = render_template(template, form=form, refused=form, moved_on=True, kept=typed.texts(), **context)
    return page, *form.answer
