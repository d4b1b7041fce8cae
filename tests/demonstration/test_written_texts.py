"""What people wrote is in Polish: English pages say so of every such text, and Polish pages are set with care."""

import re
from collections import defaultdict

import pytest
from sqlalchemy import select

from judging.accounts.models import User
from judging.core.db import Base
from judging.core.written import WordedJSON, WordedText, WrittenJSON, WrittenText
from judging.editions.models import EnglishWording
from tests.demonstration.reading import ONLY_TEXT, Page

pytestmark = pytest.mark.drill  # every page of four phases, in two languages
PHASES = ("call", "judging", "deliberation", "announced")
TYPES = (WordedJSON, WordedText, WrittenJSON, WrittenText)
IN_POLISH = re.compile("/setup/english/|/mail/|/protocol/")  # translated, sent to a Pole, sealed so
LEAST = 5  # letters: a shorter text may be a word of any language
LOOSE = re.compile(r"(?<![\w&#/.,])[aiouwzAIOUWZ][ \n]+(?=\S)|\d (?=(?:r\.|zł|%|godz\.)(?!\w))|godz\. \d")


def readers(demonstration):
    """Return a visitor and one of each kind of people."""
    groups = demonstration.addresses()
    return [None, *(next(iter(groups[group].values())) for group in ("office", "jury", "secretary"))]


def written(session):
    """Return the lines of every text in a column of written ones."""
    found: set[str] = set()
    for mapper in Base.registry.mappers:
        for column in mapper.columns:
            if isinstance(column.type, TYPES):
                for value in session.scalars(select(column)):
                    found.update(_lines(value))
    people = " ".join(session.scalars(select(User.name)))  # a name of a person is of no language
    found = {line for line in found if line not in people}
    return {line for line in found if len(line) >= LEAST and re.search("[ąćęłńóśźż ]", line)}


def _lines(value):
    if isinstance(value, str):
        yield from (line.strip("-–•# ") for line in value.splitlines())
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _lines(one)


@pytest.mark.parametrize("phase", PHASES)
def test_on_an_english_page_every_text_that_people_wrote_is_said_to_be_polish(demonstrations, phase):
    demonstration = demonstrations(phase)
    lines, wrong = demonstration.read(written), defaultdict(set)
    known = re.compile("|".join(re.escape(line) for line in sorted(lines, key=len, reverse=True)))

    for reader in readers(demonstration):
        for found in demonstration.crawled(reader, "en"):
            if found.mimetype == "text/html":
                for text in Page(found.text).texts:
                    if text.language != "pl" and not text.inside & ONLY_TEXT and (line := known.search(text.words)):
                        wrong[line[0]].add(found.path)

    assert {line: sorted(paths)[:3] for line, paths in wrong.items()} == {}


@pytest.mark.parametrize("phase", PHASES)
def test_on_a_polish_page_no_small_word_is_left_behind_at_the_end_of_a_line(demonstrations, phase):
    demonstration, loose = demonstrations(phase), defaultdict(set)

    for reader in readers(demonstration):
        for found in demonstration.crawled(reader):
            if found.mimetype == "text/html":
                for text in Page(found.text).texts:
                    if LOOSE.search(text.words):
                        loose[" ".join(text.words.split(" "))[:90]].add(found.path)

    assert {line: sorted(paths)[:2] for line, paths in loose.items()} == {}


def worded(session):
    """Return the lines of every text of an edition that has an English wording; a city is named in many texts."""
    query = select(EnglishWording.text, EnglishWording.english).where(EnglishWording.place != "event.place")
    rows = session.execute(query).all()
    lines = {line for text, english in rows for line in _lines(text) if text != english}
    return {line for line in lines if len(line) >= LEAST}


@pytest.mark.parametrize("phase", PHASES)
def test_on_an_english_page_a_text_of_the_edition_is_in_english_where_it_has_been_written(demonstrations, phase):
    demonstration = demonstrations(phase)
    lines, wrong = demonstration.read(worded), defaultdict(set)
    known = re.compile("|".join(re.escape(line) for line in lines))  # a whole text: its words may stand in an answer

    for reader in readers(demonstration):
        for found in demonstration.crawled(reader, "en"):
            if '<html lang="en">' in found.text and not IN_POLISH.search(found.path):
                for text in Page(found.text).texts:
                    if line := known.fullmatch(" ".join(text.words.split())):
                        wrong[line[0]].add(found.path)

    assert {line: sorted(paths)[:3] for line, paths in wrong.items()} == {}


@pytest.mark.parametrize("phase", PHASES)
def test_on_a_polish_page_no_text_of_the_edition_is_in_english(demonstrations, phase):
    demonstration, wrong = demonstrations(phase), defaultdict(set)
    lines = demonstration.read(lambda session: set(session.scalars(select(EnglishWording.english))))

    for reader in readers(demonstration):
        for found in demonstration.crawled(reader):
            if '<html lang="pl">' in found.text:
                for text in Page(found.text).texts:
                    if text.language != "en" and (line := " ".join(text.words.split())) in lines:
                        wrong[line].add(found.path)

    assert {line: sorted(paths)[:3] for line, paths in wrong.items()} == {}
