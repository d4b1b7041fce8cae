"""Who is who, which object each address is called with, and who may see that object.

A route whose address names an object of a person stands in CASES with who sees it; one of a
secretary's desk takes the object by the name of its argument from DESK. A new route with
another argument must be added here, and the test says so.
"""

from dataclasses import dataclass, field
from typing import Any

from judging.accounts.models import Purpose
from judging.web.access import Who
from tests.access.world import ONLY_HERE, ONLY_HERE_SCORED

SIGNED_IN = {Who.EVERYBODY, Who.SIGNED_IN}
OFFICE, JUROR = SIGNED_IN | {Who.OFFICE}, SIGNED_IN | {Who.JUROR}
KINDS = {  # the roles of each kind of visitor in the main edition
    "visitor": {Who.EVERYBODY},
    "confirmed": SIGNED_IN,
    "office_a": OFFICE,
    "office_b": OFFICE,
    "juror": JUROR,
    "juror_2": JUROR,
    "juror_3": JUROR,
    "juror_5": JUROR,
    "chair": JUROR | {Who.CHAIR},
    "substitute": SIGNED_IN | {Who.SUBSTITUTE},
    "secretary": SIGNED_IN | {Who.SECRETARY},
    "clerk": SIGNED_IN | {Who.CLERK},
    "other_secretary": SIGNED_IN,
    "administrator": SIGNED_IN | {Who.ADMINISTRATOR},
    "deactivated": {Who.EVERYBODY},
}
ANYWHERE = KINDS | {"other_secretary": SIGNED_IN | {Who.SECRETARY}}  # where no edition is named
NOBODY_SIGNED_IN = {"visitor", "deactivated"}


@dataclass(frozen=True)
class Case:
    """One way of calling a route: its arguments, what is sent, and who sees the object."""

    arguments: dict[str, Any] = field(default_factory=dict)
    seen_by: frozenset[str] | None = None  # None: everybody whom the route lets in
    data: dict[str, Any] = field(default_factory=dict)
    name: str = ""


def cases(world):
    """Return the cases of every endpoint whose object belongs to somebody."""
    a, draft = world.entries["A"].public_id, world.entries["A-draft"].public_id
    file, draft_file = world.files["A"].public_id, world.files["A-draft"].public_id
    picture, draft_picture = world.files["A-picture"].public_id, world.files["A-draft-picture"].public_id
    slug, office = world.edition.slug, world.offices["A"].public_id
    a_secretary, only_a = {"office_a", "secretary"}, {"office_a"}
    nobody: set[str] = set()
    one = lambda seen, name="", **arguments: Case(arguments, frozenset(seen), {}, name)  # noqa: E731
    sent_and_draft = [one(a_secretary, "sent", entry_id=a), one(only_a, "draft", entry_id=draft)]
    mine = [one(only_a, "sent", entry_id=a), one(only_a, "draft", entry_id=draft)]
    receipt = [one(a_secretary, entry_id=a, number=1)]
    sheets = [
        one({"juror"}, "of J1", slug=slug, sheet_id=world.names["juror", "A"]),
        one({"juror_2"}, "of J2", slug=slug, sheet_id=world.names["juror_2", "A"]),
        one(nobody, "in conflict", slug=slug, sheet_id=world.names["juror_3", "A"]),
    ]
    of_answer = [Case(case.arguments | {"question": "problem"}, case.seen_by, {}, case.name) for case in sheets]
    practice = [
        Case({"slug": slug, "anchor_id": world.names["anchor"]}),
        one(nobody, "taken away", slug=slug, anchor_id=world.names["anchor taken away"]),
    ]
    on_paper = [
        one({"juror"}, "of J1", slug=slug, sheet_id=world.names["on paper"]),
        one(nobody, "handed in online", slug=slug, sheet_id=world.names["juror_2", "A"]),
    ]
    scan = world.names["scan"]
    imported = [one({"clerk"}, "of the clerk", slug=slug, paper_id=world.names["paper import"])]
    person = [one(only_a, person_id=world.waiting.public_id)]
    begin = {"edition": world.other.slug, "office": office}
    return {
        "entries.show": sent_and_draft,
        "entries.edit": mine,
        "entries.autosave": mine,
        "entries.preview": mine,
        "entries.submit": mine,
        "entries.withdraw": mine,
        "entries.drop": mine,
        "entries.take_back": mine,
        "drafts.language": mine,
        "drafts.changed": mine,
        "drafts.draft_pdf": mine,
        "drafts.copy": mine,
        "drafts.delete": mine,
        "drafts.restore": [one(nobody, "not deleted", entry_id=draft)],
        "entries.new": [Case({}, frozenset(nobody), begin, "call closed")],
        "origins.confirm": mine,
        "papers.files": mine,
        "papers.download": [
            one(a_secretary, "sent", entry_id=a, file_id=file),
            one(only_a, "draft", entry_id=draft, file_id=draft_file),
            one(nobody, "of another entry", entry_id=draft, file_id=file),
        ],
        "papers.thumbnail": [
            one(a_secretary, "sent", entry_id=a, file_id=picture),
            one(only_a, "draft", entry_id=draft, file_id=draft_picture),
            one(nobody, "no picture", entry_id=draft, file_id=draft_file),
        ],
        "papers.describe": mine,
        "papers.move": [one(only_a, entry_id=draft, file_id=draft_file)],
        "papers.remove": [one(only_a, entry_id=draft, file_id=draft_file)],
        "papers.receipt": [one(a_secretary, entry_id=a)],
        "papers.receipt_pdf": receipt,
        "papers.receipt_json": receipt,
        "colleagues.invite": [one(only_a, office_id=office)],
        "colleagues.right": [one(only_a, person_id=world.acting.public_id)],
        "colleagues.accept": [one({"confirmed"}, invitation_id=world.invited.public_id)],
        "colleagues.end": [one({"confirmed", "office_a"}, invitation_id=world.invited.public_id)],
        "offices.edit": [one(only_a, office_id=office)],
        "offices.join": [Case({"office_id": office})],
        "offices.approve": person,
        "offices.refuse": person,
        "offices.remove": person,
        "offices.register": [Case({"teryt": world.free_unit.teryt})],
        "offices.start": [Case({"unit": world.free_unit.teryt})],
        "sheets.sheet": sheets,
        "sheets.autosave": sheets,
        "handing_in.check": sheets,
        "sheets.ask": sheets,
        "jury_grid.adjust": sheets,
        "own_conflicts.declare": sheets,
        "notes.answer": of_answer,
        "notes.mark": of_answer,
        "practice.sheet": practice,
        "practice.autosave": practice,
        "practice.again": practice,
        "practice_desk.bring_back": [
            Case({"slug": slug, "anchor_id": world.names["anchor taken away"]}),
            one(nobody, "never taken away", slug=slug, anchor_id=world.names["anchor"]),
        ],
        "sheets.receipt": sheets,
        "own_paper.index": sheets,
        "own_paper.confirm": on_paper,
        "own_paper.object_to": on_paper,
        "own_paper.scan": [Case(case.arguments | {"scan_id": scan}, case.seen_by, {}, case.name) for case in on_paper],
        "paper_clerks.end": [Case({"slug": slug, "seat_id": world.seats["clerk"].public_id})],
        "paper_clerks.invite_again": [Case({"slug": slug, "seat_id": world.seats["clerk"].public_id})],
        "paper_desk.add_scan": [one({"clerk"}, slug=slug, sheet_id=world.names["on paper"])],
        "paper_import.preview": imported,
        "paper_import.give_up": imported,
        "sheets.thumbnail": [
            Case(case.arguments | {"file_id": picture}, case.seen_by, {}, case.name) for case in sheets
        ],
        "sheets.file": [Case(case.arguments | {"file_id": file}, case.seen_by, {}, case.name) for case in sheets],
        "round_receipts.every": [Case({"slug": slug, "position": 1})],
        "jury_texts.show": [one({"juror", "juror_2", "chair", "secretary"}, slug=slug, entry_id=a)],
        "accounts.show_held": [Case({}, frozenset(nobody), {}, "nothing held")],
        "addresses.confirm": [Case({"token": "nothing"})],
        "addresses.main": [Case({"address_id": world.second_address.public_id}, frozenset({"office_a"}))],
        "addresses.remove": [Case({"address_id": world.second_address.public_id}, frozenset({"office_a"}))],
        "passkeys.remove": [Case({"passkey_id": world.passkey.public_id}, frozenset({"office_a"}))],
        "passkeys.rename": [Case({"passkey_id": world.passkey.public_id}, frozenset({"office_a"}))],
        "profile.end_session": [Case({"session_id": 1})],
        "joining.confirm": [Case({"token": world.tokens[Purpose.CONFIRM]})],
        "joining.reset": [Case({"token": world.tokens[Purpose.RESET]})],
        "joining.invitation": [Case({"token": world.tokens[Purpose.INVITATION]})],
        "joining.renew_invitation": [Case({"token": world.tokens[Purpose.INVITATION]})],
        "laureates.laureates": [Case({"edition": "2016"})],
        "laureates.laureate": [
            Case({"edition": "2016", "award_id": world.laureate.public_id}),
            Case({"edition": slug, "award_id": world.names["award"]}, frozenset(nobody), {}, "sealed"),
        ],
        "secretaries_desk.end": [Case({"slug": slug, "seat_id": world.seats["secretary"].public_id})],
        "public.logo": [Case({"slug": slug, "name": world.names["logo"]})],
        "site.language": [Case({"code": "pl"})],
        "static": [Case({"filename": "css/main.css"})],
        "demonstration.sign_in": [Case({"user_id": world.people["juror"].public_id})],
    }


def desk(world):
    """Return the objects of the main edition by the name of an argument, for its officials' pages."""
    return {
        "slug": world.edition.slug,
        "entry_id": world.entries["A"].public_id,
        "file_id": world.files["A"].public_id,
        "seat_id": world.seats["juror"].public_id,
        "office_id": world.offices["A"].public_id,
        "substitute_id": world.seats["substitute"].public_id,
        "sheet_id": world.names["juror", "A"],
        "conflict_id": world.conflict.public_id,
        "person_id": world.waiting.public_id,
        "question_id": world.question.public_id,
        "message_id": world.message.public_id,
        "award_id": world.names["award"],
        "motion_id": world.names["motion"],
        "other_id": world.entries["B"].public_id,
        "text_id": world.names["ready text"],
        "search_id": world.names["saved search"],
        "searched": "entries",
        "scan_id": world.names["scan"],
        "given_id": world.names["more time"],
        "act_id": world.names["act of assigning"],
        "letter_id": world.names["letter"],
        "wording_id": world.names["wording"],
        "question": ONLY_HERE,
        "criterion": ONLY_HERE_SCORED,
        "kind_id": world.names["award kind"],
        "round_id": world.names["round"],
        "taken_id": world.names["taken away"],
        "part": "general",
        "partner": world.names["partner"],
        "anchor_id": world.names["anchor"],
        "upload_id": world.upload.public_id,
        "viewing_id": world.names["viewing"],
        "path": "entries/",
        "teryt": world.free_unit.teryt,
    }


def cases_of(world, endpoint, names, access):
    """Return the cases of one endpoint, or None where an argument is not known here."""
    if known := cases(world).get(endpoint):
        return known
    public = {"slug"} if access.edition else set()
    shared = set(desk(world)) if access.edition and Who.JUROR not in access.who else public
    return [Case({name: desk(world)[name] for name in names})] if names <= shared else None


def expected(kind, access, case):
    """Return what a kind of visitor gets: an answer, "missing", or the way to sign in."""
    held = (KINDS if access.edition else ANYWHERE)[kind]
    if access.demonstration:
        return "missing"
    if held.isdisjoint(access.who):
        return "sign in" if kind in NOBODY_SIGNED_IN else "missing"
    if case.seen_by is not None and kind not in case.seen_by:
        return "missing"
    return "answered"
