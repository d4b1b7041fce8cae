"""The floor: bare Flask and sqlite3 handlers that do the same jobs on the same database.

They keep what the job needs – the session looked up, whole numbers, versions, a revision,
one writer at a time – and nothing of what makes a product.
"""

import csv
import fcntl
import hashlib
import io
import json
import multiprocessing
import os
import sqlite3
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, request
from granian import Granian
from granian.constants import Interfaces
from markupsafe import escape

HEAD = "<!doctype html><html lang=en><title>List</title><h1>List</h1><table>"
SHEETS = """
SELECT e.public_id, e.number, v.title, v.office_name, v.area_name, u.name, s.scores
FROM score_sheet s JOIN assignment a ON a.id = s.assignment_id
JOIN entry e ON e.id = a.entry_id JOIN entry_version v ON v.id = a.version_id
JOIN seat t ON t.id = a.seat_id JOIN user u ON u.id = t.user_id
WHERE a.removed_at IS NULL AND NOT a.in_conflict AND s.state = 'submitted' AND e.status = 'accepted'
ORDER BY e.number, u.name"""
RANKING = """
WITH given AS (
SELECT a.entry_id, sum(s.total) AS total, count(*) AS sheets
FROM assignment a JOIN score_sheet s ON s.assignment_id = a.id
WHERE s.total IS NOT NULL AND a.removed_at IS NULL AND a.in_conflict IS 0 GROUP BY a.entry_id)
SELECT rank() OVER (ORDER BY 1.0 * g.total / g.sheets DESC), e.public_id, v.title, v.office_name,
printf('%.3f', 1.0 * g.total / g.sheets), g.sheets
FROM given g JOIN entry e ON e.id = g.entry_id JOIN entry_version v ON v.entry_id = e.id
AND v.number = (SELECT max(number) FROM entry_version WHERE entry_id = e.id)
WHERE e.status = 'accepted' ORDER BY 1.0 * g.total / g.sheets DESC"""
RANKED = """
<tr>
  <td data-label="Place" class="number">%s</td>
  <th scope="row"><a href="/desk/sekrety-zarzadzania-2026/results/entries/%s/">%s</a><br>
    <span class="quiet">%s</span></th>
  <td data-label="Score" class="number">%s</td>
  <td data-label="Sheets" class="number">%s</td>
  <td data-label="Adjusted place" class="number">…</td>
  <td data-label="Chance of a main prize" class="number">…</td>
  <td data-label="Chance of a prize or distinction" class="number">…</td>
  <td data-label="Zone" class="zone"><span>…</span></td>
</tr>"""  # as the product's page has it while the rest is counted: as many bytes
ENTRIES = """
SELECT e.number, e.public_id, v.title, o.name, u.powiat, u.voivodeship, v.area_name, e.status, date(e.submitted_at)
FROM entry e JOIN office o ON o.id = e.office_id JOIN unit u ON u.id = o.unit_id
JOIN entry_version v ON v.entry_id = e.id AND v.number =
(SELECT max(number) FROM entry_version WHERE entry_id = e.id)
WHERE e.status != 'draft' ORDER BY e.number LIMIT 300"""
ENTRY = """
<tr><td data-label="Entry no." class="number">%s</td>
<th scope="row"><a href="/desk/sekrety-zarzadzania-2026/entries/%s/">%s</a></th>
<td data-label="Office"><span>%s<br><span class="quiet">urban-rural gmina, powiat %s, voivodeship %s</span></span></td>
<td data-label="Area">%s</td>
<td data-label="State"><span><span class="status status-done"><svg class="icon" viewBox="0 0 16 16" aria-hidden="true"
focusable="false"><path d="M8 15A7 7 0 1 1 8 1a7 7 0 0 1 0 14m0 1A8 8 0 1 0 8 0a8 8 0 0 0 0 16 M10.97 4.97l-.02.022
-3.473 4.425-2.093-2.094a.75.75 0 0 0-1.06 1.06L6.97 11.03a.75.75 0 0 0 1.079-.02l3.992-4.99a.75.75 0 0 0-1.071-1.05"/>
</svg> %s</span></span></td><td data-label="Received">%s</td></tr>"""
LAUREATES = """
SELECT a.award, a.office, p.title, a.citation FROM public_award a
JOIN public_edition e ON e.id = a.edition_id LEFT JOIN public_practice p ON p.id = a.practice_id
WHERE e.slug = ? ORDER BY a.position"""
TASK = """
SELECT s.id, s.version, r.id FROM assignment a JOIN seat t ON t.id = a.seat_id
JOIN round r ON r.id = a.round_id JOIN score_sheet s ON s.assignment_id = a.id
WHERE a.public_id = ? AND t.user_id = ? AND NOT a.in_conflict AND s.state = 'draft'
AND r.closed_at IS NULL AND r.opens_at <= ? AND r.closes_at > ?"""

app = Flask("floor")
own = threading.local()
one_writer = threading.Lock()
kept: dict[int, str] = {}
listed: dict[str, Any] = {}


def database() -> sqlite3.Connection:
    """Return this thread's connection."""
    if not hasattr(own, "connection"):
        own.connection = sqlite3.connect(app.config["DATABASE"], isolation_level=None, timeout=10)
        own.connection.execute("PRAGMA synchronous=FULL")
    connection: sqlite3.Connection = own.connection
    return connection


def person() -> int:
    """Return who is signed in."""
    token = hashlib.sha256(request.cookies.get("token", "").encode()).hexdigest()
    query = "SELECT user_id FROM user_session WHERE token_hash = ? AND ended_at IS NULL"
    return int(database().execute(query, (token,)).fetchone()[0])


def table(rows: list[tuple[object, ...]], line: str = "") -> str:
    """Return rows as a page, every cell escaped, all at once."""
    if not rows:
        return HEAD + "</table></html>"
    cells = str.split(escape("\x1f".join([str(cell) for row in rows for cell in row])), "\x1f")
    lines = (line or f"<tr>{'<td>%s</td>' * len(rows[0])}</tr>") * len(rows)
    return f"{HEAD}{lines % tuple(cells)}</table></html>"


@app.get("/")
def home() -> str:
    """Answer that the server stands."""
    return "ok"


@app.get("/ranking")
def ranking() -> str:
    """Rank all entries, anew when the data have changed."""
    person()
    [version] = database().execute("SELECT max(data_version) FROM round").fetchone()
    if version not in kept:
        kept.clear()
        kept[version] = table(database().execute(RANKING).fetchall(), RANKED)
    return kept[version]


@app.post("/save/<sheet_id>")
def save(sheet_id: str) -> Response:
    """Save a sheet with its revision, if it is mine, open, and not changed by another."""
    user, now = person(), f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}"
    fields = request.form
    scores = {key[6:]: int(value) for key, value in fields.items() if key.startswith("score-")}
    words = {key[8:]: value for key, value in fields.items() if key.startswith("comment-")}
    connection = database()
    with one_writer, Path(f"{app.config['DATABASE']}-floor").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        connection.execute("BEGIN IMMEDIATE")
        sheet, version, round_ = connection.execute(TASK, (sheet_id, user, now, now)).fetchone()
        assert version == int(fields["version"])
        connection.execute("UPDATE round SET data_version = data_version + 1 WHERE id = ?", (round_,))
        values = (json.dumps(scores), json.dumps(words), now, version + 1, sheet)
        connection.execute("UPDATE score_sheet SET scores=?, comments=?, saved_at=?, version=? WHERE id=?", values)
        connection.execute(
            "INSERT INTO sheet_revision"
            " (scores, comments, saved_at, version, sheet_id, state, saved_by_id)"
            " VALUES (?, ?, ?, ?, ?, 'draft', ?)",
            (*values, user),
        )
        connection.execute("COMMIT")
    return jsonify(saved_at=now, version=version + 1)


@app.get("/laureates/<slug>")
def laureates(slug: str) -> str:
    """Show the laureates: the page made last, unless the data have changed since."""
    [version] = database().execute("PRAGMA data_version").fetchone()
    made: dict[str, tuple[int, str]] = vars(own).setdefault("laureates", {})
    if slug not in made or made[slug][0] != version:
        made[slug] = version, table(database().execute(LAUREATES, (slug,)).fetchall())
    return made[slug][1]


@app.get("/entries")
def entries() -> bytes:
    """List the entries, with the markup of the product: the page made last, while its rows are the same."""
    person()
    rows = database().execute(ENTRIES).fetchall()
    if listed.get("rows") != rows:
        listed.update(rows=rows, page=table(rows, ENTRY).encode())
    page: bytes = listed["page"]
    return page


@app.get("/sheets.csv")
def sheets() -> Response:
    """Write all sheets as a table."""
    person()
    file = io.StringIO()
    rows = csv.writer(file, delimiter=";")
    for _id, *names, scores in database().execute(SHEETS):
        rows.writerow([*names, *json.loads(scores).values()])
    return Response(file.getvalue(), mimetype="text/csv")


@app.get("/sheets.xlsx")
def workbook() -> Response:
    """Write all sheets as a workbook."""
    from xlsxwriter import Workbook

    person()
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    for line, (_id, *names, scores) in enumerate(database().execute(SHEETS)):
        sheet.write_row(line, 0, [*names, *json.loads(scores).values()])
    book.close()
    return Response(file.getvalue(), mimetype="application/octet-stream")


def serve(bare: Flask, port: int) -> None:
    """Serve under the same server as the product, with as many workers."""
    multiprocessing.set_start_method("fork", force=True)
    Granian(
        "floor",
        port=port,
        interface=Interfaces.WSGI,
        workers=os.cpu_count() or 1,
        blocking_threads=4,
        websockets=False,
        log_enabled=False,
    ).serve(target_loader=lambda: bare, wrap_loader=False)


if __name__ == "__main__":
    app.config["DATABASE"] = sys.argv[1]
    serve(app, int(sys.argv[2]))
