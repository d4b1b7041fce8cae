"""What a page goes through when it leaves its template, beside what the doctests of the filter show."""

import re

import pytest

from judging.core.i18n import speaking
from judging.web.typesetting import typeset


@pytest.mark.parametrize("language", ["pl", "en"])
def test_e_mail_stays_on_one_line_of_a_page_and_is_found_as_it_is_written(app, language):
    page = "<title>E-mail</title><label>E-mail</label><select><option>e-mail</option></select><p>kod z e-maila</p>"
    with app.test_request_context(), speaking(language):
        first = typeset(page)
        again = typeset(first)  # a part that was kept is set once more with its page

    assert first == again
    assert re.findall(r"<title>.*?</title>|<option>.*?</option>", first) == [
        "<title>E-mail</title>",
        "<option>e-mail</option>",
    ]
    assert re.findall(r'<span class="unbroken">(.*?)</span>', first) == ["E-mail", "e-maila"]
    assert re.sub(r"<[^>]+>|\s", "", first) == re.sub(r"<[^>]+>|\s", "", page)
