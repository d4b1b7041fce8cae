"""What freezes with the rules, a form for each section: each gives back the part of the set-up that was typed."""

from typing import Any

from wtforms import BooleanField, TextAreaField, ValidationError
from wtforms.validators import DataRequired

from judging.core.i18n import _, _l
from judging.editions.forms.editions import VersionedForm
from judging.editions.forms.method import method_fields, method_typed, method_values
from judging.editions.models import Edition
from judging.editions.setup import (
    LABELS,
    MOST_ENTRIES,
    MOST_SPACE,
    AwardSetup,
    CriterionSetup,
    Space,
    setup_of,
    space_of,
)
from judging.web.fields import LONG, REQUIRED, line, lines, text, whole

MOST_WEIGHT = 100
MOST_AWARDS = 100


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


class CriteriaForm(SectionForm):
    """The criteria with their weights; the fields of each are added by :func:`criteria_form`."""

    def typed(self, edition: Edition) -> dict[str, Any]:
        """Return the criteria in their order."""
        keys = [criterion.key for criterion in edition.criteria]
        rows = [[self[f"{name}-{key}"].data for name in ("name", "description", "weight")] for key in keys]
        return {"criteria": [CriterionSetup(key, *row) for key, row in zip(keys, rows, strict=True)]}


class RoundsForm(SectionForm):
    """How each round is counted; its fields are added by :func:`rounds_form`."""

    def typed(self, edition: Edition) -> dict[str, Any]:
        """Return how each round is counted."""
        return {"methods": [method_typed(self, round_.position) for round_ in edition.rounds]}


class AwardsForm(SectionForm):
    """The kinds of awards; the fields of each are added by :func:`awards_form`."""

    def typed(self, edition: Edition) -> dict[str, Any]:
        """Return the kinds of awards in their order."""
        names = ("award", "accusative", "quantity", "per-area")
        places = [kind.position for kind in edition.award_kinds]
        return {"awards": [AwardSetup(place, *(self[f"{name}-{place}"].data for name in names)) for place in places]}


class ChapterForm(SectionForm):
    """What the chapter needs to decide, and what it sees."""

    quorum = whole(
        LABELS["quorum"],
        1,
        100,
        description=_l("How many members must be present for the chapter to decide."),
    )
    sheets_open_to_jury = BooleanField(LABELS["sheets_open_to_jury"])

    def typed(self, edition: Edition) -> dict[str, Any]:
        """Return the quorum and whether sheets are open."""
        return {"quorum": self.quorum.data, "sheets_open_to_jury": self.sheets_open_to_jury.data}


class RegulationsForm(SectionForm):
    """The text of the regulations."""

    rules_text = text(
        LABELS["rules_text"],
        60_000,
        required=True,
        description=_l("“## ” begins a heading, “1. ” a numbered point, “- ” a bullet."),
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
    now = {"quorum": edition.quorum, "sheets_open_to_jury": edition.sheets_open_to_jury}
    return ChapterForm(data=now | {"version": edition.version})


def regulations_form(edition: Edition) -> RegulationsForm:
    """Return the form with the text that stands in the edition."""
    return RegulationsForm(data={"rules_text": edition.rules_text, "version": edition.version})


def criteria_form(edition: Edition) -> CriteriaForm:
    """Return the form with a group of fields for every criterion of the edition."""
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {"version": edition.version}
    for criterion in setup_of(edition).criteria:
        key, title = criterion.key, criterion.name
        fields[f"name-{key}"] = line(_("Name of the criterion"), 120)
        fields[f"description-{key}"] = text(_("What it asks: %(criterion)s", criterion=title), 2000)
        fields[f"weight-{key}"] = whole(_("Weight: %(criterion)s", criterion=title), 0, MOST_WEIGHT)
        values |= {f"name-{key}": title, f"description-{key}": criterion.description}
        values[f"weight-{key}"] = criterion.weight
    form: CriteriaForm = type("EditionCriteriaForm", (CriteriaForm,), fields)(data=values)
    return form


def awards_form(edition: Edition) -> AwardsForm:
    """Return the form with a group of fields for every kind of award of the edition."""
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {"version": edition.version}
    for award in setup_of(edition).awards:
        place = award.position
        fields[f"award-{place}"] = line(_("Name of the award"), 120)
        fields[f"accusative-{place}"] = line(
            _("Name in the accusative"), 120, description=_("As in “receives …”: Nagrodę Główną.")
        )
        fields[f"quantity-{place}"] = whole(_("How many may be given: %(award)s", award=award.name), 0, MOST_AWARDS)
        values |= {f"award-{place}": award.name, f"accusative-{place}": award.name_accusative}
        fields[f"per-area-{place}"] = BooleanField(
            _("This number holds in each area: %(award)s", award=award.name),
            description=_("Each area then has a ranking of its own."),
        )
        values |= {f"quantity-{place}": award.quantity, f"per-area-{place}": award.per_area}
    form: AwardsForm = type("EditionAwardsForm", (AwardsForm,), fields)(data=values)
    return form


def rounds_form(edition: Edition) -> RoundsForm:
    """Return the form with the fields of how each round of the edition is counted."""
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {"version": edition.version}
    for method in setup_of(edition).methods:
        fields |= method_fields(method, whole)
        values |= method_values(method)
    form: RoundsForm = type("EditionRoundsForm", (RoundsForm,), fields)(data=values)
    return form
