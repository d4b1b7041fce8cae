"""Step 3, first half: the secretary accepts, returns or rejects what has been submitted."""

from tests.journeys.browser import Person

REMARKS = "Proszę dopisać, jak mierzycie czas wizyty."
REASON = "Zgłoszenie opisuje zamiar, a nie wdrożoną praktykę."


def _open(secretary: Person, slug: str, title: str) -> None:
    secretary.visit(f"/desk/{slug}/entries/?q={title}")
    secretary.follow(title)
    secretary.follow("Go to the formal check")


def accept(secretary: Person, slug: str, title: str) -> None:
    _open(secretary, slug, title)
    secretary.tick("The remaining points are met")
    secretary.press("Accept and next")


def return_for_correction(secretary: Person, slug: str, title: str, until: str) -> None:
    """Return an entry; without remarks the page says what is missing."""
    _open(secretary, slug, title)
    secretary.fill("Deadline of the correction", until)
    secretary.press("Return and next")
    secretary.sees_error()
    secretary.fill("Remarks for the office", REMARKS)
    secretary.press("Return and next")


def reject(secretary: Person, slug: str, title: str) -> None:
    _open(secretary, slug, title)
    secretary.fill("Remarks for the office", REASON)
    secretary.press("Reject and next")


def stand_as_decided(secretary: Person, slug: str, accepted: int, rejected: int) -> None:
    secretary.visit(f"/desk/{slug}/entries/")
    secretary.sees(f"Accepted for judging ({accepted})")
    secretary.sees(f"Rejected ({rejected})")
