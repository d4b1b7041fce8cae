"""Fields are filled in literally and once; a word in braces that is no field is refused by its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.core.refusals import Incomplete
from judging.letters import rules
from judging.letters.copies import Words
from judging.letters.fields import FITTING, Field, filled, named
from judging.letters.models import Whom
from judging.letters.operations import writing
from judging.letters.operations.writing import Draft
from tests.factories import DURING

BRACES = st.text(alphabet="{}%$&()_.[]'\"\\\n\r abcąż", max_size=40)


@given(BRACES, BRACES)
def test_what_is_put_in_stands_as_it_is(before, value):
    text = before.replace("{", "").replace("}", "")

    assert filled(f"{text}{{office}}{text}", {Field.OFFICE: value}) == f"{text}{value}{text}"


@pytest.mark.parametrize(
    "value", ["{deadline}", "{{ 7 * 7 }}", "{% raise %}", "{0.__class__}", "%(name)s", r"\g<0>", "{office}"]
)
def test_a_field_in_the_data_of_an_office_is_no_field(value):
    assert filled("{office}, {deadline}", {Field.OFFICE: value, Field.DEADLINE: "jutro"}) == f"{value}, jutro"


@pytest.mark.parametrize(
    ("word", "field"), [("office", Field.OFFICE), ("Urząd", Field.OFFICE), ("brakuje", Field.MISSING)]
)
def test_a_field_is_written_in_either_language(word, field):
    assert named(word) is field


@pytest.mark.parametrize(
    ("whom", "text", "told"),
    [
        (Whom.FOUND, "{ofice}", "{ofice}"),
        (Whom.FOUND, "{office.__class__}", "{office.__class__}"),
        (Whom.FOUND, "{missing}", "{missing}"),
        (Whom.DRAFTS, "{practice}", "{practice}"),
        (Whom.JURORS, "{office}", "{office}"),
        (Whom.PERSON, "{}", "{}"),
    ],
)
def test_a_field_that_does_not_fit_is_refused_by_its_name(session, edition, secretary, whom, text, told):
    with pytest.raises(Incomplete, match="There is no such field") as refused:
        writing.begin(session, edition, Draft(whom, "", secretary.public_id, Words("S", text)), by=secretary, at=DURING)

    assert told in str(refused.value)
    assert refused.value.field == "text"


@pytest.mark.parametrize(("subject", "text", "field"), [("Hello", "", "text_en"), ("", "Hello.", "subject_en")])
def test_a_letter_in_english_has_a_subject_and_a_text(subject, text, field):
    assert rules.why_not_word(Words("S", "T", subject, text), FITTING[Whom.FOUND]).field == field
