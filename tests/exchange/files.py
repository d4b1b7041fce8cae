"""Plain makers of files, and what is wrong with them."""

import json

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from judging.cli import main
from judging.exchange.asked import Asked
from judging.exchange.scores import InvalidFiles, read_all


def a_file(folder, text, name="f.csv", *, encoding="utf-8"):
    """Write a text file and return its path."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def a_workbook(folder, rows, name="f.xlsx"):
    """Write rows into the first sheet of a workbook and return its path."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(folder / name)
    return folder / name


def sheets_in(folder, name="f.xlsx", **sheets):
    """Write rows into sheets of their names and return the path of the workbook."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    book.save(folder / name)
    return folder / name


def rank(*arguments, **environment):
    """Run the command and return what came out."""
    return CliRunner().invoke(main, ["rank", *map(str, arguments)], env=environment)


def ranking(*arguments):
    """Return place, entry, score and sheets of a file that is ranked."""
    result = rank(*arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    rows = json.loads(result.stdout)["ranking"]
    return [(row["place"], row["entry"], row["score"], row["sheets"]) for row in rows]


def refusal(*arguments):
    """Return what is said of a file that is refused, in Polish."""
    result = rank(*arguments, "--language", "pl")
    assert (result.exit_code, result.stdout) == (2, ""), (result.stdout, result.exception)
    return result.stderr


def said(*arguments):
    """Return what is said of a file that is ranked, in Polish."""
    result = rank(*arguments, "--language", "pl", "--format", "csv")
    assert result.exit_code == 0, result.stderr
    return result.stderr


def read_files(scores, criteria=None, rules=None):
    """Return the scores, the rules and the entries of files that need no explaining."""
    read = read_all(scores, criteria, rules, Asked())
    return read.scores, read.rules, read.entries


def problems_of(*files):
    """Return the problems for which the files are refused, cell by cell."""
    with pytest.raises(InvalidFiles) as error:
        read_files(*files)
    return [(path.name, p.code, p.row, p.column, p.value, p.allowed) for path, p in error.value.problems]
