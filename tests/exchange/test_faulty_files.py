"""Faulty files are refused with every reason at once, each with its place."""

from judging.exchange.quotes import quoted
from tests.exchange.files import a_file, problems_of


def test_every_error_is_reported_at_once_with_the_rows_of_the_file(tmp_path):
    text = """Konkurs;;;

Zgłoszenie;Juror;Kryterium;Ocena
A;Anna;nowość;8,5
A;Anna;nowość;9

B;Anna;nowość;brak
B;;nowość;nan
C;Jan;zasięg;10,5
C;Jan;nowość;8,25
D;Jan;nowość;-1
"""
    criteria = a_file(tmp_path, "kryterium;waga;krok\nnowość;2;0,5\n", "criteria.csv")
    rules = a_file(tmp_path, "min = 0\nmax = 10\n", "rules.toml")
    assert problems_of(a_file(tmp_path, text), criteria, rules) == [
        ("f.csv", "DUPLICATE_SCORE", 5, "Ocena", "A, Anna, nowość", "4"),
        ("f.csv", "SCORE_NOT_FINITE", 7, "Ocena", "brak", ""),
        ("f.csv", "UNKNOWN_JUDGE", 8, "Juror", "", ""),
        ("f.csv", "SCORE_NOT_FINITE", 8, "Ocena", "nan", ""),
        ("f.csv", "UNKNOWN_CRITERION", 9, "Kryterium", "zasięg", quoted("nowość")),
        ("f.csv", "SCORE_OUT_OF_RANGE", 9, "Ocena", "10,5", "0–10"),
        ("f.csv", "SCORE_OFF_STEP", 10, "Ocena", "8,25", "0.5"),
        ("f.csv", "SCORE_OUT_OF_RANGE", 11, "Ocena", "-1", "0–10"),
    ]


def test_errors_of_all_three_files_are_reported_together(tmp_path):
    scores = a_file(tmp_path, "entry,juror,criterion,score\nA,j,c,x\n")
    criteria = a_file(tmp_path, "criterion,weight,step\nc,-1,0\nc,half,1\n", "criteria.csv")
    rules = a_file(tmp_path, 'min = "0"\ntie = ["lot"]\n', "rules.toml")

    assert [problem[:5] for problem in problems_of(scores, criteria, rules)] == [
        ("criteria.csv", "WEIGHT_NEGATIVE", 2, "weight", "-1"),
        ("criteria.csv", "STEP_NOT_POSITIVE", 2, "step", "0"),
        ("criteria.csv", "WEIGHT_NO_NUMBER", 3, "weight", "half"),
        ("criteria.csv", "DUPLICATE_CRITERION", 3, "criterion", "c"),
        ("rules.toml", "UNKNOWN_SETTING", None, "tie", "['lot']"),
        ("rules.toml", "WRONG_TYPE", None, "min", "0"),
        ("f.csv", "SCORE_NOT_FINITE", 2, "score", "x"),
    ]


def test_scores_are_held_against_what_is_right_in_faulty_rules(tmp_path):
    scores = a_file(tmp_path, "entry,juror,criterion,score\nA,j,c,11\nA,j,d,7.5\nA,j,e,5\n")
    criteria = a_file(tmp_path, "criterion,weight,step\nc,0,1\nd,0,1\n", "criteria.csv")
    rules = a_file(tmp_path, "min = 0\nmax = 10\nprizes = -1\n", "rules.toml")

    assert [problem[:5] for problem in problems_of(scores, criteria, rules)] == [
        ("rules.toml", "WEIGHTS_SUM_ZERO", None, "weight", "0"),
        ("rules.toml", "NOT_A_COUNT", None, "prizes", "-1"),
        ("f.csv", "SCORE_OUT_OF_RANGE", 2, "score", "11"),
        ("f.csv", "SCORE_OFF_STEP", 3, "score", "7.5"),
        ("f.csv", "UNKNOWN_CRITERION", 4, "criterion", "e"),
    ]
