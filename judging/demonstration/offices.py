"""The offices' side of the story: they register, write and submit; the secretary checks."""

from datetime import datetime, timedelta
from io import BytesIO
from itertools import takewhile

from werkzeug.datastructures import FileStorage

from judging.accounts.models import User
from judging.core import files
from judging.demonstration import attached, emailed, people, texts
from judging.demonstration.people_data import PRACTICES, REJECTED, REPRESENTATIVES, RETURNED, Practice
from judging.demonstration.questions import BY_KEY, MATERIAL
from judging.demonstration.story import Story
from judging.editions.models import FieldKind
from judging.editions.timetable import Phase
from judging.entries.models import Entry, Outcome, Status
from judging.entries.operations import screening
from judging.entries.operations.attachments import attach
from judging.entries.operations.entries import Text, create, revise, submit
from judging.entries.queries import submitted_entries

IN_TIME = 16  # of the usual twenty: how many have submitted when the call is still open
UNWRITTEN = "effects"  # the first question that a draft leaves open
CHECKED = 9  # how many are checked when the formal check is under way
MENDED = (
    "Jak liczyliśmy (uzupełnienie): udział osób przed trzydziestką to ich liczba 31 grudnia, podzielona przez liczbę "
    "zatrudnionych. W 2022 r. było to 6 osób ze 150, w 2024 r. – 14 ze 152. Za wdrożone uznajemy usprawnienie, które "
    "działa od co najmniej trzech miesięcy."
)


def write_entries(story: Story) -> None:
    """Let every office register, write its entry and submit it, one after another."""
    practices = story.size.practices()
    for number, practice in enumerate(practices, start=1):
        at = _writing_time(story, number, len(practices))
        late = story.phase is Phase.CALL and number > IN_TIME * len(practices) // 20
        _write(story, practice, number, at, sent=not late)


def _writing_time(story: Story, number: int, of: int) -> datetime:
    """Return when an office writes: spread over the call, never later than now."""
    last = 28 if story.phase is Phase.CALL else 43
    minutes = 60 * number % 480
    return story.dates.on(2 + (last - 2) * number // of, 9) + timedelta(minutes=minutes)


def _write(story: Story, practice: Practice, number: int, at: datetime, *, sent: bool) -> None:
    session, edition = story.session, story.edition
    user = _representative(story, number, at)
    office = people.office(session, practice, number, user, story.secretary, at)
    text = _text(story, practice, number, sent=sent)
    if sent and number in emailed.NUMBERS:
        emailed.enter(story, office, text, number, user, at)
        return
    entry = create(session, edition, office, by=user, at=at)
    entry.public_id = people.known_id(story.seed, f"entry:{number}")
    session.flush()  # raises the version that is revised below
    revise(session, entry, text, version=entry.version, by=user, at=at + timedelta(minutes=20))
    if number <= len(PRACTICES):  # those repeated for measuring bring none
        _attach(story, entry, practice, by=user, at=at + timedelta(minutes=30))
    if sent:
        declared = {declaration.id for declaration in edition.declarations}
        submit(session, entry, declared, by=user, at=at + timedelta(minutes=45))


def _text(story: Story, practice: Practice, number: int, *, sent: bool) -> Text:
    """Return what an office writes; one that has not submitted is halfway through the form."""
    area = story.edition.areas[practice.area % len(story.edition.areas)]
    given = texts.answers(practice.text)
    begun = given if sent else {key: given[key] for key in takewhile(lambda key: key != UNWRITTEN, given)}
    planted = {key: _planted(story, key, answer, number, sent=sent) for key, answer in begun.items()}
    return Text(practice.title, area, planted)


def _planted(story: Story, key: str, answer: str, number: int, *, sent: bool) -> str:
    """Return an answer with its marker; one that is no text takes none, one hidden from the jury stays so."""
    question = BY_KEY[key]
    if question.get("kind", FieldKind.TEXT) not in {FieldKind.TEXT, FieldKind.LINE}:
        return answer
    allowed = {"always": [f"office:{number}", *(["secretary"] if sent else [])]}
    if sent and question.get("for_jury", True):
        allowed |= {"judging": ["assigned-jurors"], "announced": ["public-if-honoured"]}
    return story.markers.plant(f"entry.answers.{key}", f"entry:{number}", answer, **allowed)


def _attach(story: Story, entry: Entry, practice: Practice, *, by: User, at: datetime) -> None:
    """Attach what the practice brings, through the checks that every file goes through."""
    for name, content in attached.files_of(practice.text).items():
        with files.received(FileStorage(BytesIO(content), name)) as received:
            asked = MATERIAL if name.endswith(".pdf") else ""
            attach(story.session, entry, received, question=asked, most=files.most_bytes(), by=by, at=at)
            story.session.flush()
            files.keep(received)


def _representative(story: Story, number: int, at: datetime) -> User:
    name = REPRESENTATIVES[(number - 1) % len(REPRESENTATIVES)]
    return people.person(story.session, name, f"autor@urzad{number}.example", at=at)


def check_entries(story: Story) -> None:
    """Decide the formal check: one entry is returned and mended, one is rejected."""
    under_way = story.phase is Phase.SCREENING
    found = list(story.session.scalars(submitted_entries(story.edition)))
    entries = sorted(found, key=lambda entry: entry.number or 0)
    chosen = entries[:CHECKED] if under_way else entries
    for place, entry in enumerate(chosen):
        special = place if story.size.usual else None
        _check(story, entry, special, story.dates.on(47, 9) + timedelta(minutes=7 * place))
    if under_way and story.size.usual:
        _return(story, entries[RETURNED], story.dates.on(48))


def _check(story: Story, entry: Entry, special: int | None, at: datetime) -> None:
    if special == RETURNED:
        _return(story, entry, at)
        _mend(story, entry)
        at = story.dates.on(56)
    outcome = Outcome.REJECTED if special == REJECTED else Outcome.ACCEPTED
    remarks = "Zgłoszenie opisuje zamiar, a nie wdrożoną praktykę." if outcome is Outcome.REJECTED else ""
    audience = {"always": [f"office:{entry.number}", "secretary"]}
    remarks = story.markers.plant("screening.remarks", f"entry:{entry.number}", remarks, **audience) if remarks else ""
    screening.decide(story.session, entry, outcome, remarks=remarks, until=None, by=story.secretary, at=at)


def _return(story: Story, entry: Entry, at: datetime) -> None:
    screening.decide(
        story.session,
        entry,
        Outcome.RETURNED,
        remarks="Proszę wyjaśnić, jak policzono wskaźniki w części „Efekty”.",
        until=story.dates.on(58, 23, 59),
        by=story.secretary,
        at=at,
    )


def _mend(story: Story, entry: Entry) -> None:
    """Submit a corrected version before the entry's own deadline."""
    assert entry.status is Status.RETURNED
    at = story.dates.on(54)
    answers = {**entry.answers, "effects": f"{entry.answers['effects']}\n\n{MENDED}"}
    text = Text(entry.title, entry.area, answers)
    revise(story.session, entry, text, version=entry.version, by=entry.author, at=at)
    declared = {declaration.id for declaration in story.edition.declarations}
    submit(story.session, entry, declared, by=entry.author, at=at + timedelta(minutes=9))
