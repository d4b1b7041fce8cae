"""Files as Google Forms and Microsoft Forms export them, with invented content."""

import csv
import io
from datetime import datetime

from openpyxl import Workbook

LONG = "Mieszkaniec opowiadał swoją sprawę w trzech pokojach.\n\nTeraz robi to raz; „=SUMA” w tekście nic nie liczy."
GOOGLE = (
    "Sygnatura czasowa",
    "Adres e-mail",
    "Jak nazywa się Państwa urząd?",
    "Tytuł dobrej praktyki",
    "W jakim obszarze zgłaszają Państwo praktykę?",
    "Jaki problem lub potrzebę rozwiązuje praktyka? (maks. 300 słów)",
    "Na czym polega rozwiązanie?",
    "Jakie efekty przyniosło?",
    "Czy praktyka działa do dziś?",
    "Liczba osób, którym służy",
    "Imię i nazwisko osoby do kontaktu",
    "Załączniki",
)
MICROSOFT = (
    "Identyfikator",
    "Godzina rozpoczęcia",
    "Godzina ukończenia",
    "Adres e-mail",
    "Nazwa",
    "Godzina ostatniej modyfikacji",
    "Nazwa urzędu\xa0",
    "Tytuł praktyki\n",
    "Obszar",
    "Problem lub potrzeba",
    "Rozwiązanie",
    "Efekty",
    "Czy działa do dziś",
    "Liczba osób",
    "E-mail do kontaktu",
    "Załącz plik",
)
DRIVE = "https://drive.google.com/open?id=1AbCdEfGhIjKlMnOpQrStUvWxYz012345"


def google_row(**fields):
    """Return a row of Google Forms as its CSV has it."""
    row = {
        "at": "2027/03/10 9:15:02 AM GMT+1",
        "email": "anna@tychy.example",
        "office": "Urząd Miasta Tychy",
        "title": "Prosty język w urzędzie",
        "area": "Klienci, także w terenie",
        "problem": LONG,
        "solution": "Jedno biuro prowadzi sprawę do końca.",
        "effects": "Wizyta trwa 18 minut zamiast 47.",
        "works": "Tak",
        "people": "1 200",
        "contact": "Anna Zmyślona",
        "files": "",
    } | fields
    return list(row.values())


def google_csv(*rows):
    """Return the CSV that Google Forms gives: all in quotation marks, UTF-8 without a mark, line feeds."""
    return csv_of(GOOGLE, *rows)


def csv_of(*rows):
    """Return a table in the manner of Google Forms."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def google_xlsx(*rows):
    """Return the workbook of the sheet that Google Forms fills: moments are cells of time."""
    read = [[datetime(2027, 3, 10, 9, 15, 2), *row[1:]] for row in rows]  # noqa: DTZ001 -- a spreadsheet knows no zone
    return workbook("Liczba odpowiedzi 1", GOOGLE, *read)


def microsoft_row(number=1, **fields):
    """Return a row of Microsoft Forms as its workbook has it."""
    row = {
        "id": number,
        "began": datetime(2027, 3, 10, 9, 1, 2),  # noqa: DTZ001 -- a spreadsheet knows no zone
        "ended": datetime(2027, 3, 10, 9, 15, 2),  # noqa: DTZ001 -- the same
        "email": "anonymous",
        "name": None,
        "changed": None,
        "office": "Urząd Miasta Tychy",
        "title": "Prosty język w urzędzie",
        "area": "Klienci, także w terenie;",
        "problem": LONG,
        "solution": "Jedno biuro prowadzi sprawę do końca.",
        "effects": "Wizyta trwa 18 minut zamiast 47.",
        "works": "Tak",
        "people": 1200,
        "contact": "anna@tychy.example",
        "files": None,
    } | fields
    return list(row.values())


def microsoft_xlsx(*rows):
    """Return the workbook that Microsoft Forms gives."""
    return workbook("Sheet1", MICROSOFT, *rows)


def workbook(sheet, *rows):
    """Return a workbook of one sheet."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
