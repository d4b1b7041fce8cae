"""What freezes with the rules, a form for each section: each gives back the part of the set-up that was typed."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectChoice, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from judging.core.i18n import _, _l
from judging.editions.forms.editions import VersionedForm
from judging.editions.models import CommentsSeen, Edition
from judging.editions.parts.comments import CHOICES
from judging.editions.setup import LABELS, MOST_ENTRIES, MOST_SPACE, Space, space_of
from judging.web.fields import LONG, REQUIRED, line, lines, text, whole


class SectionForm(VersionedForm):
    """One section of the set-up."""

    def typed(self, edition: Edition) -> dict[str, Any]:
        """Return what was typed, by the names of the set-up."""
        raise NotImplementedError


class BasicsForm(SectionForm):
    """What the edition is called."""

    name = line(LABELS["name"], 120)
    year = whole(LABELS["year"], 2000, 2100)

    def typed(self, edition: Edition) -> dict[str, Any]:
        """Return the name and the year."""
        return {"name": self.name.data, "year": self.year.data}


class AreasForm(SectionForm):
    """The areas, one in a line."""

    areas = TextAreaField(
        LABELS["areas"],
        [DataRequired(REQUIRED)],
        description=_l("One in a line, in their order."),
        render_kw={"rows": 8},
    )

    def validate_areas(self, field: TextAreaField) -> None:
        """Refuse an area that is too long or stands there twice."""
        names = lines(field.data)
        if len(set(names)) < len(names):
            raise ValidationError(_("An area is listed twice."))
        if any(len(name) > 200 for name in names):
            raise ValidationError(LONG)

    def typed(self, edition: Edition) -> dict[str, Any]:
        """Return the areas in their order."""
        return {"areas": lines(self.areas.data)}


class EntriesForm(SectionForm):
    """How many entries an office may have."""

    entries_per_office = whole(
        LABELS["entries_per_office"],
        0,
        MOST_ENTRIES,
        description=_l("0: as many as it likes. Drafts count; withdrawn entries and deleted drafts do not."),
    )

    def typed(self, edition: Edition) -> dict[str, Any]:
        """Return the number."""
        return {"entries_per_office": self.entries_per_office.data}


class SpaceForm(VersionedForm):
    """How much room there is for attachments."""

    office_space_mb = whole(
        LABELS["office_space_mb"],
        0,
        MOST_SPACE,
        description=_l("0: no limit. What an office has removed does not count against it."),
    )
    edition_space_mb = whole(
        LABELS["edition_space_mb"],
        0,
        MOST_SPACE,
        description=_l("0: no limit but the disk. Everything that is kept counts, also what was removed."),
    )

    def typed(self) -> Space:
        """Return the room."""
        return Space(self.office_space_mb.data, self.edition_space_mb.data)


class ChapterForm(SectionForm):
    """What the chapter needs to decide, and what it sees."""

    quorum = whole(
        LABELS["quorum"],
        1,
        100,
        description=_l("How many members must be present for the chapter to decide."),
    )
    sheets_open_to_jury = BooleanField(LABELS["sheets_open_to_jury"])
    comments_seen = RadioField(
        LABELS["comments_seen"],
        [InputRequired(REQUIRED)],
        choices=lambda: [SelectChoice(one.value, str(said)) for one, said in CHOICES.items()],
    )

    def typed(self, edition: Edition) -> dict[str, Any]:
        """Return the quorum, whether sheets are open, and who reads the comments."""
        seen = CommentsSeen(self.comments_seen.data)
        open_ = self.sheets_open_to_jury.data
        return {"quorum": self.quorum.data, "sheets_open_to_jury": open_, "comments_seen": seen}


class RegulationsForm(SectionForm):
    """The text of the regulations."""

    rules_text = text(
        LABELS["rules_text"],
        60_000,
        required=True,
        render_kw={"rows": 20},
    )

    def typed(self, edition: Edition) -> dict[str, Any]:
        """Return the text."""
        return {"rules_text": self.rules_text.data}


def basics_form(edition: Edition) -> BasicsForm:
    """Return the form with what stands in the edition."""
    return BasicsForm(data={"name": edition.name, "year": edition.year, "version": edition.version})


def areas_form(edition: Edition) -> AreasForm:
    """Return the form with the areas that stand in the edition."""
    return AreasForm(data={"areas": "\n".join(area.name for area in edition.areas), "version": edition.version})


def entries_form(edition: Edition) -> EntriesForm:
    """Return the form with what stands in the edition."""
    return EntriesForm(data={"entries_per_office": edition.entries_per_office, "version": edition.version})


def space_form(edition: Edition) -> SpaceForm:
    """Return the form with what stands in the edition."""
    return SpaceForm(obj=space_of(edition), data={"version": edition.version})


def chapter_form(edition: Edition) -> ChapterForm:
    """Return the form with what stands in the edition."""
    now: dict[str, Any] = {"quorum": edition.quorum, "sheets_open_to_jury": edition.sheets_open_to_jury}
    now |= {"comments_seen": edition.comments_seen.value}
    return ChapterForm(data=now | {"version": edition.version})


def regulations_form(edition: Edition) -> RegulationsForm:
    """Return the form with the text that stands in the edition."""
    return RegulationsForm(data={"rules_text": edition.rules_text, "version": edition.version})
