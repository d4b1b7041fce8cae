"""Plain makers of files, and what is wrong with them."""

import pytest
from openpyxl import Workbook

from judging.exchange.scores import InvalidFiles, read_files


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


def problems_of(*files):
    """Return the problems for which the files are refused, cell by cell."""
    with pytest.raises(InvalidFiles) as error:
        read_files(*files)
    return [
        (path.name, p.code, p.row, p.column, p.value, p.allowed) for path, p in error.value.problems
    ]
