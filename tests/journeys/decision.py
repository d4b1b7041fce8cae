"""Steps 5 and 6: the round closes, the ranking freezes, the chapter decides and seals."""

import csv
import io
from dataclasses import dataclass

import openpyxl

from tests.journeys.browser import Person

DEPARTURE = "Kapituła ceni w tej praktyce zasięg wyżej niż nowość."
LEFT_OUT = "Opisane rozwiązanie działa zbyt krótko, by ocenić jego trwałość."
TOO_FEW = "Jedna osoba zna ten urząd."
CITATION = "Za rozmowę zamiast biegania od pokoju do pokoju."
AUTHENTICATOR = "Code from your authenticator app"


def close_the_round(secretary: Person, slug: str) -> None:
    secretary.visit(f"/desk/{slug}/results/")
    secretary.sees("fewer than 3 members without a conflict")
    secretary.fill("Why the round is closed as it is", TOO_FEW)
    secretary.press("Close the round")
    secretary.sees("The round is closed. Here is the ranking.")


def read_the_ranking(secretary: Person, titles: list[str]) -> None:
    """The entries stand in the order of their scores, and each leads to its sheets."""
    shown = secretary.page.locator("main tbody th[scope=row] a").all_inner_texts()
    assert [title for title in shown if title in titles][: len(titles)] == titles
    secretary.follow(titles[0])
    secretary.sees("Barbara Wzorcowa")
    secretary.page.go_back()


def take_the_files_away(secretary: Person, slug: str, first: str) -> None:
    secretary.visit(f"/desk/{slug}/results/")
    workbook = openpyxl.load_workbook(io.BytesIO(secretary.download("XLSX")), read_only=True)
    cells = {cell for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row}
    assert first in cells
    rows = list(csv.reader(io.StringIO(secretary.download("CSV").decode("utf-8-sig")), delimiter=";"))
    assert any(first in cell for row in rows for cell in row)


def close_the_results(secretary: Person, slug: str) -> None:
    secretary.visit(f"/desk/{slug}/results/")
    secretary.page.get_by_text("Close the results for good").click()
    secretary.press("Close the results")
    secretary.sees("The results are closed.")


def record_the_meeting(secretary: Person, slug: str, when: str, present: list[str]) -> None:
    secretary.visit(f"/desk/{slug}/deliberation/")
    secretary.follow("Record the meeting")
    secretary.fill_in({"Date and time of the meeting": when, "Place": "Warszawa"})
    secretary.page.get_by_role("radio", name="open").check()
    for name in present:
        secretary.page.get_by_role("checkbox", name=name).check()
    secretary.press("Save the meeting")
    secretary.sees("The meeting and the attendance are recorded.")


@dataclass(frozen=True)
class Vote:
    """A motion to award an entry, and how the chapter voted on it."""

    title: str
    award: str
    votes_for: int
    against: int = 0
    departure: str = ""


def put_to_the_vote(secretary: Person, slug: str, vote: Vote) -> None:
    """Fill in the motion and send it; what comes of it is the caller's to see."""
    secretary.visit(f"/desk/{slug}/deliberation/motion/")
    options = secretary.field("Entry").locator("option").all_inner_texts()
    secretary.field("Entry").select_option(label=next(one for one in options if vote.title in one))
    secretary.field("Award").select_option(label=vote.award)
    secretary.fill_in({"For": str(vote.votes_for), "Against": str(vote.against), "Abstained": "0"})
    secretary.fill_in({"Citation": CITATION, "Reason for departing from the ranking": vote.departure})
    secretary.press("Record the vote")


def is_carried(secretary: Person, slug: str, vote: Vote) -> None:
    put_to_the_vote(secretary, slug, vote)
    secretary.sees("The motion was carried: the award is recorded.")


def is_refused(secretary: Person, slug: str, vote: Vote, why: str) -> None:
    put_to_the_vote(secretary, slug, vote)
    secretary.sees(why)
    assert secretary.path.endswith("/motion/")


def explain_who_is_left_out(secretary: Person, slug: str) -> None:
    secretary.visit(f"/desk/{slug}/deliberation/")
    secretary.sees("gets no award. Write the chapter's reason.")
    secretary.fill("Why do entries within the number of awards get nothing?", LEFT_OUT)
    secretary.press("Save the reason")


def make_the_protocol(secretary: Person, slug: str) -> None:
    secretary.visit(f"/desk/{slug}/deliberation/")
    secretary.press("Make the protocol")
    pdf = secretary.download("Read the protocol (PDF)")
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf, "the protocol is not PDF/UA"


def seal(sealer: Person, page: str, button: str) -> None:
    """Seal with a fresh code; a wrong code seals nothing."""
    sealer.visit(page)
    sealer.fill(AUTHENTICATOR, "000000")
    sealer.press(button)
    sealer.visit(page)
    sealer.fill(AUTHENTICATOR, sealer.code())
    sealer.press(button)
