"""Plain makers of files."""

from openpyxl import Workbook


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
