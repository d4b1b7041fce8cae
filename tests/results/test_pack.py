"""The result pack: complete, the same every time, silent about jurors."""

import csv
import hashlib
import io
import json
import zipfile

import pytest

from judging.analysis.analyse import analyse
from judging.results.files.pack import result_pack
from judging.results.files.verification import differences
from tests.results.results import OCCASION, a_snapshot
from tests.stats.scoring import sheets_of, some_rules

PANEL = {"A": [9, 8, 9, 0, 9], "B": [8, 8, 7, 7, 9], "C": [6, 5, 7, 5, 6], "D": [5, 6, 5, 4, 6]}
NAMES = {f"j{n}": f"Zofia Tajna-{n}" for n in range(1, 6)}
FILES = [
    "README.txt",
    "about.json",
    "entries.csv",
    "ranking.json",
    "rules.json",
    "scores.csv",
    "verify.py",
    "SHA256SUMS",
]


@pytest.fixture(scope="module")
def snapshot():
    rules = some_rules(prizes=1, distinctions=1)
    return a_snapshot(sheets_of(**PANEL), rules, jurors=NAMES, entries=[*PANEL, "Z"])


@pytest.fixture(scope="module")
def files(snapshot):
    with zipfile.ZipFile(io.BytesIO(result_pack(snapshot, OCCASION))) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def test_the_pack_holds_what_a_recount_needs_and_nothing_else(files):
    assert list(files) == FILES


def test_the_same_record_gives_the_same_bytes(snapshot):
    assert result_pack(snapshot, OCCASION) == result_pack(snapshot, OCCASION)


def test_the_list_of_sums_is_right(files):
    lines = files["SHA256SUMS"].decode().splitlines()

    listed = dict(reversed(line.split("  ")) for line in lines)
    assert listed == {n: hashlib.sha256(files[n]).hexdigest() for n in FILES if n != "SHA256SUMS"}


def test_jurors_are_numbered_and_nothing_tells_who_they_are(files):
    scores = list(csv.DictReader(io.StringIO(files["scores.csv"].decode("utf-8-sig"))))

    assert {row["juror"] for row in scores} == {f"J0{n}" for n in range(1, 6)}
    everything = b"".join(files[name] for name in files if name != "verify.py").decode()
    assert "Tajna" not in everything
    document = json.loads(files["ranking.json"])
    assert {"jurors", "sheets", "order_trend"}.isdisjoint(document)
    assert not any(":" in flag for row in document["ranking"] for flag in row["flags"])
    assert "PIVOTAL_JUROR" not in everything
    assert "OUTLIER_SHEET" not in everything


def test_the_pack_names_seed_fingerprints_and_versions(files, snapshot):
    about = json.loads(files["about.json"])

    sha = snapshot.document["input_sha256"]
    assert about["input_sha256"] == sha
    assert about["seed"] == str(int(sha[:16], 16))
    assert set(about["software"]) == {"judging", "numpy", "pandas", "scipy"}
    assert about["frozen_at"] is None


def test_a_recount_agrees_in_every_figure(files):
    assert differences(files) == []


def test_numbered_jurors_give_the_very_draws_of_the_record():
    scores = sheets_of(**PANEL)
    rules = some_rules(prizes=1)
    record = analyse(scores, rules)
    renamed = scores.assign(juror=scores["juror"].str.replace("j", "J0"))

    again = analyse(renamed, rules, drawn_by=record.input_sha256)

    assert again.entries["p_main"].tolist() == record.entries["p_main"].tolist()


@pytest.mark.parametrize("office", ["=cmd|' /C calc'!A0", "+1", "@SUM(1)", "\t=1", "＝1"])
def test_names_that_look_like_formulas_are_only_text(office):
    snapshot = a_snapshot(sheets_of(**PANEL), some_rules(), office=office)
    with zipfile.ZipFile(io.BytesIO(result_pack(snapshot, OCCASION))) as pack:
        rows = list(csv.DictReader(io.StringIO(pack.read("entries.csv").decode("utf-8-sig"))))

    assert all(row["office"].startswith("'") for row in rows)
