"""Two versions of one record, merged field by field: only what both sides have changed is asked.

A form with a version also says, in a hidden field, what each of its fields was when it was made, as
a short digest. So it is known of each field that differs which side has changed it, without
keeping old versions and without a script.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from flask import g, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from wtforms import BooleanField, Field, FileField, Form, PasswordField, SelectMultipleField
from wtforms.fields.choices import SelectFieldBase
from wtforms.widgets import HiddenInput

from judging.core.formatting import local_input
from judging.core.i18n import _
from judging.core.refusals import Clash, Difference
from judging.web.fields import CodeField, MomentField, SeveralField

BASE = "base"  # the hidden field with the digests
ROUNDS = 3  # how often in a row somebody else may be faster before the person is asked


def digests(values: Mapping[str, str]) -> str:
    """Return what stands in the fields, as a form carries it; an empty one is left out."""
    return json.dumps({name: _digest(value) for name, value in values.items() if value}, separators=(",", ":"))


def base_of(form: Form) -> str:
    """Return the digests of what a form began with: of the record, or as they came with the form."""
    if form["version"].raw_data and BASE in request.form:
        return request.form[BASE]
    return digests({field.name: _sent(field, field.object_data) for field in _fields(form)})


def stands_now(form: Form) -> str:
    """Return the digests of what a form has just stored."""
    return digests({field.name: _sent(field, field.data) for field in _fields(form)})


def name_fields(clash: Clash, form: Form) -> None:
    """Let a form say by its fields what clashes, and how both versions read."""
    pairs = [(field, _sent(field, field.data), _sent(field, field.object_data)) for field in _fields(form)]
    clash.differences = [
        Difference(
            field.name,
            field.label.text,
            mine,
            stored,
            (_read(field, mine), _read(field, stored)),
            isinstance(field, SeveralField),
        )
        for field, mine, stored in pairs
        if mine != stored
    ]


def merge(clash: Clash) -> list[Difference]:
    """Take into the form of this request what only the other side has changed; return what must be asked."""
    before = _before() if clash.merges else None
    asked: list[Difference] = []
    theirs: dict[str, str] = {}
    several: set[str] = set()
    for one in clash.differences:
        was = None if before is None else before.get(one.name, _digest(""))
        if was == _digest(one.mine):
            theirs[one.name] = one.stored
            several |= {one.name} if one.several else set()
        elif was != _digest(one.stored):
            asked.append(one)
    _take(clash, theirs, several)
    g.merged = g.get("merged", 0) + 1
    return asked


def is_settled(clash: Clash, asked: list[Difference]) -> bool:
    """Tell whether the merged form can be done without asking."""
    return not asked and clash.merges and _before() is not None and g.merged <= ROUNDS


def taken() -> dict[str, str]:
    """Return what this request has taken over from the other side, by field."""
    found: dict[str, str] = g.get("merged_fields", {})
    return found


def saved(saved_at: datetime, version: int, base: str) -> dict[str, object]:
    """Return what the script of a form is told of a save: what stands now, and what came from the other side."""
    return {"saved_at": saved_at.isoformat(), "version": version, "base": base, "taken": taken()}


def _take(clash: Clash, fields: Mapping[str, str], several: Collection[str]) -> None:
    """Let this request go on as if it had been filled in against what stands now."""
    form = MultiDict(request.form.items(multi=True))
    for name, value in fields.items():
        form.setlist(name, (value.split("\n") if name in several else [value]) if value else [])
    was = _before()
    if was is not None:
        now = {one.name: _digest(one.stored) for one in clash.differences}
        form[BASE] = json.dumps(was | now, separators=(",", ":"))
    form["version"] = str(clash.version)
    request.form = ImmutableMultiDict(form)
    g.merged_fields = {**taken(), **fields}


def _before() -> dict[str, str] | None:
    """Return the digests that came with the form; None if it says nothing."""
    try:
        found = json.loads(request.form[BASE])
    except (KeyError, ValueError):
        return None
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else None


def _digest(value: str) -> str:
    return sha256(value.encode(errors="replace")).hexdigest()[:10]


def _fields(form: Form) -> Iterable[Field]:
    """Return the fields that stand in the record and can be told apart by one text."""
    apart = (FileField, PasswordField, CodeField, SelectMultipleField)
    return [
        field
        for field in form
        if (isinstance(field, SeveralField) or not isinstance(field, apart))
        and not isinstance(field.widget, HiddenInput)
    ]


def _sent(field: Field, data: object) -> str:
    """Return a value as the form sends it."""
    if isinstance(field, BooleanField):
        return "y" if data else ""
    if isinstance(field, MomentField):
        return local_input(data, field.zone) if isinstance(data, datetime) else ""
    if isinstance(data, list):
        return "\n".join(map(str, data))
    for clean in field.filters:
        data = clean(data) if isinstance(data, str) else data
    return "" if data is None else str(data)


def _read(field: Field, value: str) -> str:
    """Return a value as people read it."""
    if isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, SelectFieldBase) and value:
        words = {str(choice[0]): str(choice[1]) for choice in field.iter_choices()}
        return "\n".join(words.get(line, line) for line in value.split("\n"))
    return value
