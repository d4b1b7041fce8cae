"""Small rounds that files are made of, what is read of a CSV, and texts that a spreadsheet would run."""

import csv
import io

from tests.stats.scoring import some_rules, some_scores

PANEL = {"A": [9, 8, 9, 7], "B": [8, 8, 7, 7], "C": [6, 5, 7, None], "D": [5, 6, 5, 4]}
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "|calc",
    "＝1+1",
    "\u00a0=1",
    "\ufeff=1",
    '=HYPERLINK("http://e")',
    "{=1+1}",
    "a\x00b\x07c",
    'a;b"c,=1+1',
    "x\ud800y",
    "http://example.org",
    "_x0041_",
    "0123",
]


def two_criteria(weights=None):
    rows = [
        (entry, f"j{juror}", name, points + (3 * juror + len(name) * number) % 4)
        for number, (entry, points) in enumerate({"A": 6, "B": 5, "C": 2}.items())
        for juror in range(4)
        for name in ("new", "useful", "shown")
        if (entry, juror, name) not in {("B", 2, "useful"), ("A", 1, "shown")}
    ]
    return some_scores(*rows), some_rules(weights or {"new": 3, "useful": 2, "shown": 0}, step="1/2")


def rows_of(content):
    text = content.decode("utf-8-sig")
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
