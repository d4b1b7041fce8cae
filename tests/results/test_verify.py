"""The stand-alone check counts as the product does, and names whatever was changed."""

import ast
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from judging.cli import main
from judging.results.files.pack import STANDALONE, result_pack
from judging.results.standalone import verify
from judging.stats.aggregation import official_table
from judging.stats.printing import plain
from judging.stats.problems import InvalidScores
from tests.results.any_round import rounds
from tests.results.results import OCCASION, a_snapshot
from tests.stats.scoring import sheets_of, some_rules, some_scores

WEIGHTS = {"new": 3, "useful": 2, "shown": 0}
PANEL = {"A": [9, 8, 9, 7], "B": [8, 8, 7, 7], "C": [6, 5, 7, 5], "D": [5, 6, 5, 4]}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=rounds())
def test_the_stand_alone_check_counts_as_the_product_does_for_any_round(case):
    rules, rows, entries = case
    assume(rows)
    try:
        table = official_table(some_scores(*rows), rules, entries=entries)
    except InvalidScores:
        assume(False)
    places = [None if pd.isna(place) else int(place) for place in table["place"]]
    product = [
        {
            "entry": row.Index,
            "place": place,
            "tied": row.tied,
            "score": row.printed,
            "sheets": row.sheets,
            "tie_step": row.tie_step,
        }
        for row, place in zip(table.itertuples(), places, strict=True)
    ]

    points = [{"entry": e, "juror": j, "criterion": c, "score": plain(s * rules.unit)} for e, j, c, s in rows]
    counted = verify.official_result(rules.to_dict(), points, entries)

    assert [{name: row[name] for name in verify.COMPARED} for row in counted] == product
    for row in counted:
        exact = table.loc[row["entry"]]
        assert (row["numerator"] or 0, row["denominator"] or 0) == (
            exact["numerator"],
            exact["denominator"],
        )
        own = [flag for flag in exact["flags"] if flag in verify.FLAGS]
        assert sorted(row["flags"]) == sorted(own)


@pytest.fixture
def folder(tmp_path):
    """A pack that lies unpacked in a folder."""
    rules = some_rules({"all": 1}, prizes=1, distinctions=1)
    unpack(result_pack(a_snapshot(sheets_of(**PANEL), rules), OCCASION), tmp_path)
    return tmp_path


def unpack(content, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        pack.extractall(folder)


def run_alone(folder):
    """Run the pack's own program, apart from everything that is installed."""
    return subprocess.run([sys.executable, "-I", "-S", "verify.py"], cwd=folder, capture_output=True, text=True)


def test_the_pack_checks_itself_with_the_standard_library_alone(folder):
    answer = run_alone(folder)

    assert (answer.returncode, answer.stderr) == (0, "")
    assert "ZGODNY" in answer.stdout
    assert answer.stdout.splitlines()[0].split() == ["1", "A", "8.25", "(kart:", "4)"]


def test_the_stand_alone_check_is_python_3_9():
    source = (STANDALONE / "verify.py").read_text()

    tree = ast.parse(source, feature_version=(3, 9))

    imported = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {name.split(".")[0] for name in imported} <= set(sys.stdlib_module_names)


def test_a_changed_score_is_named_by_both_checks(folder):
    scores = folder / "scores.csv"
    scores.write_bytes(scores.read_bytes().replace(b"A,J01,all,9", b"A,J01,all,3"))

    alone, product = run_alone(folder), CliRunner().invoke(main, ["verify", str(folder)])

    assert (alone.returncode, product.exit_code) == (1, 1)
    for said in (alone.stdout, product.stderr):
        assert "scores.csv: inne bajty" in said
        assert "A: score: zapisano '8.25', z ocen wynika '6.75'" in said
        assert "NIEZGODNY" in said


def test_a_changed_place_is_named_even_when_the_sums_were_made_anew(folder):
    ranking = folder / "ranking.json"
    document = json.loads(ranking.read_text())
    document["ranking"][0]["place"], document["ranking"][1]["place"] = 2, 1
    ranking.write_text(json.dumps(document))
    sum_again(folder)

    alone, product = run_alone(folder), CliRunner().invoke(main, ["verify", str(folder)])

    assert (alone.returncode, product.exit_code) == (1, 1)
    assert "A: place: zapisano 2, z ocen wynika 1" in alone.stdout
    assert "A: place: zapisano 2, z ocen wynika 1" in product.stderr


def test_a_changed_chance_is_named_by_the_product(folder):
    ranking = folder / "ranking.json"
    document = json.loads(ranking.read_text())
    document["ranking"][0]["p_main"] -= 0.2
    ranking.write_text(json.dumps(document))
    sum_again(folder)

    alone, product = run_alone(folder), CliRunner().invoke(main, ["verify", str(folder)])

    assert (alone.returncode, product.exit_code) == (0, 1)
    assert "ranking.json: ranking / A / p_main" in product.stderr


def test_other_rules_and_another_check_are_named(folder):
    for name, old, new in (("rules.json", '"prizes": 1', '"prizes": 2'), ("verify.py", "==", "is")):
        file = folder / name
        file.write_text(file.read_text().replace(old, new, 1))
    sum_again(folder)

    said = CliRunner().invoke(main, ["verify", str(folder)]).stderr

    assert "rules.json: inne zasady niż w ranking.json" in said
    assert "verify.py: inny niż ten" in said


@pytest.mark.parametrize("name", [*verify.NEEDED, "SHA256SUMS"])
@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", b"[]", b"{}", b"null", b"a,b\n1,2"])
def test_no_damage_makes_the_checks_stumble(folder, name, content):
    file = folder / name
    file.unlink() if content is None else file.write_bytes(content)

    alone, product = run_alone(folder), CliRunner().invoke(main, ["verify", str(folder)])

    assert alone.returncode in {1, 2}
    assert alone.stderr == ""
    assert product.exit_code in {1, 2}
    assert isinstance(product.exception, SystemExit)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_a_flipped_bit_of_the_zip_never_passes_as_another_result(tmp_path_factory, at, bit):
    content = bytearray(result_pack(a_snapshot(sheets_of(**PANEL), some_rules()), OCCASION))
    content[at % len(content)] ^= 1 << bit
    path = tmp_path_factory.mktemp("flipped") / "pack.zip"
    path.write_bytes(content)

    try:
        files = verify.read_pack(str(path))
        found = verify.check(files)[1]
    except verify.UnreadableError:
        return

    untouched = {name: content for name, content in files.items() if name in verify.NEEDED}
    assert found or len(untouched) == len(verify.NEEDED)


@pytest.mark.parametrize("score", ["nan", "1e9", "99", "3.3", "=1+1", "", "1/0", "٣"])
def test_a_score_that_the_rules_do_not_allow_stops_the_check(folder, score):
    scores = folder / "scores.csv"
    scores.write_text(scores.read_text().replace("A,J01,all,9", f"A,J01,all,{score}"))

    answer = run_alone(folder)

    assert answer.returncode == 2
    assert "NIE SPRAWDZONO" in answer.stdout
    assert answer.stderr == ""


def test_a_pack_is_verified_from_the_zip_without_settings_or_database(tmp_path):
    path = tmp_path / "pack.zip"
    path.write_bytes(result_pack(a_snapshot(sheets_of(**PANEL), some_rules(prizes=1)), OCCASION))
    command = [str(Path(sys.executable).parent / "judging"), "verify", str(path)]

    answer = subprocess.run(command, capture_output=True, text=True, env={"LANG": "C"}, cwd=tmp_path)

    assert (answer.returncode, answer.stderr) == (0, "")
    assert "ZGODNY" in answer.stdout


def sum_again(folder):
    """Write the list of sums that an intruder would write."""
    files = verify.read_pack(str(folder))
    digest = __import__("hashlib").sha256
    lines = [f"{digest(c).hexdigest()}  {n}\n" for n, c in sorted(files.items()) if n != verify.SUMS]
    (folder / verify.SUMS).write_text("".join(lines))
