"""The built-in template: Sekrety Zarządzania, with the criteria published for 2023; and one with nothing but a round.

No weights were published, so they are equal. The words of the levels are ours. The long texts
lie beside, in ``texts/``; they repeat no number that an edition sets, so the two cannot disagree.
"""

from dataclasses import replace
from pathlib import Path

from judging.editions.models import DeclarationKind, FieldKind
from judging.editions.outline import Outline
from judging.editions.template_english import in_english
from judging.stats.vocabulary import LADDER, Method

TEXTS = Path(__file__).with_name("texts")

AREAS = (
    "Praca z klientem urzędu",
    "Innowacyjne formy obsługi klienta",
    "Korzyść dla pracowników",
    "Usprawnienie rekrutacji i program adaptacji pracowników",
)

FIELDS = (
    {
        "key": "problem",
        "label": "Problem lub potrzeba",
        "help": "Co nie działało albo czego brakowało? Skąd to wiecie: z badań, analiz, wniosków "
        "klientów lub pracowników? Kogo ta sprawa dotyczyła?",
        "word_limit": 300,
    },
    {
        "key": "solution",
        "label": "Rozwiązanie",
        "help": "Co zrobiliście, krok po kroku? Kto brał w tym udział, ile to trwało i kosztowało? "
        "Co jest w tym podejściu nowe?",
        "word_limit": 600,
    },
    {
        "key": "effects",
        "label": "Efekty",
        "help": "Co się zmieniło? Podajcie wskaźniki: jak je ustaliliście, ile wynosiły przedtem, "
        "ile wynoszą teraz. Ile osób już korzysta, a ile może skorzystać?",
        "word_limit": 400,
    },
    {
        "key": "transferability",
        "label": "Możliwość wdrożenia w innych urzędach",
        "help": "Czego potrzebuje urząd, który chce pójść Waszym śladem: ludzi, pieniędzy, czasu, "
        "zgód? Co Was zaskoczyło i przed czym ostrzeglibyście innych?",
        "word_limit": 300,
    },
)

CRITERIA = (
    {
        "key": "innovation",
        "name": "Innowacyjność",
        "description": "Na ile nowe są podejście do problemu i wybrane rozwiązanie.",
        "answered_in": ["solution"],
        "levels": {
            "0": "Rozwiązanie powszechnie znane, stosowane bez zmian.",
            "4": "Znane rozwiązanie, rozsądnie dostosowane do warunków urzędu.",
            "7": "Wyraźnie nowe elementy, rzadko spotykane w samorządach.",
            "10": "Nowe podejście do problemu, które może wyznaczyć kierunek innym.",
        },
    },
    {
        "key": "universality",
        "name": "Uniwersalność",
        "description": "Czy rozwiązanie mogą przejąć inne urzędy.",
        "answered_in": ["transferability"],
        "levels": {
            "0": "Da się zastosować tylko w tym urzędzie.",
            "4": "Mogą je przejąć nieliczne urzędy, po znacznych zmianach.",
            "7": "Może je przejąć większość urzędów o podobnej wielkości.",
            "10": "Może je przejąć niemal każdy urząd; opis wystarcza, by zacząć.",
        },
    },
    {
        "key": "reach",
        "name": "Zasięg oddziaływania",
        "description": "Ilu pracowników lub klientów korzysta teraz i może skorzystać w przyszłości.",
        "answered_in": ["effects"],
        "levels": {
            "0": "Nie wiadomo, kto korzysta.",
            "4": "Korzysta mała grupa i tak pozostanie.",
            "7": "Korzysta znaczna część pracowników lub klientów.",
            "10": "Korzystają wszyscy, dla których rozwiązanie powstało, a grono może rosnąć.",
        },
    },
    {
        "key": "measurability",
        "name": "Mierzalność efektów",
        "description": "Jaką zmianę przyniósł projekt; jak ustalono wskaźniki i jak je osiągnięto.",
        "answered_in": ["effects"],
        "levels": {
            "0": "Efektów nie opisano.",
            "4": "Efekty opisano ogólnie, bez wskaźników.",
            "7": "Są wskaźniki i ich wartości, choć niepełne.",
            "10": "Wskaźniki ustalono z góry, zmierzono przed zmianą i po niej; cele osiągnięto.",
        },
    },
    {
        "key": "fit",
        "name": "Dopasowanie do potrzeb jednostki/klienta",
        "description": "Czy rozwiązanie odpowiada na wcześniejsze badania, analizy lub wnioski; "
        "na ile zainteresowani (klienci, pracownicy) uczestniczyli w jego przygotowaniu; "
        "czy uzupełnia inne działania urzędu.",
        "answered_in": ["problem", "solution"],
        "levels": {
            "0": "Nie wiadomo, na jaką potrzebę odpowiada.",
            "4": "Potrzebę wskazano, ale jej nie zbadano.",
            "7": "Potrzeba wynika z badań lub wniosków; zainteresowanych pytano o zdanie.",
            "10": "Potrzebę zbadano, zainteresowani współtworzyli rozwiązanie, a ono uzupełnia inne działania urzędu.",
        },
    },
)


def _text(name: str) -> str:
    return (TEXTS / f"{name}.md").read_text(encoding="utf-8").strip()


IN_POLISH = Outline(
    competition={
        "slug": "sekrety-zarzadzania",
        "name": "Sekrety Zarządzania",
        "organiser": "Fundacja Rozwoju Demokracji Lokalnej im. Jerzego Regulskiego",
    },
    edition={"about": _text("about"), "rules_text": _text("rules"), "quorum": 5},
    areas=[{"name": name, "position": place} for place, name in enumerate(AREAS, 1)],
    fields=[{"kind": FieldKind.TEXT, "position": place, **row} for place, row in enumerate(FIELDS, 1)],
    criteria=[{"weight": 1, "step": "1", "position": place, **row} for place, row in enumerate(CRITERIA, 1)],
    rounds=[
        {
            "name": "Ocena Kapituły",
            "position": 1,
            "low": "0",
            "high": "10",
            "method": Method.MEAN,
            "min_sheets": 3,
            "ties": [str(rung) for rung in LADDER],
            "criteria": [row["key"] for row in CRITERIA],
        }
    ],
    award_kinds=[
        {
            "name": "Nagroda Główna",
            "name_accusative": "Nagrodę Główną",
            "quantity": 2,
            "main": True,
            "position": 1,
        },
        {
            "name": "wyróżnienie",
            "name_accusative": "wyróżnienie",
            "quantity": 5,
            "main": False,
            "position": 2,
        },
    ],
    declarations=[
        {"kind": DeclarationKind.TRUTH, "number": 1, "text": _text("truth")},
        {"kind": DeclarationKind.LICENCE, "number": 1, "text": _text("licence")},
        {"kind": DeclarationKind.PRIVACY, "number": 1, "text": _text("privacy")},
    ],
)

EMPTY = Outline(
    competition=IN_POLISH.competition,
    edition={"quorum": 5},
    areas=[],
    fields=[],
    criteria=[],
    rounds=[
        {
            "name": "Ocena Kapituły",
            "position": 1,
            "method": Method.MEAN,
            "ties": [str(rung) for rung in LADDER],
            "criteria": [],
        }
    ],
    award_kinds=[],
    declarations=[],
)
LONG_TEXTS = ("about", "rules", "truth", "licence", "privacy")
BUILT_IN = replace(IN_POLISH, english=in_english(IN_POLISH, {name: _text(f"{name}.en") for name in LONG_TEXTS}))
