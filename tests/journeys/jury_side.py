"""Steps 3 and 4: members come by invitation, declare conflicts, get entries, score and hand in."""

import re

from playwright.sync_api import expect

from tests.journeys.browser import PASSWORD, Person
from tests.journeys.site import Site

MEMBERS = {
    "Barbara Wzorcowa": "barbara@kapitula.example",
    "Cezary Rzetelny": "cezary@kapitula.example",
    "Danuta Uważna": "danuta@kapitula.example",
}
CONFLICT = "Do ubiegłego roku pracowałam w tym urzędzie."


def invite_the_members(secretary: Person, slug: str) -> None:
    for name, email in MEMBERS.items():
        secretary.visit(f"/desk/{slug}/jury/invite/")
        secretary.fill_in({"Name and surname": name, "E-mail": email})
        secretary.press("Send the invitation")
    secretary.sees("is on its way")


def come_by_the_link(juror: Person, email: str, site: Site) -> None:
    juror.visit(site.link_mailed_to(email, "/invitation/"))
    juror.read_in_my_language()  # the mail is in the language that the edition is held in
    juror.fill("New password", PASSWORD)
    juror.press("Go in")
    juror.read_in_my_language()


def appoint(secretary: Person, slug: str, name: str, role: str) -> None:
    """Appoint somebody without a second factor: the page asks whether the secretary knows."""
    secretary.visit(f"/desk/{slug}/jury/")
    secretary.follow(name)
    secretary.page.get_by_role("radio", name=role).check()
    secretary.press("Save")
    secretary.sees("has no second step of signing in")
    secretary.tick("I know that this person has no second step of signing in yet")
    secretary.press("Save")
    secretary.sees("The change has been recorded.")


def declare_conflicts(juror: Person, slug: str, office: str | None = None) -> None:
    """Go through the list of offices; tick one of them with a reason, or none."""
    juror.visit(f"/jury/{slug}/conflicts/")
    if office:
        juror.page.get_by_label(office, exact=True).check()
        juror.page.get_by_label(f"Reason – {office}").fill(CONFLICT)
    if juror.page.get_by_label("I have read these duties").count():
        juror.tick("I have read these duties and accept them.")
    juror.tick("I have no conflict of interest in any of the other entries.")
    juror.press("Save the declaration")


def assign_everything(secretary: Person, slug: str, sheets: int) -> None:
    secretary.visit(f"/desk/{slug}/jury/assignment/")
    secretary.press("Assign")
    secretary.visit(f"/desk/{slug}/jury/progress/")
    secretary.sees(f"0 / {sheets}")


def score_all(juror: Person, slug: str, wanted: dict[str, int]) -> None:
    """Score the entries one after another, the first by keys; hand every sheet in."""
    for number, (title, points) in enumerate(wanted.items()):
        juror.visit(f"/jury/{slug}/")
        juror.follow(title)
        fill = type_scores if number == 0 else click_scores
        with juror.saving(f"Uwaga do: {title}"):
            fill(juror, points)
            juror.fill("For the chapter: the whole entry", f"Uwaga do: {title}")
        expect(juror.page.locator("[data-total-value]")).to_contain_text(str(points))
        if number == 0:
            comes_back_to_find_it_all(juror, points)
        juror.press("Hand the sheet in")
    juror.visit(f"/jury/{slug}/")
    juror.sees("You have handed in all your sheets. Thank you.")


def comes_back_to_find_it_all(juror: Person, points: int) -> None:
    juror.visit(juror.path)
    for criterion in _criteria(juror):
        expect(criterion.get_by_role("radio", name=str(points), exact=True)).to_be_checked()


def type_scores(juror: Person, points: int) -> None:
    """With the criterion in focus a digit is the score."""
    for criterion in _criteria(juror):
        criterion.get_by_role("radio").first.focus()
        juror.page.keyboard.press(str(points))
        expect(criterion.get_by_role("radio", name=str(points), exact=True)).to_be_checked()


def click_scores(juror: Person, points: int) -> None:
    for criterion in _criteria(juror):
        criterion.locator(".scale label").filter(has_text=re.compile(rf"^\s*{points}\s*$")).click()


def _criteria(juror: Person):
    return juror.page.locator("fieldset.criterion").all()


def watch_progress_without_scores(secretary: Person, slug: str, said: str) -> None:
    """The secretary sees how many sheets are in, on no page what they say."""
    secretary.visit(f"/desk/{slug}/jury/progress/")
    secretary.sees(said)
    for page in ("jury/progress/", "results/", "entries/", "history/", ""):
        secretary.visit(f"/desk/{slug}/{page}")
        secretary.sees_not("Uwaga do:")
    for page in ("results/jury/", "results/what-if/", "results/room/"):
        secretary.visit_refused(f"/desk/{slug}/{page}")
