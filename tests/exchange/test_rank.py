"""`judging rank`: the main job without server or database."""

import csv
import io
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from judging.exchange.progress import telling
from judging.exchange.wording import polish
from judging.stats.vocabulary import Stage
from tests.exchange.files import a_file, rank

CASES = Path(__file__).parent.parent / "cases"
PARIS = json.loads((CASES / "paris1976_chardonnay.json").read_text())
RULES = "min = 0\nmax = 20\nprizes = 3\ndistinctions = 2\n"


@pytest.fixture
def paris(tmp_path):
    """The tasting of 1976 as a secretary of a Polish competition would hand it in."""
    lines = ["Zgłoszenie;Juror;Kryterium;Ocena"]
    for juror, scores in zip(PARIS["data"]["judges"], PARIS["data"]["scores_judge_by_entry"], strict=True):
        for entry, score in zip(PARIS["data"]["entries"], scores, strict=True):
            lines.append(f"{entry};{juror};wino;{str(score).replace('.', ',')}")
    return a_file(tmp_path, "\n".join(lines), "paris.csv", encoding="cp1250")


def test_the_published_means_and_order_of_the_tasting_of_1976_come_out(paris):
    result = json.loads(rank(paris, "--format", "json").stdout)

    ranking = result["ranking"]
    expected = PARIS["expected"]
    assert [row["entry"] for row in ranking] == expected["order_by_mean"]
    assert [row["place"] for row in ranking] == list(range(1, 11))
    for row in ranking:
        assert row["numerator"] / row["denominator"] == pytest.approx(expected["mean"][row["entry"]])
        assert row["score"] == f"{expected['mean'][row['entry']]:.2f}"
        assert (row["sheets"], row["tied"], row["flags"]) == (11, False, [])


def test_what_is_said_beside_the_order_agrees_with_the_published_statistics(paris, tmp_path):
    rules = a_file(tmp_path, RULES, "rules.toml")

    result = json.loads(rank(paris, "--rules", rules, "--format", "json").stdout)

    expected = PARIS["expected"]
    agreement = result["agreement"]
    assert agreement["kendall_w"] == pytest.approx(expected["kendall_W"])
    assert agreement["reliability"] == pytest.approx(expected["icc"]["ICC(3,k)"])
    assert agreement["jurors_needed"] == {"0.8": 6, "0.9": 13}
    assert {j["juror"]: j["against_rest"] for j in result["jurors"]} == pytest.approx(expected["judge_vs_rest"])
    chances = {row["entry"]: row["p_main"] for row in result["ranking"]}
    for entry, chance in expected["posterior_p_top3"].items():
        assert chances[entry] == pytest.approx(chance, abs=0.03)
    assert sum(chances.values()) == pytest.approx(3)


def test_the_table_is_aligned_and_ends_with_how_far_it_can_be_relied_on(paris, tmp_path):
    rules = a_file(tmp_path, RULES, "rules.toml")

    lines = rank(paris, "--rules", rules, LANG="C.UTF-8", LC_ALL="").stdout.splitlines()

    heads = ["Chance of a main prize", "Chance of a prize or distinction"]
    assert re.split(r"  +", lines[0]) == [
        *("Place", "Entry", "Score", "Sheets"),
        *heads,
        *("Zone", "Remarks"),
    ]
    first, third = lines[2].split(), lines[4].split()
    assert (first[:4], first[6:]) == (["1", "A", "14.41", "11"], ["prize", "settled"])
    assert (third[:4], third[6:]) == (
        ["3", "C", "13.64", "11"],
        ["contends", "for", "a", "prize"],
    )
    assert 94 <= int(first[4].removesuffix("%")) <= 99
    assert lines[13].startswith("Reliability of this ranking: good (0.89, between 0.74 and 0.97).")


@pytest.mark.parametrize("environment", [{"LC_ALL": "", "LANG": "pl_PL.UTF-8"}, {"LC_ALL": "pl_PL"}])
def test_the_table_is_polish_where_the_terminal_is(paris, environment):
    lines = rank(paris, **environment).stdout.splitlines()

    assert lines[0].split()[:3] == ["Miejsce", "Zgłoszenie", "Wynik"]
    assert lines[2].split()[:4] == ["1", "A", "14,41", "11"]
    assert "Rzetelność tego rankingu: dobra (0,89, w przedziale 0,74–0,97)." in lines[13]
    assert "Kapituły liczącej 13 osób" in lines[13]


@pytest.mark.parametrize(
    ("number", "people"),
    [
        (1, "1 osobę"),
        (2, "2 osoby"),
        (5, "5 osób"),
        (12, "12 osób"),
        (13, "13 osób"),
        (23, "23 osoby"),
    ],
)
def test_people_are_counted_in_good_polish(number, people):
    said = polish().ngettext(
        "For a very high one (%(level)s) a jury of %(num)d person would be needed.",
        "For a very high one (%(level)s) a jury of %(num)d people would be needed.",
        number,
        level="0,9",
    )

    assert said.endswith(f"Kapituły liczącej {people}.")


def test_csv_holds_one_row_an_entry(paris):
    rows = list(csv.DictReader(io.StringIO(rank(paris, "--format", "csv").stdout)))

    assert [row["entry"] for row in rows] == list("ABCDEFGHIJ")
    assert (rows[0]["place"], rows[0]["score"]) == ("1", "14.41")


def test_a_label_that_looks_like_a_formula_is_disarmed_in_csv(tmp_path):
    scores = a_file(tmp_path, "entry,juror,criterion,score\n=1+1,j,c,5\n-B,j,c,3\n")

    rows = list(csv.DictReader(io.StringIO(rank(scores, "--format", "csv").stdout)))

    assert [row["entry"] for row in rows] == ["'=1+1", "'-B"]


def test_a_tie_is_shown_and_a_broken_one_explained(tmp_path):
    text = "entry,juror,criterion,score\nA,j,new,5\nA,j,useful,6\nB,j,new,6\nB,j,useful,4\n"
    scores = a_file(tmp_path, text)
    criteria = a_file(tmp_path, "criterion,weight\nnew,2\nuseful,1\n", "criteria.csv")
    rules = a_file(tmp_path, "min=0\nmax=10\nprizes=1\nmin_sheets=1\n", "rules.toml")

    shared = rank(scores, "--criteria", criteria, LC_ALL="C").stdout.splitlines()
    broken = rank(scores, "--criteria", criteria, "--rules", rules, LC_ALL="C").stdout.splitlines()

    assert [line.split()[:3] for line in shared[2:4]] == [["1=", "A", "5.33"], ["1=", "B", "5.33"]]
    assert [line.split()[:3] for line in broken[2:4]] == [["1", "B", "5.33"], ["2", "A", "5.33"]]
    assert "A tie, broken by: the score on the criterion “new”." in broken[2]


def test_a_bad_file_is_refused_on_stderr_with_nothing_on_stdout(tmp_path):
    scores = a_file(tmp_path, "entry,juror,criterion,score\nA,j,c,x\nA,j,c,7\n")

    result = rank(scores, "--language", "en")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "f.csv: read: entries: column “entry”; jurors: column “juror”; criteria: column “criterion”.",
        "f.csv, row 3, column “score”: the same entry, juror and criterion again: A, j, c;"
        " first in row 2 [DUPLICATE_SCORE]",
        "f.csv, row 2, column “score”: x – where there is no score, leave the cell empty [SCORE_NOT_FINITE]",
    ]


def test_too_few_sheets_for_trimming_is_said_in_the_same_way(tmp_path):
    scores = a_file(tmp_path, "entry,juror,criterion,score\nA,j,c,5\n")
    rules = a_file(tmp_path, 'method="trimmed"\n', "rules.toml")

    result = rank(scores, "--rules", rules, "--language", "en")

    assert result.exit_code == 2
    assert "too few sheets to leave out the extreme ones" in result.stderr
    assert "A: 1" in result.stderr


def test_a_missing_file_is_refused(tmp_path):
    assert rank(tmp_path / "none.csv").exit_code == 2


def test_it_needs_neither_web_nor_database_nor_settings(paris):
    code = (
        "import sys\nfrom judging.cli import main\n"
        f"try: main(['rank', {str(paris)!r}, '--format', 'csv'])\n"
        "except SystemExit: print(*sys.modules)"
    )

    python = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert "1,,A,14.41" in python.stdout
    loaded = set(python.stdout.splitlines()[-1].split())
    assert {"flask", "sqlalchemy"}.isdisjoint(loaded)


def test_help_imports_no_command():
    code = "import sys\nfrom judging.cli import main\ntry: main(['--help'])\nexcept SystemExit: print(*sys.modules)"

    python = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert {"flask", "sqlalchemy", "pandas", "numpy"}.isdisjoint(python.stdout.split())


def test_of_an_unnamed_wait_longer_than_a_second_it_is_said_what_is_counted():
    said: list[str] = []

    with telling(polish(), said.append, patience=0.05) as tell:
        tell(Stage.READING)
        time.sleep(0.3)
        tell(Stage.CHANCES)

    assert said == ["czytam plik…", "liczę: szanse na nagrodę…"]


def test_a_short_wait_passes_in_silence():
    said: list[str] = []

    with telling(polish(), said.append, patience=60) as tell:
        tell(Stage.READING)

    assert said == []


def test_a_chance_is_never_printed_as_nil_nor_as_certain_unless_all_win(tmp_path):
    text = "entry,juror,criterion,score\n" + "".join(
        f"{entry},j{juror},c,{points + juror % 2}\n"
        for entry, points in (("A", 9), ("B", 5), ("C", 1))
        for juror in range(8)
    )
    scores = a_file(tmp_path, text)
    one, all_ = (a_file(tmp_path, f"min=0\nmax=10\nprizes={prizes}\n", f"{prizes}.toml") for prizes in (1, 3))

    table = rank(scores, "--rules", one, LC_ALL="C").stdout
    certain = rank(scores, "--rules", all_, LC_ALL="C").stdout

    assert re.findall(r"[<>]?\d+%", table)[:3] == [">99%", "<1%", "<1%"]
    assert re.findall(r"[<>]?\d+%", certain)[:3] == ["100%"] * 3


@pytest.mark.parametrize("asked", ["none", "basic", "all"])
def test_places_are_the_same_however_much_is_counted_beside_them(paris, asked):
    result = json.loads(rank(paris, "--format", "json", "--diagnostics", asked).stdout)

    assert [row["entry"] for row in result["ranking"]] == PARIS["expected"]["order_by_mean"]
    assert (result["ranking"][0]["p_main"] is None) is (asked == "none")
    assert (result["agreement"]["kendall_w"] is None) is (asked != "all")


def test_without_diagnostics_the_table_says_that_chances_were_not_counted(paris):
    table = rank(paris, "--diagnostics", "none", LC_ALL="C").stdout

    assert "Chances were not counted." in table
    assert "How far this ranking can be relied on was not counted." in table


def test_trimming_by_criterion_and_a_part_of_the_jury_are_declared_in_rules(tmp_path):
    marks = {"A": [(9, 1), (5, 5), (1, 9)], "B": [(6, 4), (6, 4), (4, 7)], "C": [(0, 0)] * 3}
    text = "entry,juror,criterion,score\n" + "".join(
        f"{entry},j{juror},{name},{points}\n"
        for entry, sheets in marks.items()
        for juror, sheet in enumerate(sheets)
        for name, points in zip(("new", "useful"), sheet, strict=True)
    )
    scores = a_file(tmp_path, text)
    start = "min=0\nmax=10\nprizes=1\nmin_sheets=1\n"
    trimmed = a_file(
        tmp_path,
        start + 'method="trimmed"\ndrop=[1,1]\ndrop_per="criterion"\nties=["jurors"]\ntie_jurors=["j2"]\n',
        "rules.toml",
    )

    answer = rank(scores, "--rules", trimmed, "--format", "json")
    ranking = json.loads(answer.stdout)["ranking"]

    # A: 5 and 5 are left; B: 6 and 4; equal, and j2 gave A 10 and B 11
    assert [(r["entry"], r["score"], r["tie_step"]) for r in ranking] == [
        ("B", "5.00", "jurors"),
        ("A", "5.00", "jurors"),
        ("C", "0.00", None),
    ]
    assert "criterion by criterion" in rank(scores, "--rules", trimmed, LC_ALL="C").stdout


def test_a_ladder_that_asks_a_part_of_the_jury_names_it(tmp_path):
    scores = a_file(tmp_path, "entry,juror,criterion,score\nA,j,c,5\nB,j,c,5\n")
    rules = a_file(tmp_path, 'ties=["jurors"]\n', "rules.toml")

    refused = rank(scores, "--rules", rules)

    assert refused.exit_code == 2
    assert "tie_jurors" in refused.stderr


def test_scores_that_hardly_tell_entries_apart_are_told_so(tmp_path):
    noisy = {"A": (8, 5, 7), "B": (5, 8, 6), "C": (7, 6, 4), "D": (6, 7, 8), "E": (4, 6, 7), "F": (8, 8, 5)}
    rows = [
        f"{entry},{juror},c,{score}"
        for entry, given in noisy.items()
        for juror, score in zip("xyz", given, strict=True)
    ]
    scores = a_file(tmp_path, "\n".join(["entry,juror,criterion,score", *rows, ""]))

    said = rank(scores, LANG="C.UTF-8", LC_ALL="").stdout

    assert "Reliability of this ranking: low" in said
    assert "The scores hardly tell the entries apart: another jury might well choose others." in said


@pytest.mark.parametrize(("language", "marks"), [("en", "“”"), ("pl", "„”")])
def test_names_stand_in_the_quotation_marks_of_the_language_in_notes_and_in_refusals(tmp_path, language, marks):
    plain, wrong = tmp_path / "plain.csv", tmp_path / "wrong.csv"
    plain.write_text("zgłoszenie;juror;Nowość;Zasięg\nA;Anna;5;6\nA;Jan;7;6\n", encoding="utf-8")
    wrong.write_text("zgłoszenie;juror;ocena;punkty\nA;j;5;6\nB;j;7;6\n", encoding="utf-8")

    said = [rank(file, "--language", language).stderr for file in (plain, wrong)]

    assert f"{marks[0]}Nowość{marks[1]}" in said[0]
    assert f"{marks[0]}ocena{marks[1]}" in said[1]
    assert ("„" in "".join(said)) == (language == "pl")
    assert not set("\ue000\ue001") & set("".join(said))
