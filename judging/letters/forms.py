"""Forms of letters and wordings: the shape of the input."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from wtforms import HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import DataRequired

from judging.accounts.models import User
from judging.core.i18n import _, _l
from judging.entries.models import Status
from judging.letters.copies import Words
from judging.letters.models import Letter, Whom, Wording
from judging.letters.operations.writing import Draft
from judging.letters.rules import LONGEST_SUBJECT, LONGEST_TEXT
from judging.screening.search import Search
from judging.web import fields
from judging.web.fields import VersionField
from judging.web.forms import Form

BOX = {"rows": 12, "data-takes-fields": ""}


class WordsForm(Form):
    """What a letter says."""

    subject = fields.line(_l("Subject"), LONGEST_SUBJECT, render_kw={"data-takes-fields": ""})
    text = fields.text(_l("Text"), LONGEST_TEXT, required=True, render_kw=BOX)
    subject_en = fields.line(
        _l("Subject in English"), LONGEST_SUBJECT, required=False, render_kw={"data-takes-fields": "", "lang": "en"}
    )
    text_en = fields.text(
        _l("Text in English"),
        LONGEST_TEXT,
        description=_l("For those who use the system in English. Without it they get the Polish letter."),
        render_kw=BOX | {"lang": "en"},
    )
    version = VersionField()

    @property
    def words(self) -> Words:
        """What has been written."""
        written = (self.subject.data, self.text.data, self.subject_en.data, self.text_en.data)
        return Words(*(one or "" for one in written))


class LetterForm(WordsForm):
    """A letter, and to whom it goes."""

    whom = RadioField(
        _l("To whom"),
        [DataRequired(_l("Choose to whom the letter goes."))],
        choices=[SelectChoice(one.value, one.value) for one in Whom],
    )
    question = HiddenField()  # the rest of a search that the list of entries has handed on
    status = SelectField(_l("State of the entries"), default="")
    person = SelectField(_l("The person"), default="", validate_choice=False)

    @property
    def search(self) -> Search:
        """The search of entries that the letter is about."""
        asked = Search.read(dict(parse_qsl(self.question.data or "")))
        return asked.of_state(next((one for one in Status if one.value == self.status.data), None))

    @property
    def draft(self) -> Draft:
        """What has been written, and to whom."""
        return Draft(Whom(self.whom.data), self.search.question, self.person.data or "", self.words)


def letter_form(people: Iterable[User], data: Mapping[str, object]) -> LetterForm:
    """Make the form of a letter, with the people who can be written to alone."""
    form = LetterForm(data=data)
    form.whom.choices = [SelectChoice(one.value, one.label) for one in Whom]
    states = [SelectChoice(one.value, one.label) for one in Status if one is not Status.DRAFT]
    form.status.choices = [SelectChoice("", _("any state")), *states]
    listed = [SelectChoice(one.public_id, f"{one.name} ({one.email})") for one in people]
    form.person.choices = [SelectChoice("", _("– choose –")), *listed]
    return form


def of_search(search: Search) -> dict[str, object]:
    """Return what a form begins with for the entries that a search finds."""
    status = search.status.value if search.status and search.status is not Status.DRAFT else ""
    question = replace(search, status=None).question
    return {"whom": Whom.FOUND.value, "question": question, "status": status}


def of_letter(letter: Letter, search: Search) -> dict[str, object]:
    """Return what a form begins with for a letter that was kept."""
    person = letter.person.public_id if letter.person else ""
    return {**of_search(search), **of_words(letter), "whom": letter.whom.value, "person": person}


def of_words(words: Letter | Wording) -> dict[str, object]:
    """Return the words of a letter or of a wording for a form."""
    return {name: getattr(words, name) for name in ("subject", "text", "subject_en", "text_en")}


class WordingForm(WordsForm):
    """A wording under a name."""

    name = fields.line(_l("Name of the wording"), 80)


class SendForm(Form):
    """Nothing but what the page has shown: whom a letter goes to."""

    seen = VersionField()
