"""What a person has typed into a form, under the names by which they know its fields.

A form carries these names along, sealed: so they are known also of a form that never reaches its
view, because its person was signed out, or its address is not open to them any more.
"""

from collections.abc import Iterable, Mapping

from flask import Flask, current_app, g, request
from flask_login import current_user
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import Field
from wtforms.widgets import HiddenInput, Input, PasswordInput, TextArea, TextInput

from judging.core.i18n import _
from judging.web.fields import CodeField

FIELD = "labels"
NOT_TYPED = {  # parts of forms that no person writes
    *("csrf_token", "version", "base", "once", FIELD),
    *("list", "area", "q", "view"),  # the list that a juror came from
}
SECRET = ("password", "current", "code")  # parts of the names of fields never printed again


def init_app(app: Flask) -> None:
    """Let the forms of pages carry the labels of their fields."""
    app.jinja_env.filters["sealed_labels"] = sealed


def sealed(labels: Mapping[str, str]) -> str:
    """Return labels as a form carries them; "" where there is nothing to lose: no text, or no session."""
    if not labels or not current_user.is_authenticated:
        return ""
    return str(_serializer().dumps(list(labels.items())))


def opened(labels: str) -> dict[str, str]:
    """Return the labels that a form has carried: none, if they are not as we sealed them."""
    try:
        return {str(name): str(label) for name, label in _serializer().loads(labels)}
    except BadData:
        return {}


def note(labels: Mapping[str, str]) -> None:
    """Remember what the fields are called into which a person has typed."""
    g.typed_labels = labels


def texts(*, by_label: bool = True) -> list[tuple[str, str]]:
    """Return what a person typed into the form of this request, by its label, but for secrets.

    Not ``by_label``: by what the form itself says, as at an address that does not exist. Nothing,
    where more was sent than is read.
    """
    try:
        sent = request.form
    except RequestEntityTooLarge:
        return []
    labels = g.get("typed_labels") if by_label else None
    if labels is None:
        labels = opened(sent.get(FIELD, "")) or _numbered(filter(None, sent))
    found = [(label, "\n".join(sent.getlist(name))) for name, label in labels.items() if not is_secret(name)]
    return [(label, text) for label, text in found if text.strip()]


def is_secret(name: str) -> bool:
    """Tell by its name whether a field may hold a password or a code."""
    return any(word in name for word in SECRET)


def is_typed(field: Field) -> bool:
    """Tell whether a person writes into the field what they would not like to write again."""
    widget = field.widget
    if isinstance(field, CodeField) or isinstance(widget, (PasswordInput, HiddenInput)):
        return False
    plain = isinstance(widget, Input) and widget.input_type not in {"checkbox", "radio", "file"}
    return plain or isinstance(widget, (TextArea, TextInput))


def _numbered(names: Iterable[str]) -> dict[str, str]:
    """Return labels of fields of a form that says nothing of them."""
    asked = [name for name in names if name not in NOT_TYPED and not is_secret(name)]
    return {name: _("Text %(number)d", number=number) for number, name in enumerate(asked, 1)}


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="labels of a form")
