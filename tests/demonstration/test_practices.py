"""What the invented practices are: answers of realistic length to every question of the form, and files that open."""

import io
import re
from itertools import combinations

import pikepdf
from PIL import Image
from sqlalchemy import select

from judging.core import files
from judging.demonstration import attached, texts
from judging.demonstration.people_data import PRACTICES
from judging.demonstration.questions import with_questions
from judging.editions import english, outline, questions
from judging.editions.models import Competition, Edition, FieldKind, Seat
from judging.editions.questions import count_words
from judging.editions.template import BUILT_IN, FIELDS
from judging.entries.models import Attachment, Entry
from judging.jury.models import Assignment
from tests.demonstration.demo import links_of, opened_by
from tests.pdf_text import text_of

LIMITS = {str(row["key"]): int(str(row["word_limit"])) for row in FIELDS}
LEAST, MOST = 400, 1200  # words of a practice
FAR_TOO_LONG = "08-kompetencje-zamiast-stanowisk"
COPIED = {"06-urzad-w-bibliotece", "17-soltys-z-dostepem"}
RUN = 5  # words that nobody writes twice by chance


def whole(practice):
    """Return the long answers of a practice, which are its text."""
    return "\n".join(texts.answers(practice.text)[key] for key in LIMITS)


def form():
    """Return an edition with the form of the demonstration."""
    edition = Edition(competition=Competition())
    outline.fill(edition, with_questions(BUILT_IN))
    for field in edition.fields:
        field.required = field.required is not False  # as the table has it by default
    return edition


def faults(find):
    """Return what is wrong with which practice; nothing, where all is well."""
    return {practice.text: wrong for practice in PRACTICES if (wrong := find(practice))}


def test_a_practice_answers_every_question_that_applies_as_the_form_wants_it():
    fields = form().fields

    def unfit(practice):
        given = texts.answers(practice.text)
        asked = [field for field in questions.asked(fields, given) if field.written]
        wrong = [said for field in asked if (said := questions.fault(field, given.get(field.key, "")))]
        order = [field.key for field in asked if field.key in given]
        return wrong or (list(given) != order and (list(given), order))

    assert faults(unfit) == {}


def test_the_form_has_every_kind_of_question_and_each_text_of_it_in_english():
    edition = form()

    assert {field.kind for field in edition.fields} == set(FieldKind)
    assert {field.key for field in edition.fields if field.asked_if} == {"idea-from", "outside-source"}
    assert [field.key for field in edition.fields if field.for_jury is False] == ["contact"]
    assert english.counts(edition)[english.Part.FORM].waiting == 0


def test_a_practice_is_as_long_as_offices_write_and_one_is_far_too_long():
    def unlike(practice):
        words = count_words(whole(practice))
        return words if not LEAST <= words <= MOST else None

    [(name, words)] = faults(unlike).items()
    assert (name, words > MOST) == (FAR_TOO_LONG, True)


def test_a_practice_is_written_with_polish_quotation_marks_dashes_and_decimal_commas():
    assert faults(lambda one: re.findall(r"""["'`*_#\t]|\.\.\.| - |\d %|\d\.\d+%| {2}""", whole(one))) == {}


def test_the_file_of_a_practice_bears_its_title():
    def misnamed(practice):
        first = (texts.PRACTICES / f"{practice.text}.md").read_text().splitlines()[0]
        return first if first != f"# {practice.title}" else None

    assert faults(misnamed) == {}


def test_every_file_is_the_practice_of_one_office():
    found = sorted(path.stem for path in texts.PRACTICES.glob("*.md"))

    assert found == sorted(practice.text for practice in PRACTICES)


def test_one_practice_is_nearly_a_copy_of_another_and_no_others_are_alike():
    runs = {practice.text: runs_of(whole(practice)) for practice in PRACTICES}
    shared = {
        frozenset(pair): len(runs[pair[0]] & runs[pair[1]]) / min(len(runs[name]) for name in pair)
        for pair in combinations(runs, 2)
    }
    copied = shared.pop(frozenset(COPIED))

    assert copied > 0.4
    assert {tuple(pair): share for pair, share in shared.items() if share > 0.02} == {}


def runs_of(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


def test_no_two_practices_begin_alike():
    openings = [tuple(whole(practice).split()[:2]) for practice in PRACTICES if practice.text not in COPIED]

    assert len(set(openings)) == len(openings)


def test_what_is_attached_belongs_to_a_practice_and_is_the_same_in_every_session(app):
    made = {practice.text: attached.files_of(practice.text) for practice in PRACTICES}
    attached.files_of.cache_clear()
    with app.test_request_context(headers={"Accept-Language": "en"}):
        again = {name: attached.files_of(name) for name in made}

    assert sum(map(len, made.values())) == len(list(attached.ATTACHED.iterdir()))
    assert len([name for name in made if made[name]]) == 8
    assert again == made


def test_every_attached_file_of_the_demonstration_opens_as_what_it_says(demonstrations):
    kept = demonstrations("judging").read(kept_files)

    for name, (media_type, content) in kept.items():
        if media_type == "application/pdf":
            with pikepdf.open(io.BytesIO(content)) as document:
                assert document.Root.MarkInfo.Marked, name
            assert len(text_of(content)) > 500, name
        else:
            Image.open(io.BytesIO(content), formats=["PNG"]).verify()
    assert [media_type for media_type, _ in kept.values()].count("application/pdf") == 6
    assert len(kept) == 10


def kept_files(session):
    found = session.scalars(select(Attachment))
    return {file.name: (file.media_type, files.path_of(file.sha256).read_bytes()) for file in found}


def test_a_juror_opens_what_was_attached_to_an_entry_from_its_sheet(demonstrations):
    demonstration = demonstrations("judging")
    juror = demonstration.browser(next(iter(demonstration.addresses()["jury"].values())))
    sheet = demonstration.read(sheet_of_the_first_entry)

    page = juror.get(sheet).text.replace("\N{NO-BREAK SPACE}", " ")
    links = [link for link in links_of(page) if "/files/" in link and "/thumbnail/" not in link]
    opened = list(opened_by(juror, links))

    names = [re.search(r"filename=([\w.-]+)", one.headers)[1] for one in opened]
    assert names == list(attached.files_of(PRACTICES[0].text))
    assert [one.body[:4] for one in opened] == [b"\x89PNG", b"%PDF"]
    assert re.findall(r"\((\d[^)]* kB)\)", page) == [f"{-(-len(one.body) // 1024)} kB" for one in opened]


def sheet_of_the_first_entry(session):
    """Return the address of the first juror's sheet for the first entry."""
    query = select(Assignment).join(Assignment.entry).join(Assignment.seat).where(Entry.number == 1)
    found = session.scalars(query.order_by(Seat.id)).first()
    return f"/jury/{found.entry.edition.slug}/sheets/{found.public_id}/"
