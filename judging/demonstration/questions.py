"""The form of the demonstration: the four long texts of the template among the short questions an organiser asks.

Pure. Each text stands beside its English; a question is a row as in :mod:`judging.editions.outline`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from judging.editions.models import FieldKind
from judging.editions.outline import Outline, Row
from judging.editions.template import FIELDS

MOST_ENTRIES = 3  # of one office
MATERIAL = "material"
ELSEWHERE = "z innego urzędu lub instytucji"

Words = tuple[str, str]  # in Polish and in English


def _asked(kind: FieldKind, key: str, label: Words, help_: Words = ("", ""), **more: Any) -> dict[str, Any]:
    return {"kind": kind, "key": key, "label": label, "help": help_, **more}


BEFORE = (
    _asked(
        FieldKind.HEADING,
        "in-short",
        ("Praktyka w skrócie", "The practice in short"),
        ("Od tych odpowiedzi Kapituła zaczyna czytanie.", "The Chapter begins its reading with these answers."),
    ),
    _asked(
        FieldKind.LINE,
        "sentence",
        ("Praktyka w jednym zdaniu", "The practice in one sentence"),
        ("Tak, jak opowiedziałby o niej mieszkaniec albo pracownik.", "As a resident or an employee would tell of it."),
        example=(
            "Kto zgłosi dziurę w drodze, w trzy dni dostaje odpowiedź ze zdjęciem.",
            "Whoever reports a hole in the road gets an answer with a photograph within three days.",
        ),
        word_limit=25,
    ),
    _asked(
        FieldKind.DATE,
        "since",
        ("Od kiedy praktyka działa", "Working since"),
        ("Jeśli wdrażaliście ją po kawałku: kiedy ruszyła pierwsza część.", "If in parts: when the first one began."),
    ),
    _asked(
        FieldKind.CHOICES,
        "for-whom",
        ("Kto z niej korzysta", "Who benefits from it"),
        choices=[
            ("mieszkańcy", "residents"),
            ("przedsiębiorcy i inwestorzy", "businesses and investors"),
            ("pracownicy urzędu", "employees of the office"),
            ("radni i sołtysi", "councillors and village heads"),
            ("inne urzędy", "other offices"),
        ],
    ),
    _asked(
        FieldKind.CHOICE,
        "idea",
        ("Skąd wziął się pomysł", "Where the idea came from"),
        choices=[
            ("od pracowników urzędu", "from employees of the office"),
            ("od mieszkańców", "from residents"),
            ("od kierownictwa urzędu", "from the management of the office"),
            (ELSEWHERE, "from another office or institution"),
        ],
    ),
    _asked(
        FieldKind.LINE,
        "idea-from",
        ("Z którego urzędu lub instytucji", "From which office or institution"),
        word_limit=30,
        asked_if="idea",
        asked_if_answer=ELSEWHERE,
    ),
    _asked(FieldKind.HEADING, "description", ("Opis praktyki", "Description of the practice")),
)
AFTER = (
    _asked(FieldKind.HEADING, "means", ("Pieniądze i materiały", "Money and materials")),
    _asked(
        FieldKind.NUMBER,
        "cost",
        ("Koszt wdrożenia", "Cost of putting it into practice"),
        (
            "Zakupy, usługi i dodatki do końca pierwszego roku, bez pracy własnej. Jeśli praktyka nic nie kosztowała, "
            "wpiszcie 0.",
            "Purchases, services and allowances until the end of the first year, without your own work. Write 0 if it "
            "cost nothing.",
        ),
        unit=("zł", "PLN"),
    ),
    _asked(
        FieldKind.YES_NO,
        "outside-money",
        ("Czy były w tym pieniądze spoza budżetu urzędu", "Was there money from outside the budget of the office"),
    ),
    _asked(
        FieldKind.TEXT,
        "outside-source",
        ("Skąd pochodziły i jaką część kosztu pokryły", "Where it came from and how much of the cost it covered"),
        word_limit=60,
        asked_if="outside-money",
        asked_if_answer="yes",
    ),
    _asked(
        FieldKind.LINK,
        "page",
        ("Strona o praktyce", "Page about the practice"),
        ("Jeśli macie taką stronę.", "If you have one."),
        required=False,
    ),
    _asked(
        FieldKind.FILE,
        MATERIAL,
        ("Materiał, od którego inni mogą zacząć", "Something that others can begin with"),
        (
            "Wzór, regulamin albo plan, który wolno skopiować.",
            "A form, regulations or a plan that may be copied.",
        ),
        required=False,
    ),
    _asked(FieldKind.HEADING, "for-the-secretary", ("Dla sekretarza Kapituły", "For the secretary of the Chapter")),
    _asked(
        FieldKind.LINE,
        "contact",
        ("Kto odpowie na pytania o praktykę", "Who answers questions about the practice"),
        (
            "Stanowisko i telefon; nazwiska nie trzeba. Kapituła tej odpowiedzi nie widzi.",
            "Position and telephone; no name is needed. The Chapter does not see this answer.",
        ),
        word_limit=25,
        for_jury=False,
    ),
)
TEXTS = ("label", "help", "example", "unit")  # of which a question may have two wordings


def with_questions(outline: Outline) -> Outline:
    """Return the outline with the whole form, its English, and a limit of entries for an office."""
    before, after = map(_in_polish, BEFORE), map(_in_polish, AFTER)
    english = [{"place": place, "text": text, "english": said} for place, (text, said) in _worded() if text]
    return replace(
        outline,
        edition={**outline.edition, "entries_per_office": MOST_ENTRIES},
        fields=[{**row, "position": place} for place, row in enumerate([*before, *outline.fields, *after], 1)],
        english=[*outline.english, *english],
    )


def _in_polish(row: Row) -> dict[str, Any]:
    polish = {name: row[name][0] for name in TEXTS if name in row}
    return {**row, **polish, "choices": [choice for choice, _ in row.get("choices", ())]}


def _worded() -> Iterator[tuple[str, Words]]:
    for row in (*BEFORE, *AFTER):
        yield from ((f"field.{row['key']}.{name}", row[name]) for name in TEXTS if name in row)
        choices: Sequence[Words] = row.get("choices", ())
        yield from ((f"field.{row['key']}.choice.{number}", words) for number, words in enumerate(choices, 1))


ROWS: Sequence[Row] = (*map(_in_polish, BEFORE), *FIELDS, *map(_in_polish, AFTER))
BY_LABEL: Mapping[str, Row] = {str(row["label"]): row for row in ROWS}
BY_KEY: Mapping[str, Row] = {str(row["key"]): row for row in ROWS}
