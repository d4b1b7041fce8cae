"""A whole small edition, decided and sealed but not announced, made by the operations themselves.

Three offices A, B, C with an entry each and a draft of A's; jurors J1 to J5 under a chair: J3 has
a conflict with office A, J5 has no entry. Everything that could leak is really there.
"""

from dataclasses import asdict, dataclass, field
from datetime import timedelta
from io import BytesIO

from sqlalchemy import select

from judging.accounts.models import Purpose, RecoveryCode, User
from judging.accounts.operations import links
from judging.announcement.models import PublicAward, PublicEdition, PublicPractice
from judging.call.models import Question
from judging.colleagues.models import ColleagueInvitation
from judging.core import aside, files
from judging.editions import rulebook
from judging.editions.models import (
    Criterion,
    Edition,
    FormField,
    Part,
    Partner,
    PartnerKind,
    PracticeRound,
    Role,
    Seat,
    TakenAway,
)
from judging.editions.parts.awards import AwardSetup
from judging.entries.models import Attachment, Entry, Outcome, Way
from judging.entries.operations import attachments, screening
from judging.entries.operations import entries as writing
from judging.intake.models import Upload
from judging.jury.models import Assignment, Conflict
from judging.letters.models import Letter, Whom, Wording
from judging.notifications.models import Message
from judging.offices.models import Office, Representative, Right, Unit
from judging.participants.models import Viewing
from judging.screening.models import MoreTime, MoreTimeOffice, ReadyText
from judging.searches.models import SavedSearch, Searched
from tests import samples
from tests.access.judged import NOW, decide, judge
from tests.factories import (
    BEFORE,
    CORRECTIONS,
    DURING,
    OPENS,
    QUESTIONS,
    a_passkey,
    a_seat,
    a_unit,
    a_user,
    an_address,
    an_edition,
    an_office,
    with_second_factor,
)
from tests.jury.practising import an_anchor

ONLY_HERE = "telephone"  # the key of a question that the other edition does not ask
ONLY_HERE_SCORED = "warmth"  # the key of a criterion that the other edition does not have
SECRETS = ("kanarek-tytuł-A", "kanarek-odpowiedź-A", "kanarek-uzasadnienie-A", "Urząd Kanarkowa")


@dataclass
class World:
    """Everybody and everything, by the names that the tests use."""

    people: dict[str, User] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)  # "A", "B", "C", and the draft "A-draft"
    files: dict[str, Attachment] = field(default_factory=dict)
    tokens: dict[Purpose, str] = field(default_factory=dict)
    edition: Edition = None
    other: Edition = None  # another edition, in its call, with a secretary of its own
    waiting: Representative = None  # asks to act for office A
    acting: Representative = None  # who does everything for office A
    invited: ColleagueInvitation = None  # of office A to somebody confirmed
    free_unit: Unit = None
    conflict: Conflict = None
    message: Message = None
    question: Question = None  # of office A about the main edition, without an answer
    upload: Upload = None  # an import that is going on
    laureate: PublicAward = None  # of the archive

    names: dict = field(default_factory=dict)  # public ids of assignments and of an award

    def assignment(self, session, juror, office):
        query = select(Assignment).where(
            Assignment.seat_id == self.seats[juror].id,
            Assignment.entry_id == self.entries[office].id,
        )
        return session.scalar(query)


def build(session) -> World:
    """Make the world in the caller's session, inside an application context."""
    world = World()
    _people(session, world)
    _editions(session, world)
    _offices(session, world)
    for name in "ABC":
        _enter(session, world, name)
    for tell in (_ask, _invite, judge, decide, _archive, _lists, _viewing, _import):
        tell(session, world)
    session.flush()
    return world


def _people(session, world):
    names = (
        "confirmed",
        "office_a",
        "office_b",
        "office_c",
        "juror",
        "juror_2",
        "juror_3",
        "juror_4",
        "juror_5",
        "chair",
        "deputy",
        "substitute",
        "secretary",
        "clerk",
        "other_secretary",
        "administrator",
        "deactivated",
        "colleague",
        "invited",
    )
    world.people = {name: a_user(name=name.title(), language="en") for name in names}
    world.people["administrator"].administrator = True
    world.people["invited"].confirmed_at = None
    session.add_all(world.people.values())
    session.flush()
    world.passkey, world.second_address = (make(world.people["office_a"]) for make in (a_passkey, an_address))
    session.add_all([RecoveryCode(user=world.people["chair"], code_hash="0" * 64), world.passkey, world.second_address])
    world.tokens = {purpose: links.issue(session, world.people["invited"], purpose, NOW) for purpose in Purpose}


def _editions(session, world):
    world.edition = an_edition(slug="main-2027")  # it runs: the other has opened before it
    world.edition.fields.append(FormField(key=ONLY_HERE, label="Telephone", position=5, required=False))
    world.edition.criteria.append(Criterion(key=ONLY_HERE_SCORED, name="Warmth", weight=0, position=3))
    world.other = an_edition(slug="other", opens_at=OPENS - timedelta(days=1))
    session.add_all([world.edition, world.other])
    session.flush()
    for edition in (world.edition, world.other):
        _freeze(edition)
    roles = dict.fromkeys(("juror", "juror_2", "juror_3", "juror_4", "juror_5"), Role.JUROR)
    roles |= {"chair": Role.CHAIR, "secretary": Role.SECRETARY, "deactivated": Role.SECRETARY, "clerk": Role.CLERK}
    for name, role in roles.items():
        world.seats[name] = a_seat(world.edition, role, user=world.people[name])
    world.seats["deputy"] = a_seat(world.edition, Role.DEPUTY_CHAIR, user=world.people["deputy"])
    for leader in ("chair", "deputy"):
        with_second_factor(world.people[leader])
    stands_for = {"stands_for": world.seats["juror_4"], "invited_at": BEFORE}
    world.seats["substitute"] = a_seat(world.edition, Role.SUBSTITUTE, user=world.people["substitute"], **stands_for)
    world.seats["juror_5"].conflicts_declared_at = None  # declares after the entries are dealt
    world.seats["other"] = a_seat(world.other, Role.SECRETARY, user=world.people["other_secretary"])
    world.seats["invited"] = a_seat(world.other, user=world.people["invited"], accepted_at=None)
    session.add_all(world.seats.values())
    session.flush()


def _freeze(edition):
    edition.rounds[0].min_sheets, edition.quorum = 2, 3
    edition.rulebook = rulebook.build(edition)
    edition.rules_digest = rulebook.fingerprint(edition.rulebook)


def _offices(session, world):
    places = {"A": "Kanarkowa", "B": "Borek", "C": "Czarna"}
    for name, place in places.items():
        unit = a_unit(name=place, powiat=f"powiat {name}", folded=place.lower())
        world.offices[name] = an_office(
            unit=unit,
            name=f"Urząd {place}",
            email=f"urzad@{place.lower()}.example",
            representative=world.people[f"office_{name.lower()}"],
        )
    world.waiting = Representative(office=world.offices["A"], user=world.people["colleague"], asked_at=BEFORE)
    world.free_unit = a_unit(teryt="1465011", name="Wolna", folded="wolna")
    session.add_all([*world.offices.values(), world.waiting, world.free_unit])
    session.flush()


def _enter(session, world, name):
    """Let an office write, attach and submit its entry, and the secretary accept it."""
    by, office = world.people[f"office_{name.lower()}"], world.offices[name]
    entry = world.entries[name] = _written(session, world.edition, office, by, name)
    world.files[name] = _attached(session, entry, by, name)
    world.files[f"{name}-picture"] = _pictured(session, entry, by, name)
    writing.submit(session, entry, (), by=by, at=DURING)
    if name == "A":
        world.entries["A-draft"] = _written(session, world.edition, office, by, name)
        draft = world.entries["A-draft"]
        world.files["A-draft"] = _attached(session, draft, by, "A-draft")
        world.files["A-draft-picture"] = _pictured(session, draft, by, "A-draft")
    screening.decide(
        session,
        entry,
        Outcome.ACCEPTED,
        remarks="",
        until=None,
        by=world.people["secretary"],
        at=CORRECTIONS,
    )


def _invite(session, world):
    office, by = world.offices["A"], world.people["office_a"]
    to = {"email": world.people["confirmed"].email, "right": Right.SEE}
    world.invited = ColleagueInvitation(office=office, **to, invited_at=NOW - timedelta(days=1), invited_by=by)
    world.acting = office.representatives[0]
    session.add(world.invited)
    session.flush()


def _ask(session, world):
    by = world.people["office_a"]
    world.question = Question(edition=world.edition, asked_by=by, asked="kanarek-pytanie-A", asked_at=DURING)
    session.add(world.question)
    session.flush()


def _written(session, edition, office, by, name):
    entry = writing.create(session, edition, office, by=by, at=OPENS)
    answers = dict.fromkeys(QUESTIONS, f"kanarek-odpowiedź-{name}")
    text = writing.Text(f"kanarek-tytuł-{name}", edition.areas[0], answers)
    writing.revise(session, entry, text, version=entry.version, by=by, at=OPENS)
    return entry


def _attached(session, entry, by, name):
    sha256 = files.keep_document(f"%PDF-1.7 {name}".encode())
    received = files.Received(None, f"{name}.pdf", "application/pdf", 12, sha256, sha256)
    return attachments.attach(session, entry, received, most=10**6, by=by, at=DURING)


def _pictured(session, entry, by, name):
    sha256 = files.keep_document(samples.an_image("PNG", size=(40, 20 + len(name))))
    received = files.Received(None, f"{name}.png", "image/png", 12, sha256, sha256)
    return attachments.attach(session, entry, received, most=10**6, by=by, at=DURING)


def _archive(session, world):
    old = PublicEdition(slug="2016", name="Edycja 2016", year=2016)
    practice = PublicPractice(edition=old, title="Dawna praktyka", office="Urząd Dawny")
    world.laureate = PublicAward(position=1, award="Laureat", office="Urząd Dawny", practice=practice)
    old.awards.append(world.laureate)
    session.add(old)


def _lists(session, world):
    """Keep a ready text, a search, a letter and a wording, let office C have more time; an award was taken away."""
    edition, by = world.edition, world.people["secretary"]
    ready = ReadyText(edition_id=edition.id, text="kanarek-gotowy-tekst")
    search = SavedSearch(
        edition_id=edition.id, user_id=by.id, name="Borek", question="q=Borek", searched=Searched.ENTRIES
    )
    longer = MoreTime(edition_id=edition.id, until=CORRECTIONS, reason="Powódź.", at=DURING, by_id=by.id)
    longer.offices.append(MoreTimeOffice(office=world.offices["C"]))
    letter = Letter(edition_id=edition.id, by_id=by.id, whom=Whom.JURORS, subject="kanarek-temat", text="kanarek-list")
    letter.changed_at = DURING
    wording = Wording(edition_id=edition.id, name="Wzór", subject="kanarek-wzór", text="kanarek-treść-wzoru")
    setup = asdict(AwardSetup(name="Puchar", name_accusative="Puchar"))
    content = {"place": 0, "setup": setup}
    taken = TakenAway(edition_id=edition.id, part=Part.AWARD, name="Puchar", content=content, at=BEFORE)
    sign = files.keep_document(samples.an_image("PNG"))
    partner = Partner(kind=PartnerKind.MEDIA, name="Gazeta", position=7, logo_sha256=sign)
    edition.partners.append(partner)
    good, away = an_anchor(edition), an_anchor(edition, "Taken away", removed_at=BEFORE)
    edition.practice_round = PracticeRound.OFFERED
    session.add_all([ready, search, longer, letter, wording, taken, good, away])
    session.flush()
    kept = {"ready text": ready.public_id, "saved search": search.public_id, "more time": longer.public_id}
    kept |= {"letter": letter.public_id, "wording": wording.public_id}
    kept |= {"taken away": taken.public_id, "award kind": edition.award_kinds[0].public_id}
    kept |= {"round": edition.rounds[0].public_id, "partner": "media-7", "logo": sign}
    kept |= {"anchor": good.public_id, "anchor taken away": away.public_id}
    world.names |= kept


def _viewing(session, world):
    """Let the secretary look at the pages of office A."""
    edition, office, by = world.edition, world.offices["A"], world.people["secretary"]
    seen_as = office.representatives[0].user_id
    seen = {"edition_id": edition.id, "office": office, "person_id": seen_as, "by_id": by.id, "reason": "Pytanie."}
    viewing = Viewing(at=NOW, until=NOW + timedelta(days=1), **seen)
    session.add(viewing)
    session.flush()
    world.names["viewing"] = viewing.public_id


def _import(session, world):
    """Leave an import of one row in its preview."""
    key = aside.set_aside(BytesIO(b"TERYT;E-mail;Title\n1465011;urzad@wolna.example;Kanarek\n"), 1)
    world.upload = Upload(edition=world.edition, by=world.people["secretary"], way=Way.EMAIL, name="a.csv")
    world.upload.table_key, world.upload.lapses_at = key, NOW + timedelta(days=1)
    world.upload.targets = {"0": "teryt", "1": "email", "2": "title"}
    world.upload.answers = {"as_they_came": True}
    session.add(world.upload)
