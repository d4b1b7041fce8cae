"""In every cell of the table the text is stored or on the screen: at once, and when all is over."""

from itertools import product

import pytest
from playwright.sync_api import expect

from tests.typed.forms import FORMS
from tests.typed.interruptions import ALL
from tests.typed.place import slowness
from tests.typed.table import ACTS, CANNOT, cells, sample, target, why_not

pytestmark = pytest.mark.browser


def name_of(cell):
    return " – ".join(cell)


def play(seated, interruption, form, act):
    """Write, be interrupted, write on, act; see at once and afterwards that nothing is lost."""
    what, writer = ALL[interruption], seated(FORMS[form])
    writer.open()
    writer.write()
    try:
        if not what.after:
            what.begin(writer)
        writer.write()
        if pressed := target(FORMS[form], act):
            writer.press(pressed)
        if what.after:
            what.begin(writer)
        at_once = writer.is_kept_soon()
    finally:
        what.end(writer)
    assert at_once, f"lost at once, on {writer.here}"
    assert writer.is_kept_soon(), f"lost when it was over, on {writer.here}"
    writer.come_again()
    assert writer.is_kept_soon(), "lost when the form was opened again"


@pytest.mark.drill
@pytest.mark.parametrize("cell", sample(), ids=name_of)
def test_what_is_typed_is_stored_or_on_the_screen(seated, cell):
    play(seated, *cell)


@pytest.mark.drill(full=True)
@pytest.mark.parametrize("cell", cells(), ids=name_of)
def test_what_is_typed_is_stored_or_on_the_screen_in_every_cell(seated, cell):
    play(seated, *cell)


def test_the_sample_meets_every_row_and_every_column():
    rows, forms, acts = (set(one) for one in zip(*sample(), strict=True))

    assert rows == set(ALL)
    assert forms == set(FORMS)
    assert acts == set(ACTS)


def test_every_cell_of_the_table_is_played_or_says_why_it_cannot_be():
    impossible = [cell for cell in product(ALL, FORMS, ACTS) if why_not(*cell)]

    assert (len(cells()), len(impossible)) == (225, 63)
    assert set(product(ALL, FORMS, ACTS)) == {*cells(), *impossible}


@pytest.mark.parametrize(("form", "told"), sorted({(form, one.told) for (_, form, _), one in CANNOT.items()}))
def test_where_an_act_cannot_be_the_page_says_what_becomes_of_the_text(seated, form, told):
    writer = seated(FORMS[form])
    writer.open()

    writer.write()

    expect(writer.page.locator("main")).to_contain_text(told, timeout=10_000 * slowness())
