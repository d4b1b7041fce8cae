"""Two installations for all these tests: one in judging, one in deliberation with its meeting recorded."""

import pytest

from tests.typed.place import FOREVER, Place
from tests.typed.writer import Writer


@pytest.fixture(scope="session")
def places(tmp_path_factory, filled_demonstration):
    """A function from a phase to its installation, started when it is asked for first."""
    known: dict[str, Place] = {}

    def place(phase: str) -> Place:
        if phase not in known:
            known[phase] = Place(tmp_path_factory.mktemp(phase), filled_demonstration(phase) / "data")
            known[phase].change(
                "UPDATE entry SET status = 'returned', correct_until = ? WHERE id = 20 AND number > 0", FOREVER
            )
        known[phase].start()
        return known[phase]

    yield place
    for one in known.values():
        one.stop()


@pytest.fixture
def seated(chromium, places):
    """A function that seats somebody before a form."""
    writers: list[Writer] = []

    def seated(form) -> Writer:
        place = places(form.phase)
        if form.phase == "deliberation":
            _meet(chromium, place)
        writers.append(Writer(chromium, place, form))
        return writers[-1]

    yield seated
    for one in writers:
        one.leave()


def _meet(chromium, place: Place) -> None:
    """Close the results and record the meeting, as the secretary does."""
    if place.rows("SELECT id FROM meeting"):
        return
    from tests.typed.forms import MOTION

    writer = Writer(chromium, place, MOTION)
    desk = writer.path.removesuffix("deliberation/motion/")
    page = writer.page
    page.set_default_timeout(60_000)  # the figures are loaded
    page.goto(f"{desk}results/")
    page.evaluate("document.querySelector('form[action*=freeze]').requestSubmit()")
    assert place.wait_for(lambda: place.rows("SELECT id FROM ranking"), 60)
    page.wait_for_load_state("networkidle")
    page.goto(f"{desk}deliberation/meeting/")
    page.fill("[name=held_at]", "2026-11-29T10:00")
    page.check("[name=voting][value=open]")
    for box in page.locator("[name^=present-]").all():
        box.check()
    page.locator("main form .controls button[type=submit]").first.click()
    assert place.wait_for(lambda: place.rows("SELECT id FROM meeting"), 20)
    writer.leave()
