"""Fields as they are read from what was sent."""

from io import BytesIO

import pytest

from judging.web.fields import SentFileField
from judging.web.forms import Form


class WithAFile(Form):
    """One file."""

    file = SentFileField("File")


@pytest.mark.parametrize(
    ("sent", "name"),
    [("a word", None), ((BytesIO(b""), ""), None), ((BytesIO(b"%PDF"), "plan.pdf"), "plan.pdf")],
    ids=["words in its place", "nothing chosen", "a file"],
)
def test_only_a_file_that_was_chosen_is_a_file(app, sent, name):
    with app.test_request_context(method="POST", data={"file": sent}, content_type="multipart/form-data"):
        found = WithAFile(meta={"csrf": False}).file.data

        assert (found and found.filename) == name
