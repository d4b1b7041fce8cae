"""Entries that say nearly the same are found, others are not; told on the practices of the demonstration."""

from itertools import combinations

from judging.demonstration import texts
from judging.offices.names import fold
from judging.screening.duplicates import ALIKE, MOST, alike, runs

LONG = " ".join(f"slowo{number}" for number in range(60))


def test_the_near_duplicate_of_the_demonstration_is_found_and_nothing_else():
    names = [path.stem for path in texts.PRACTICES.glob("*.md")]
    told = {name: runs(fold(" ".join(texts.answers(name).values()))) for name in names}

    pairs = [{one, other} for one, other in combinations(names, 2) if alike(told[one], {other: told[other]})]

    assert len(names) == 20
    assert pairs == [{"06-urzad-w-bibliotece", "17-soltys-z-dostepem"}]


def test_a_copy_is_found_in_a_text_that_is_much_longer():
    longer = " ".join(f"inne{number}" for number in range(600))

    [hit] = alike(runs(LONG), {"longer": runs(f"{longer} {LONG} {longer}")})

    assert hit.share == 1


def test_of_a_text_of_a_few_words_nothing_is_told():
    assert alike(runs("to samo zdanie"), {"other": runs("to samo zdanie")}) == []


def test_the_most_alike_come_first_and_no_more_than_can_be_read():
    half = " ".join(LONG.split()[:30])
    others = {
        f"half{number}": runs(f"{half} {' '.join(f'x{number}y{n}' for n in range(30))}") for number in range(MOST + 2)
    }

    hits = alike(runs(LONG), others | {"whole": runs(LONG)})

    assert [hit.key for hit in hits][:2] == ["whole", "half0"]
    assert len(hits) == MOST
    assert all(hit.share >= ALIKE for hit in hits)
