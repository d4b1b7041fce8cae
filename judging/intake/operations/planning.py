"""What an import would do: the rows of a file, compared with the register, the edition and what is there already.

Reads only. A number of statements that does not grow with the rows.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.i18n import _
from judging.core.written import Written
from judging.editions.models import Edition
from judging.entries import completeness, limits, origins, rules
from judging.entries import queries as entries
from judging.entries.models import Attachment, Entry, EntryVersion
from judging.intake import queries
from judging.intake.plan import Decided, Plan, Planned
from judging.intake.reading import DRIVE, Fault, Row, Sort
from judging.offices.models import Office, Unit
from judging.offices.names import fold
from judging.offices.queries import finder
from judging.offices.recognised import Recognised, recognise
from judging.offices.rules import acts_for

CANDIDATES = 8  # units that are offered where it is not plain which is meant


def plan(
    session: Session,
    edition: Edition,
    rows: Sequence[Row],
    decided: Decided,
    known: Mapping[str, Recognised],
    members: Mapping[int, Mapping[str, str]],
    refused: Mapping[int, Sequence[Fault]],
    *,
    by: User,
    at: datetime,
) -> Plan:
    """Say of each row what it would become.

    ``known`` are the units that the rows mean, ``members`` the files of each row in the ZIP, ``refused`` what is wrong
    with these.
    """
    made = Plan([Planned(row) for row in rows], decided, fields=edition.fields)
    for one in made.rows:
        number = one.row.number
        one.skipped = number in decided.skipped
        one.members = dict(members.get(number, {}))
        one.faults = [*one.row.faults, *refused.get(number, ())]
    _note_what_is_there(session, edition, made)
    _find_units(session, made, known)
    _find_offices(session, edition, made, by, at)
    _note_doubles(session, edition, made)
    _note_limit(session, edition, made)
    for one in made.rows:
        one.faults += _lacks(edition, one)
    return made


def _note_what_is_there(session: Session, edition: Edition, made: Plan) -> None:
    """Find the rows that were entered before, and what they say else now."""
    known = queries.known_origins(session, edition, [one.row.identity for one in made.rows])
    seen: dict[str, int] = {}
    for one in made.rows:
        row = one.row
        if origin := known.get(row.identity):
            one.already = origin.entry
            one.differences = _differences(edition, origin.entry.versions[0], row)
        elif row.identity in seen and not one.skipped:
            sentence = _("This row is the same as row %(row)d. Leave it out.", row=seen[row.identity])
            one.faults.append(Fault(Sort.WRONG, "", sentence))
        elif not one.skipped:
            seen[row.identity] = row.number


def _differences(edition: Edition, sent: EntryVersion, row: Row) -> list[tuple[str, str, str]]:
    pairs = [
        (_("Title"), sent.title, row.title),
        (_("Area"), sent.area_name, row.area.name if row.area else ""),
        *((one.label, sent.answers.get(one.key, ""), row.answers[one.key]) for one in edition.fields if one.written),
    ]
    return [pair for pair in pairs if pair[1] != pair[2]]


def recognise_all(session: Session, rows: Sequence[Row]) -> dict[str, Recognised]:
    """Return which unit each text of the rows means; the register is asked once."""
    find, own = finder(session), queries.own_names(session)
    return {
        row.unit_words: recognise(row.unit, find, code=row.teryt, powiat=row.powiat, region=row.region, own=own)
        for row in rows
    }


def unsure(known: Mapping[str, Recognised]) -> list[str]:
    """Return the texts of which it is asked which unit they mean."""
    return [words for words, found in known.items() if not found.sure]


def offered(session: Session, known: Mapping[str, Recognised]) -> dict[str, list[Unit]]:
    """Return the units that are offered for each text of which it is asked."""
    units = queries.units(session, {code for words in unsure(known) for code in known[words].codes})
    return {
        words: [units[code] for code in known[words].codes[:CANDIDATES] if code in units] for words in unsure(known)
    }


def _find_units(session: Session, made: Plan, known: Mapping[str, Recognised]) -> None:
    """Find the unit of each row that would be entered; what is not plain is asked."""
    codes = {code for found in known.values() for code in found.codes} | set(made.decided.units.values())
    units = queries.units(session, codes)
    for one in made.entering:
        found = known[one.row.unit_words]
        one.candidates = [units[code] for code in found.codes[:CANDIDATES] if code in units]
        one.unit = units.get(made.decided.units.get(one.row.unit_words, "")) or units.get(found.code)
        if one.unit is None:
            one.faults.append(Fault(Sort.UNIT, "", _why_no_unit(one)))


def _why_no_unit(one: Planned) -> str:
    words = {"text": Written(one.row.unit_words)}
    if not one.row.unit_words:
        return _("The row does not say whose entry it is. Choose the unit below.")
    if one.candidates:
        return _("It is not plain which unit “%(text)s” is. Choose it below.", **words)
    return _("No unit of the register is called “%(text)s”. Give its TERYT code below.", **words)


def _find_offices(session: Session, edition: Edition, made: Plan, by: User, at: datetime) -> None:
    """Find the offices of the units, and what keeps this secretary from entering for them now."""
    offices = queries.offices(session, [one.unit for one in made.rows if one.unit])
    extensions = queries.extensions(session, edition, list(offices.values()))
    for one in made.entering:
        one.office = offices.get(one.unit.id) if one.unit else None
        one.faults += _of_office(one, by)
        extension = extensions.get(one.office.id) if one.office else None
        if one.row.came_at and one.row.came_at > at:
            one.faults.append(Fault(Sort.WRONG, "", _("The entry cannot have come later than now.")))
        one.late = origins.is_late(edition, extension, at)
        if one.late:
            one.faults.append(Fault(Sort.LATE, "", origins.why_late(edition, extension, one.row.came_at)))


def _of_office(one: Planned, by: User) -> list[Fault]:
    said = []
    if one.office and acts_for(by, one.office):
        said.append(_("You act for this office. Another secretary decides on its entry."))
    elif one.unit and one.row.email.casefold() in by.addresses:
        said.append(_("The contact is yourself. Another secretary enters this row."))
    if one.unit and one.office is None and not one.row.email:
        said.append(
            _("The office does not take part yet, and the row has no e-mail address for it. Add one to the file.")
        )
    return [Fault(Sort.WRONG, "", sentence) for sentence in said]


def _note_doubles(session: Session, edition: Edition, made: Plan) -> None:
    """Note the rows with the office and the title of an entry that is there, or of an earlier row."""
    there = queries.titles_there(session, edition)
    above: dict[tuple[int, str], int] = {}
    for one in made.entering:
        if one.unit is None or not one.row.title:
            continue
        key = (one.unit.id, fold(one.row.title))
        if key in there:
            sentence = _("The same office has an entry with the same title: no. %(number)d.", number=there[key])
            one.faults.append(Fault(Sort.DOUBLE, "", sentence))
        elif key in above:
            sentence = _("The same office and the same title as in row %(row)d.", row=above[key])
            one.faults.append(Fault(Sort.DOUBLE, "", sentence))
        above.setdefault(key, one.row.number)


def _note_limit(session: Session, edition: Edition, made: Plan) -> None:
    """Note the rows whose office has as many entries as it may, those of the rows above among them."""
    offices = [one.office.id for one in made.entering if one.office]
    there, above = entries.numbers_counted(session, [edition], offices), Counter[int]()
    for one in made.entering:
        if one.unit is None:
            continue
        counted = above[one.unit.id] + (there[edition.id, one.office.id] if one.office else 0)
        if refusal := limits.why_not_one_more(edition, counted):
            one.faults.append(Fault(Sort.WRONG, "", str(refusal)))
        above[one.unit.id] += 1


def _lacks(edition: Edition, one: Planned) -> list[Fault]:
    """Return what the form requires and the row has not, beside what is wrong already."""
    if not one.enters:
        return []
    read = one.row
    would_be = Entry(
        edition=edition, title=read.title, area_id=read.area.id if read.area else None, answers=read.answers
    )
    would_be.attachments = [Attachment(name=name, question=key) for name, key in one.members.items()]
    lacks = [lack for lack in completeness.lacking(would_be) if lack.anchor.removesuffix("-0") not in read.unread]
    found = [Fault(Sort.LACKS, "", lack.sentence) for lack in lacks]
    if len(one.members) > rules.MOST_FILES:
        found.append(Fault(Sort.WRONG, "", str(rules.too_many_files())))
    return found


def note_links(rows: Sequence[Row], members: Mapping[int, Mapping[str, str]]) -> dict[int, str]:
    """Say of the rows that have links to files in place of files, and no files in the ZIP, what to do."""
    said = {}
    for row in rows:
        if row.links and not members.get(row.number):
            where = _("Google Drive") if any(map(DRIVE.match, row.links)) else _("another place")
            said[row.number] = _(
                "The row has links to files in %(where)s (%(num)s), not the files. Download them and put them into the "
                "ZIP, in a folder called %(row)d.",
                where=where,
                num=len(row.links),
                row=row.number,
            )
    return said


def office_name(one: Planned) -> str:
    """Return what the office of a row is called, or would be."""
    from_office: Office | None = one.office
    unit: Unit | None = one.unit
    return from_office.name if from_office else unit.name if unit else ""
