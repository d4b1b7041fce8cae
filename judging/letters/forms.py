"""Forms of letters and wordings: the shape of the input."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from wtforms import HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import DataRequired

from judging.accounts.models import User
from judging.core.i18n import _, _l
from judging.entries.models import Status
from judging.letters.about import SEARCHES, Asked, read, whom_of
from judging.letters.copies import Words
from judging.letters.models import Letter, Whom, Wording
from judging.letters.operations.writing import Draft
from judging.letters.rules import LONGEST_NAME, LONGEST_SUBJECT, LONGEST_TEXT
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
    searched = HiddenField()  # the list that has handed on its search
    question = HiddenField()  # the rest of that search
    status = SelectField(_l("State of the entries"), default="")
    person = SelectField(_l("The person"), default="", validate_choice=False)

    @property
    def search(self) -> Search:
        """The search of entries that the letter is about."""
        asked = Search.read(dict(parse_qsl(self._handed_on(Whom.FOUND))))
        return asked.of_state(next((one for one in Status if one.value == self.status.data), None))

    def asked(self, whom: Whom) -> Asked:
        """Return the search of a list that the letter is about: the one handed on, if it is of that list."""
        return self.search if whom is Whom.FOUND else read(whom, self._handed_on(whom))

    @property
    def draft(self) -> Draft:
        """What has been written, and to whom."""
        whom = Whom(self.whom.data)
        question = self.asked(whom).question if whom in SEARCHES else ""
        return Draft(whom, question, self.person.data or "", self.words)

    def _handed_on(self, whom: Whom) -> str:
        return self.question.data or "" if whom is whom_of(self.searched.data or "") else ""


def letter_form(people: Iterable[User], data: Mapping[str, object]) -> LetterForm:
    """Make the form of a letter, with the people who can be written to alone."""
    form = LetterForm(data=data)
    form.whom.choices = [SelectChoice(one.value, one.label) for one in Whom]
    states = [SelectChoice(one.value, one.label) for one in Status if one is not Status.DRAFT]
    form.status.choices = [SelectChoice("", _("any state")), *states]
    listed = [SelectChoice(one.public_id, f"{one.name} ({one.email})") for one in people]
    form.person.choices = [SelectChoice("", _("– choose –")), *listed]
    return form


def of_search(whom: Whom, search: Asked) -> dict[str, object]:
    """Return what a form begins with for what the search of a list finds; of entries, the state can be chosen anew."""
    status = ""
    if isinstance(search, Search):
        status = search.status.value if search.status and search.status is not Status.DRAFT else ""
        search = replace(search, status=None)
    handed_on = {"searched": SEARCHES[whom].name, "question": search.question}
    return {"whom": whom.value, "status": status, **handed_on}


def of_letter(letter: Letter) -> dict[str, object]:
    """Return what a form begins with for a letter that was kept."""
    person = letter.person.public_id if letter.person else ""
    begun = of_search(letter.whom, read(letter.whom, letter.question)) if letter.whom in SEARCHES else {}
    return {**begun, **of_words(letter), "whom": letter.whom.value, "person": person}


def of_words(words: Letter | Wording) -> dict[str, object]:
    """Return the words of a letter or of a wording for a form."""
    return {name: getattr(words, name) for name in ("subject", "text", "subject_en", "text_en")}


class WordingForm(WordsForm):
    """A wording under a name."""

    name = fields.line(_l("Name of the wording"), LONGEST_NAME)


class SendForm(Form):
    """Nothing but what the page has shown: whom a letter goes to."""

    seen = VersionField()
