"""What holds of every set-up, whatever is written in it: its file, its levels, what its fingerprint covers."""

import json
from copy import deepcopy
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from judging.core.exact import as_kept, plain_number
from judging.core.i18n import speaking
from judging.core.text import one_line, plain_text
from judging.editions import rulebook, setup_file
from judging.editions.models import (
    DECIDING,
    LISTED,
    CommentsSeen,
    DeclarationKind,
    FieldKind,
    PartnerKind,
    PracticeRound,
    RoundKind,
    YesRule,
)
from judging.editions.outline import COPIED
from judging.editions.parts.awards import accusative
from judging.editions.parts.levels import LINE, RANGE, NoLevel, levels_read, levels_written, ordered
from judging.editions.questions import YES_NO
from judging.stats.vocabulary import Dropped, Method, Rung
from tests.factories import an_edition

MORE = {"check_points": 300, "ready_texts": 3000}
KEY = st.from_regex(r"[a-z][a-z0-9]{0,6}", fullmatch=True).filter(
    lambda key: key != "new" and not any(word in key for word in ("password", "current", "code"))
)
BOOL = st.booleans()


def words(most, least=0):
    """Texts as our forms keep them."""
    return st.text(max_size=most).map(plain_text).filter(lambda text: len(text) >= least)


def lines(most):
    return st.text(min_size=1, max_size=most).map(one_line).filter(bool)


def exact(least=0):
    whole = st.builds(Fraction, st.integers(least, 200), st.sampled_from([1, 1, 2, 3, 4, 10]))
    return whole.map(plain_number)


LEVELS = st.dictionaries(exact(), lines(40), max_size=5).map(lambda found: dict(ordered(found.items())))


@st.composite
def questions(draw):
    """Questions that hold together: each asked upon an answer that somebody can give before it."""
    rows: list[dict] = []
    known: list[tuple[str, str]] = []
    for key in draw(st.lists(KEY, unique=True, max_size=5)):
        kind = draw(st.sampled_from(FieldKind))
        asked_if = draw(st.sampled_from([("", ""), *known]))
        choices = draw(st.lists(lines(20), min_size=2, max_size=4, unique=True)) if kind in LISTED else []
        rows.append(
            {"key": key, "kind": kind.value, "label": draw(words(30, 1)), "help": draw(words(30))}
            | {"example": draw(words(30)), "required": draw(BOOL), "word_limit": draw(st.none() | st.integers(1, 5000))}
            | {"unit": draw(words(10)), "choices": choices, "asked_if": asked_if[0], "asked_if_answer": asked_if[1]}
            | {"for_jury": draw(BOOL)}
        )
        if kind in DECIDING:
            known += [(key, answer) for answer in (choices if kind in LISTED else YES_NO)]
    return rows


@st.composite
def set_ups(draw):
    """What a file says: every part of it."""
    fields = draw(questions())
    asked = st.lists(st.sampled_from([row["key"] for row in fields]), unique=True) if fields else st.just([])
    criteria = [
        {"key": key, "name": draw(words(30, 1)), "description": draw(words(30)), "levels": draw(LEVELS)}
        | {"weight": draw(st.integers(0, 100)), "step": draw(exact(1)), "comment_required": draw(BOOL)}
        | {"answered_in": draw(asked)}
        for key in draw(st.lists(KEY, unique=True, max_size=4))
    ]
    low, high = sorted(draw(st.lists(exact(), min_size=2, max_size=2, unique=True)), key=Fraction)
    dropped = draw(st.tuples(st.integers(0, 3), st.integers(0, 3)))
    round_ = {
        "name": draw(words(30, 1)),
        "low": low,
        "high": high,
        "method": draw(st.sampled_from(Method)).value,
        "drop_low": dropped[0],
        "drop_high": dropped[1],
        "drop_per": draw(st.sampled_from(Dropped)).value,
        "min_sheets": sum(dropped) + draw(st.integers(1, 5)),
        "exclude_below_min": draw(BOOL),
        "ties": draw(st.lists(st.sampled_from([rung.value for rung in Rung]), unique=True)),
        "rank_on": draw(st.none() | st.integers(0, 6)),
        "kind": RoundKind.SCORED.value,
        "yes_rule": draw(st.sampled_from(YesRule)).value,
        "yes_needed": 1,
        "no_needs_reason": draw(BOOL),
        "never_below_min": draw(BOOL),
        "criteria": [row["key"] for row in criteria if draw(BOOL)],
    }
    return {
        "format": setup_file.FORMAT,
        "version": setup_file.VERSION,
        "competition": {"slug": "konkurs", "name": draw(words(30, 1)), "organiser": draw(words(30))},
        "edition": {"time_zone": "Europe/Warsaw", "about": draw(words(50)), "rules_text": draw(words(50))}
        | {"contact_name": draw(words(20)), "contact_email": "", "contact_phone": ""}
        | {"grace_minutes": draw(st.integers(0, 1440)), "quorum": draw(st.integers(1, 100))}
        | {"comments_seen": draw(st.sampled_from(CommentsSeen)).value, "sheets_open_to_jury": draw(BOOL)}
        | {"reminder_days": draw(st.lists(st.integers(1, 60), unique=True, max_size=5))}
        | {"retention_months": draw(st.integers(1, 1200))}
        | {"entries_per_office": draw(st.integers(0, 100)), "office_space_mb": draw(st.integers(0, 1_000_000))}
        | {"edition_space_mb": draw(st.integers(0, 1_000_000))}
        | {"practice_round": draw(st.sampled_from(PracticeRound)).value},
        "areas": [{"name": name} for name in draw(st.lists(words(30, 1), unique=True, max_size=4))],
        "fields": fields,
        "criteria": criteria,
        "rounds": [round_],
        "award_kinds": [
            {"name": draw(words(20, 1)), "name_accusative": draw(words(20, 1)), "quantity": draw(st.integers(0, 100))}
            | {"main": draw(BOOL), "per_area": draw(BOOL), "ex_aequo_counts_once": draw(BOOL)}
            | {"minimal_score": draw(st.none() | exact())}
            for _ in range(draw(st.integers(0, 3)))
        ],
        "declarations": [
            {"kind": kind.value, "text": draw(words(30, 1)), "signed_file": draw(BOOL)}
            for kind in draw(st.lists(st.sampled_from(DeclarationKind), unique=True))
        ],
        "partners": [
            {"kind": draw(st.sampled_from(PartnerKind)).value, "name": draw(words(20, 1)), "url": ""}
            for _ in range(draw(st.integers(0, 2)))
        ],
        "anchors": [
            {
                "title": title,
                "answers": {row["key"]: draw(words(30)) for row in fields},
                "points": {row["key"]: draw(exact()) for row in criteria},
                "reasons": {row["key"]: draw(words(30)) for row in criteria},
            }
            for title in draw(st.lists(words(30, 1), unique=True, max_size=2))
        ],
        "english": [
            {"place": place, "text": draw(words(30, 1)), "english": draw(words(30, 1))}
            for place in draw(st.lists(words(30, 1), unique=True, max_size=3))
        ],
        "check_points": draw(st.lists(words(50), max_size=3)),
        "ready_texts": draw(st.lists(words(50), max_size=3)),
    }


@settings(suppress_health_check=[HealthCheck.too_slow])  # a whole set-up takes a while to draw
@given(set_ups())
def test_every_set_up_comes_back_from_its_file_as_it_was(said):
    outline = setup_file.read(json.dumps(said).encode(), MORE)

    assert json.loads(setup_file.written(outline)) == said
    assert setup_file.read(setup_file.written(outline), MORE) == outline


@given(st.dictionaries(exact(), lines(60), max_size=6), st.sampled_from(["pl", "en"]))
def test_levels_come_back_from_their_lines_as_they_were(levels, language):
    levels = ordered(levels.items())

    with speaking(language):
        assert levels_read(levels_written(levels)) == levels


@given(st.text(max_size=60))
def test_whatever_is_typed_for_levels_is_read_or_its_line_is_named(text):
    try:
        levels = levels_read(text)
    except NoLevel as wrong:
        line = text.splitlines()[wrong.line - 1]
        assert line.strip()
    else:
        assert all(as_kept(points) == points and words for points, words in levels)


@given(st.text(max_size=14))
def test_a_number_that_is_kept_reads_as_itself(text):
    kept = as_kept(text)

    assert kept is None or (as_kept(kept) == kept and Fraction(kept) >= 0)


def test_a_range_of_points_is_no_level():
    assert LINE.fullmatch("3-5: średnio")
    assert RANGE.fullmatch("3-5: średnio")
    with pytest.raises(NoLevel):
        levels_read("3–5: średnio")


@given(lines(40))
def test_the_accusative_is_as_long_as_the_name_and_ends_as_a_name_can(name):
    formed = accusative(name)

    assert len(formed) == len(name)
    assert [one for one, other in zip(name, formed, strict=True) if one != other and one.lower() != "a"] == []


DECIDES_NOTHING = {  # copied with an edition, and nothing that a result rests on
    "criteria": {"answered_in", "position"},  # beside which answer it stands on the sheet; its order is its place
    "rounds": {"position", "yes_rule", "yes_needed", "no_needs_reason"},  # of a qualifying one: test_several_rounds.py
    "award_kinds": {"position"},
}
OTHER: dict[str, object] = {
    "levels": {"0": "Inaczej."},
    "ties": ["median"],
    "method": Method.MEDIAN,
    "drop_per": Dropped.CRITERION,
    "kind": RoundKind.QUALIFYING,
    "rank_on": 2,
    "minimal_score": "7.5",
}


@pytest.mark.parametrize("part", DECIDES_NOTHING)
def test_the_fingerprint_covers_everything_that_decides(part):
    for name in set(COPIED[part]) - DECIDES_NOTHING[part]:
        edition = an_edition(frozen=False)
        thing = getattr(edition, part)[0]
        for column in thing.__table__.columns:  # as the database would fill them in
            if getattr(thing, column.name) is None and column.default is not None and column.default.is_scalar:
                setattr(thing, column.name, column.default.arg)
        before = rulebook.fingerprint(rulebook.build(edition))
        value = deepcopy(getattr(thing, name))
        setattr(thing, name, OTHER.get(name, not value if isinstance(value, bool) else _another(value)))

        assert rulebook.fingerprint(rulebook.build(edition)) != before, name


def _another(value):
    return value + 1 if isinstance(value, int) else f"{value}1"
