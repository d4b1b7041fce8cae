"""Forms of paper sheets: one typed in, its scan, a table of many, a clerk."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField
from wtforms.validators import DataRequired

from judging.core.i18n import _l
from judging.jury.forms.sheets import SheetInput, read_sheet, typed_labels
from judging.jury.rules import Scored
from judging.jury.scales import Scale
from judging.web.fields import SentFileField, VersionField, email, line, reason
from judging.web.forms import Form

ACCEPTED = ".pdf,.jpg,.jpeg,.png"


def _scan(label: object, validators: Sequence[Any] = ()) -> SentFileField:
    return SentFileField(
        label,
        validators,
        description=_l("PDF, JPEG or PNG. Check that it is the sheet of this very entry."),
        render_kw={"accept": ACCEPTED},
    )


class ScanForm(Form):
    """A scan of a paper sheet that is typed in already."""

    scan = _scan(_l("Scan of the paper sheet"), [DataRequired(_l("Choose a file first."))])

    @property
    def upload(self) -> FileStorage | None:
        """The file that was sent, if one was."""
        sent: FileStorage | None = self.scan.data
        return sent


class TypingForm(Form):
    """What is said of a paper sheet beside what stands on it; made by :func:`typing_form`."""

    merges = False
    criteria: Sequence[Scored] = ()
    version = VersionField()
    replaces = BooleanField(
        _l("The paper replaces what the juror has begun online"),
        description=_l("What was begun stays in the record of the sheet, and the juror is told."),
    )
    checked_by = line(_l("Checked by (if somebody else has compared it with the paper)"), 120, required=False)
    scan = _scan(_l("Scan of the paper sheet (now or later)"))

    def sheet(self, scale: Scale) -> SheetInput:
        """Return what stands on the paper, as it was typed: read as on the juror's own page."""
        return read_sheet(request.form, self.criteria, scale)

    @property
    def labels(self) -> dict[str, str]:
        """What the fields are called into which a person types, those of the sheet among them."""
        return {**typed_labels(self.criteria), **super().labels}

    @property
    def upload(self) -> FileStorage | None:
        """The file that was sent, if one was."""
        sent: FileStorage | None = self.scan.data
        return sent


def typing_form(criteria: Sequence[Scored], **kwargs: Any) -> TypingForm:
    """Return the form of one sheet with these criteria."""
    made: Mapping[str, Any] = {"criteria": criteria}
    form: TypingForm = type("TypingOfCriteriaForm", (TypingForm,), dict(made))(**kwargs)
    return form


class TableForm(Form):
    """A table of paper sheets."""

    table = SentFileField(
        _l("Filled-in table (XLSX)"),
        [DataRequired(_l("Choose a file first."))],
        description=_l("The template from the page “Print”, filled in. One row is one sheet."),
        render_kw={"accept": ".xlsx,.csv"},
    )


class EnterForm(Form):
    """Typing in all rows of a table at once."""

    replaces = BooleanField(
        _l("The paper replaces what jurors have begun online"),
        description=_l("What was begun stays in the records of the sheets, and the jurors are told."),
    )


class ClerkForm(Form):
    """Whom a secretary invites as a clerk."""

    name = line(_l("Name and surname"), 120)
    email = email()


class ObjectionForm(Form):
    """What differs from the paper."""

    reason = reason(
        _l("What differs from your paper?"),
        description=_l("The secretary reads this: name the criterion, not your scores."),
    )
