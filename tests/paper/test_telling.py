"""What is told of sheets on paper: in the protocol; and that their scans are kept."""

from judging.deliberation.protocol import on_paper
from judging.editions.models import Role
from judging.jury.models import PaperScan, PaperSheet
from judging.jury.queries.paper import scan_hashes
from judging.paper.operations import clerks
from tests.factories import JUDGING, a_sheet


def test_the_protocol_counts_what_came_on_paper_who_typed_it_in_and_who_saw_it(app):
    with app.test_request_context():
        told = on_paper({"paper": {"sheets": 3, "seen": 1, "typed_by": {"Klara": 2, "Sekretarz": 1}}})

    assert told == "3; wpisują: Klara (2), Sekretarz (1); sekretarz widział przed zamknięciem etapu: 1"


def test_a_protocol_without_paper_says_nothing_of_it():
    assert on_paper({}) == ""


def test_the_sweep_of_files_spares_scans(session, chapter, clerk):
    sheet = a_sheet(chapter.assignment(chapter.first, chapter.entries[0]), scores={"novelty": 1}, submitted=True)
    paper = PaperSheet(sheet=sheet, version=1, typed_by=clerk, typed_at=JUDGING)
    scan = PaperScan(paper=paper, name="k.pdf", media_type="application/pdf", size=1, added_at=JUDGING)
    scan.sent_sha256 = scan.sha256 = "a" * 64
    scan.added_by_id = clerk.id
    session.add_all([sheet, paper, scan])
    session.flush()

    assert scan_hashes(session) == ["a" * 64]


def test_a_clerk_is_nobody_of_the_chapter_and_no_secretary(session, app, client_of, chapter, base):
    client = client_of(chapter.secretary)

    for person in (chapter.juror, chapter.secretary):
        answer = client.post(f"{base}clerks/", data={"name": "Ktoś", "email": person.email})
        assert answer.status_code == 409
    assert client.post(f"{base}clerks/", data={"name": "Nowa", "email": "nowa@example.org"}).status_code == 302
    session.commit()
    [seat] = [one for one in chapter.edition.seats if one.role is Role.CLERK]
    assert seat.user.name == "Nowa"


def test_a_clerk_whose_seat_is_ended_opens_nothing_more(session, client_of, chapter, clerk, at_desk, base):
    [seat] = [one for one in chapter.edition.seats if one.role is Role.CLERK]
    clerks.end(session, seat, reason="Koniec.", by=chapter.secretary, at=JUDGING)
    session.commit()

    assert at_desk.get(base).status_code == 404
