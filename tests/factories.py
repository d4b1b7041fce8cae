"""Makers of test data: plain functions with plain defaults; any field can be given."""

from datetime import UTC, datetime
from itertools import count

from judging.accounts.models import OtherAddress, Passkey, User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.db import new_public_id
from judging.editions.models import (
    Area,
    AwardKind,
    Competition,
    Criterion,
    Edition,
    FormField,
    Role,
    Round,
    Seat,
)
from judging.editions.parts.qualifying import KEY
from judging.entries.models import Entry, EntryVersion, Status
from judging.jury import receipts, scales
from judging.jury.models import Assignment, ScoreSheet, SheetState
from judging.offices.models import Office, Representative, Unit, UnitKind

BEFORE = datetime(2027, 2, 1, 12, tzinfo=UTC)
OPENS, DURING, CLOSES = (datetime(2027, 3, day, 12, tzinfo=UTC) for day in (1, 15, 31))
CORRECTIONS = datetime(2027, 4, 15, 12, tzinfo=UTC)
JUDGING_OPENS, JUDGING, JUDGING_CLOSES = (datetime(2027, 5, day, 12, tzinfo=UTC) for day in (1, 10, 20))
DELIBERATION = datetime(2027, 6, 1, 12, tzinfo=UTC)
GALA = datetime(2027, 6, 20, 18, tzinfo=UTC)
QUESTIONS = ("problem", "solution", "effects", "transferability")
_number = count(1)


def a_user(**fields):
    n = next(_number)
    defaults = {
        "email": f"u{n}@example.org",
        "name": f"U{n}",
        "created_at": BEFORE,
        "confirmed_at": BEFORE,
    }
    return User(**defaults | fields)


def a_passkey(user, **fields):
    """Give a person a passkey that no device holds."""
    user.passkeys_since = user.passkeys_since or BEFORE
    defaults = {"name": "telefon", "credential": f"{next(_number):04}", "public_key": "", "sign_count": 0}
    return Passkey(**{"user": user, "created_at": BEFORE} | defaults | fields)


def an_address(user, **fields):
    """Give a person a confirmed address beside the main one."""
    defaults = {"email": f"druga{next(_number)}@example.org", "confirmed_at": BEFORE}
    return OtherAddress(**{"user": user} | defaults | fields)


def a_unit(**fields):
    n = next(_number)
    defaults = {
        "teryt": f"{n:07}",
        "name": f"Gmina {n}",
        "kind": UnitKind.RURAL,
        "powiat": "testowy",
        "voivodeship": "testowe",
        "folded": f"gmina {n}",
    }
    return Unit(**defaults | fields)


def an_office(*, representative=None, **fields):
    n = next(_number)
    defaults = {"name": f"Urząd Gminy {n}", "email": f"urzad{n}@example.org", "created_at": BEFORE}
    office = Office(**defaults | {"unit": fields.pop("unit", None) or a_unit()} | fields)
    office.representatives.append(Representative(user=representative or a_user(), asked_at=BEFORE, approved_at=BEFORE))
    return office


def an_edition(*, frozen=True, **fields):
    """An edition with an area, four questions, two criteria, one round and two kinds of awards."""
    n = next(_number)
    defaults = {
        "competition": Competition(slug=f"c{n}", name="Sekrety", organiser="FRDL"),
        "slug": f"e{n}",
        "name": f"Edition {n}",
        "year": 2027,
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "corrections_until": CORRECTIONS,
        "announcement_at": GALA,
        "quorum": 1,
        "contact_name": "Secretary of the chapter",
        "contact_email": "biuro@konkurs.example",
        "contact_phone": "+48 22 555 01 00",
    }
    if frozen:
        defaults |= {"rules_frozen_at": BEFORE, "rules_digest": "0" * 64, "rulebook": {}}
    edition = Edition(**defaults | fields)
    edition.areas = [Area(name="Clients", position=1)]
    edition.fields = [
        FormField(key=key, label=key.title(), position=place) for place, key in enumerate(QUESTIONS, start=1)
    ]
    edition.criteria = [
        Criterion(key=key, name=key.title(), weight=1, position=place)
        for place, key in enumerate(("novelty", "reach"), start=1)
    ]
    edition.rounds = [
        Round(
            name="Scoring",
            position=1,
            opens_at=JUDGING_OPENS,
            closes_at=JUDGING_CLOSES,
            criteria=list(edition.criteria),
            ties=["criteria", "median", "head_to_head", "countback"],
        )
    ]
    edition.award_kinds = [
        AwardKind(
            name="Nagroda Główna",
            name_accusative="Nagrodę Główną",
            quantity=1,
            main=True,
            position=1,
        ),
        AwardKind(name="wyróżnienie", name_accusative="wyróżnienie", quantity=2, position=2),
    ]
    return edition


def with_second_factor(user):
    """Give a person an authenticator app, as the chair and the deputy must have."""
    user.totp_secret, user.totp_confirmed_at = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", BEFORE
    return user


def a_seat(edition, role=Role.JUROR, **fields):
    defaults = {
        "edition": edition,
        "user": fields.pop("user", None) or a_user(),
        "role": role,
        "accepted_at": BEFORE,
        "conflicts_declared_at": JUDGING_OPENS,
    }
    return Seat(**defaults | fields)


def an_entry(**fields):
    """An entry of an office with one representative, who is its author; submitted ones have a version."""
    n = next(_number)
    status = fields.get("status", Status.DRAFT)
    author = fields.pop("author", None) or a_user()
    edition = fields.pop("edition", None) or an_edition()
    office = fields.pop("office", None) or an_office(representative=author)
    sent = status is not Status.DRAFT
    defaults = {
        "title": f"Entry {n}",
        "answers": dict.fromkeys(QUESTIONS, "What we did."),
        "area": edition.areas[0],
        "number": n if sent else None,
        "created_at": OPENS,
        "saved_at": DURING,
        "submitted_at": DURING if sent else None,
    }
    entry = Entry(author=author, edition=edition, office=office, **defaults | fields)
    if sent:
        entry.versions.append(a_version(entry))
    return entry


def a_version(entry, **fields):
    defaults = {
        "number": len(entry.versions) + 1,
        "title": entry.title,
        "area_name": entry.area.name,
        "office_name": entry.office.name,
        "answers": dict(entry.answers),
        "files": [],
        "submitted_at": entry.submitted_at or DURING,
        "submitted_by_id": 1,
        "digest": "0" * 64,
    }
    return EntryVersion(**defaults | fields)


def an_assignment(seat, entry, **fields):
    defaults = {
        "round": entry.edition.rounds[0],
        "seat": seat,
        "entry": entry,
        "entry_version": entry.versions[-1],
        "position": 1,
        "assigned_at": JUDGING_OPENS,
    }
    return Assignment(**defaults | fields)


def a_sheet(assignment, *, scores=None, submitted=False, **fields):
    """A score sheet; ``scores`` are whole steps by the key of the criterion."""
    defaults = {"assignment": assignment, "scores": scores or {}, "comments": {}, "for_office": {}, "saved_at": JUDGING}
    if submitted:
        said = (fields.get("comments", {}), fields.get("for_office", {}))
        assignment.public_id = assignment.public_id or new_public_id()
        defaults |= {
            "state": SheetState.SUBMITTED,
            "submitted_at": JUDGING,
            "salt": "s",
            "receipt": a_receipt(assignment, defaults["scores"], *said),
            "total": scales.weighted(defaults["scores"], _weights(assignment))[0],
        }
    return ScoreSheet(**defaults | fields)


def a_receipt(assignment, scores, comments=None, for_office=None):
    """The receipt of a sheet handed in while the judging went on."""
    digest = assignment.entry_version.digest
    content = receipts.ReceiptContent(
        assignment.public_id, digest, scores, comments or {}, for_office or {}, JUDGING.astimezone(UTC)
    )
    return receipts.receipt("s", content)


def hand_in(session, sheets):
    """Put submitted sheets into the database and their handing in into the history."""
    session.add_all(sheets)
    session.flush()
    for sheet in sheets:
        seat = sheet.assignment.seat
        told = {"by": seat.user, "at": JUDGING, "edition_id": sheet.assignment.round.edition_id}
        record(session, Action.SHEET_SUBMITTED, sheet, receipt=sheet.receipt, **told)


def rewritten(sheet, scores):
    """Let a sheet say other scores, as if they had been handed in."""
    sheet.scores, sheet.receipt = scores, a_receipt(sheet.assignment, scores)
    sheet.total = scales.weighted(scores, _weights(sheet.assignment))[0]


def close(round_, sheets, *, by):
    """Close a round over its sheets, beside the operation."""
    round_.closed_at, round_.closed_by_id = JUDGING_CLOSES, by.id
    round_.receipts_root = receipts.root(sheet.receipt for sheet in sheets)


def _weights(assignment):
    round_ = assignment.round
    return {KEY: 1} if round_.qualifies else {criterion.key: criterion.weight for criterion in round_.criteria}
