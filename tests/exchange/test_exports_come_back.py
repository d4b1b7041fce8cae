"""What we export we can read: tables of sheets and the workbook give the same ranking again."""

import json

import pytest

from judging.core.i18n import speaking
from judging.results.files.csv_tables import sheets_csv
from judging.results.files.workbook import workbook
from tests.exchange.files import rank, ranking, said
from tests.results.results import a_snapshot
from tests.stats.scoring import some_rules, some_scores

WEIGHTS = {"new": 3, "useful": 2, "shown": 0}
RULES = "min = 0\nmax = 10\nmin_sheets = 3\nprizes = 1\n"


@pytest.fixture(params=["pl", "en"])
def language(app, request):
    """The language in which the files are written."""
    with app.app_context(), speaking(request.param):
        yield request.param


def a_round():
    """Return scores with gaps, halves, an incomplete sheet and names that look like formulas."""
    rows = [
        (entry, f"j{juror}", name, points + (3 * juror + len(name) * number) % 4)
        for number, (entry, points) in enumerate({"A": 6, "B": 5, "C": 2, "D": 2}.items())
        for juror in range(4)
        for name in WEIGHTS
        if (entry, juror, name) not in {("B", 2, "useful"), ("A", 1, "shown")}
    ]
    return some_scores(*rows), some_rules(WEIGHTS, step="1/2", prizes=1)


TITLES = {"A": "=Łódź; „Zielona”", "B": "Park", "C": "Park", "D": "Żory, Świt"}


def official(snapshot):
    """Return place, title, exact score and sheets of the official ranking."""
    return sorted((row["place"], row["numerator"] / row["denominator"], row["sheets"]) for row in snapshot.rows)


def counted_again(*arguments):
    """Return the same of a file that is ranked."""
    rows = json.loads(rank(*arguments, "--format", "json").stdout)["ranking"]
    return sorted((r["place"], r["numerator"] / r["denominator"], r["sheets"]) for r in rows)


def test_the_table_of_sheets_gives_the_same_ranking(language, tmp_path):
    snapshot = a_snapshot(*a_round(), titles=TITLES)
    path, criteria = tmp_path / "sheets.csv", tmp_path / "criteria.csv"
    path.write_bytes(sheets_csv(snapshot))
    names = [snapshot.criteria.get(key, key) for key in WEIGHTS]
    pairs = zip(names, WEIGHTS.values(), strict=True)
    criteria.write_text("criterion;weight\n" + "".join(f"{n};{w}\n" for n, w in pairs))
    rules = tmp_path / "r.toml"
    rules.write_text(RULES)
    files = path, "--criteria", criteria, "--rules", rules

    assert counted_again(*files) == official(snapshot)
    assert {row[1] for row in ranking(*files)} == {
        "=Łódź; „Zielona”",
        "Park (2)",
        "Park (3)",
        "Żory, Świt",
    }


def test_the_workbook_gives_the_same_ranking_with_its_own_weights(language, tmp_path):
    snapshot = a_snapshot(*a_round(), titles=TITLES)
    path = tmp_path / "ranking.xlsx"
    path.write_bytes(workbook(snapshot, "Ranking"))

    assert counted_again(path) == official(snapshot)
    sheet = "Kryteria" if language == "pl" else "Criteria"
    assert f"kryteria, wagi i skalę odczytano z arkusza „{sheet}”" in said(path)
