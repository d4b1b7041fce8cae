"""Every address of the application, linked or not, with what is really in the database put in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from judging.accounts.models import OtherAddress, Passkey
from judging.announcement.models import PublicAward, PublicEdition
from judging.call.models import Question
from judging.colleagues.models import ColleagueInvitation
from judging.deliberation.models import Award, Motion
from judging.editions import english
from judging.editions.models import Anchor, AwardKind, Criterion, Edition, FormField, Round, Seat, TakenAway
from judging.entries.models import Attachment, Entry
from judging.intake.models import Upload
from judging.jury.models import Assignment, PaperScan, PaperUpload
from judging.letters.models import Letter, Wording
from judging.notifications.models import Message
from judging.offices.models import Office, Representative, Unit
from judging.participants.models import Viewing
from judging.screening.models import MoreTime, ReadyText
from judging.searches.models import SavedSearch, Searched
from judging.web.access import declared
from tests.demonstration.demo import Demonstration

ORDERED_ENTRIES = select(Entry).order_by(Entry.id)
PUBLIC_IDS = {
    "seat_id": Seat.public_id,
    "substitute_id": Seat.public_id,
    "person_id": Representative.public_id,
    "office_id": Office.public_id,
    "message_id": Message.public_id,
    "question_id": Question.public_id,
    "invitation_id": ColleagueInvitation.public_id,
    "upload_id": Upload.public_id,
    "motion_id": Motion.public_id,
    "other_id": Entry.public_id,
    "text_id": ReadyText.public_id,
    "search_id": SavedSearch.public_id,
    "given_id": MoreTime.public_id,
    "viewing_id": Viewing.public_id,
    "letter_id": Letter.public_id,
    "wording_id": Wording.public_id,
    "kind_id": AwardKind.public_id,
    "round_id": Round.public_id,
    "taken_id": TakenAway.public_id,
    "anchor_id": Anchor.public_id,
    "passkey_id": Passkey.public_id,
    "address_id": OtherAddress.public_id,
    "scan_id": PaperScan.public_id,
    "paper_id": PaperUpload.public_id,
}
NOWHERE = "0" * 16  # a public id that nothing has
SIGNS_OUT = {"accounts.sign_out"}
HISTORIES = ("entry", "motion", "meeting", "conflict", "award", "protocol", "ranking", "score_sheet")
QUESTIONS: dict[str, list[dict[str, object]]] = {  # behind the question mark; what is hidden from most among it
    "accounts.sign_in": [{"next": "/desk/"}],
    "passkeys.sign_in": [{"next": "/desk/"}],
    "audit_desk.index": [{"page": 2}, {"page": 99}, *[dict[str, object](record=f"{name}:1") for name in HISTORIES]],
    "outbox_desk.index": [
        {"box": "waiting"},
        {"box": "sent"},
        {"box": "failed"},
        {"box": "sent", "page": 2},
        {"q": "kanarek"},
        {"to": "kanarek"},
        {"kind": "result"},
    ],
    "entries_desk.index": [{"q": "kanarek"}, {"status": "rejected"}, {"page": 2}, {"missing": "files"}],
    "lists_desk.csv": [{"q": "kanarek"}],
    "lists_desk.docx": [{"q": "kanarek"}],
    "lists_desk.bundled": [{"q": "kanarek"}],
    "lists_desk.longer": [{"until": "2027-12-01T12:00"}],
    "letters_desk.index": [{"page": 2}],
    "letters_desk.new": [
        {"q": "kanarek"},
        {"about": "entries"},
        {"about": "offices"},
        {"about": "people"},
        {"from": NOWHERE},
        {"wording": NOWHERE},
    ],
    "sending_desk.show": [{"to": 2}],
    "wordings_desk.index": [{"letter": NOWHERE}],
    "jury_coverage.index": [{"q": "kanarek"}, {"state": "short"}],
    "jury_scoring.assignment": [{"way": way, "each": 2} for way in ("each", "areas", "expertise")],
    "jury_scoring.remind": [{"seat": NOWHERE}],
    "paper_desk.index": [{"code": "0001-3"}, {"code": "kanarek"}, {"juror": NOWHERE}, {"every": 1}],
    "paper_print.pdf": [{"entry": 1}, {"juror": NOWHERE}, {"every": 1, "entry": 1}],
    "paper_print.template": [{"entry": 1}, {"every": 1, "entry": 1}],
    "jury.index": [{"list": "all"}, {"list": "todo"}, {"list": "submitted"}, {"list": "else"}, {"q": "kanarek"}],
    "jury_grid.index": [{"list": "submitted"}, {"q": "kanarek"}, {"adjust": 1}],
    "booklet.index": [{"q": "kanarek"}],
    "booklet.pdf": [{"sheets": 1}],
    "practice.sheet": [{"check": 1}],
    "practice_desk.new": [{"from": NOWHERE}],
    "sheets.sheet": [{"check": 1}, {"view": "grid"}],
    "motions_desk.motion": [{"entry": 1}],
    "offices_desk.index": [{"q": "kanarek"}, {"right": "see", "sort": "office"}],
    "participants_desk.index": [{"q": "kanarek"}, {"has": "draft"}, {"missing": "person", "page": 2}],
    "participants_desk.csv": [{"q": "kanarek"}],
    "offices.find": [{"q": "kanarek"}],
    "offices.start": [{"unit": "0000000"}],
    "offices.units": [{"q": "kanarek"}],
    "results_desk.show": [{"area": 0}, {"area": 1}, {"page": 2}, {"wait": 1}, {"round": 1}],
    "results_next.show": [{"line": "places", "value": 2}, {"line": "score", "value": 5}],
    "results_desk.what_if": [{"without": NOWHERE}],
    "results_desk.what_if_data": [{"without": NOWHERE}],
    "results_exports.csv": [{"area": 1}],
    "results_exports.xlsx": [{"area": 1}],
    "results_room.show": [{"area": 1}, {"page": 2}],
    "results_room.what_if": [{"without": NOWHERE}],
    "results_room.what_if_data": [{"without": NOWHERE}],
}


@dataclass
class Filled:
    """What can stand in an address: the values of each argument, and those that belong together."""

    alone: dict[str, list[Any]] = field(default_factory=dict)
    together: dict[frozenset[str], list[dict[str, Any]]] = field(default_factory=dict)


ONE, FEW, MANY = 1, 3, 10**6  # records of a kind: at every run, in a short drill, in a full one


def _filled(session: Session, most: int) -> Filled:
    """Return the values in the database: every one, or some of each kind, the honoured entries first."""
    given = select(Entry).join(Award, Award.entry_id == Entry.id).order_by(Award.id).limit(1)
    entries = list(dict.fromkeys([*session.scalars(given), *_spread(session.scalars(ORDERED_ENTRIES), most)]))
    tasks = _tasks(session, entries, most)
    papers = {one.public_id: _papers(session, one) for one in entries}
    awards = [*session.scalars(select(PublicAward.public_id)), *session.scalars(select(Award.public_id))]
    alone: dict[str, list[Any]] = {
        "slug": list(session.scalars(select(Edition.slug))),
        "edition": sorted({*session.scalars(select(PublicEdition.slug)), *session.scalars(select(Edition.slug))}),
        "award_id": [*_spread(awards, most), NOWHERE],
        "entry_id": [*(one.public_id for one in entries), NOWHERE],
        "number": [1, 2],
        "sheet_id": [*(one.public_id for one in tasks), NOWHERE],
        "teryt": list(session.scalars(select(Unit.teryt).order_by(Unit.id).limit(1))),
        "token": [NOWHERE],
        "path": ["entries/"],
        "criterion": [*session.scalars(select(Criterion.key).order_by(Criterion.id).limit(1)), NOWHERE],
        "position": [1, 2],
        "part": [*english.Part, NOWHERE],
        "searched": [*Searched, NOWHERE],
        "name": [NOWHERE],  # of a logo: the demonstration has none
        "question": [*session.scalars(select(FormField.key).order_by(FormField.id).limit(1)), NOWHERE],
    }
    for name, column in PUBLIC_IDS.items():
        alone[name] = [*_spread(session.scalars(select(column).order_by(column)), most), NOWHERE]
    together = {
        frozenset({"entry_id", "file_id"}): _pairs("entry_id", papers),
        frozenset({"sheet_id", "file_id"}): _pairs("sheet_id", {t.public_id: papers[t.entry.public_id] for t in tasks}),
    }
    return Filled(alone, together)


def _spread(values: Iterable[Any], most: int) -> list[Any]:
    """Return some of many, spread over all there are."""
    found = list(values)
    return found[:: max(1, len(found) // most)][:most]


def _tasks(session: Session, entries: list[Entry], most: int) -> list[Assignment]:
    """Return what the first jurors are to score, conflicts included: the chair, some more, the one who is behind."""
    seats = select(Assignment.seat_id).distinct().order_by(Assignment.seat_id).limit(most + 2)
    of_these = Assignment.entry_id.in_([one.id for one in entries])
    query = select(Assignment).where(of_these, Assignment.seat_id.in_(seats))
    return list(session.scalars(query.order_by(Assignment.id)))


def _papers(session: Session, entry: Entry) -> set[str]:
    return set(session.scalars(select(Attachment.public_id).where(Attachment.entry_id == entry.id)))


def _pairs(name: str, papers: dict[str, set[str]]) -> list[dict[str, Any]]:
    """Return each record with its own files, and with a file of another."""
    own = [{name: one, "file_id": file} for one, files in papers.items() for file in sorted(files)]
    files = sorted({file for held in papers.values() for file in held} | {NOWHERE})
    foreign = [
        {name: one, "file_id": next((f for f in files if f not in held), NOWHERE)} for one, held in papers.items()
    ]
    return [*own, *foreign]


def addresses(demonstration: Demonstration, most: int = MANY) -> list[str]:
    """Return the addresses that can be opened; the frame's files and the pages of the demonstration apart."""
    app, values = demonstration.app, demonstration.read(lambda session: _filled(session, most))
    found: dict[str, None] = {}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            access = declared(app, rule.endpoint)
            left_out = access is None or access.demonstration or rule.endpoint in {"static", *SIGNS_OUT}
            if left_out or "GET" not in (rule.methods or ()):
                continue
            questions = ["", *(f"?{urlencode(one)}" for one in QUESTIONS.get(rule.endpoint, []))]
            found |= dict.fromkeys(f"{path}{asked}" for path in _of_rule(rule, values) for asked in questions)
    return list(found)


def _of_rule(rule: Rule, values: Filled) -> Iterator[str]:
    """Yield a route's addresses; `LookupError` names an argument that nobody has said how to fill."""
    defaults = rule.defaults or {}
    names = set(rule.arguments) - set(defaults)
    fixed: list[dict[str, Any]] = [{}]
    for pair, known in values.together.items():
        if pair <= names:
            fixed, names = known, names - pair
    missing = names - values.alone.keys()
    if missing:
        raise LookupError(f"{rule.rule}: say in tests/demonstration/addresses.py what stands for {sorted(missing)}")
    open_ones = [values.alone[name] for name in sorted(names)]
    for one in fixed:
        for chosen in product(*open_ones):
            built = rule.build({**defaults, **one, **dict(zip(sorted(names), chosen, strict=True))})
            if built:
                yield built[1]
