"""What jurors of the demonstration write for the chapter: invented sentences, chosen by the points they gave."""

from collections.abc import Mapping

FROM_GOOD, FROM_FAIR = 8, 6  # points
OF_FIRST = {  # on the first criterion: how new it is
    "good": (
        "Nie znam takiego rozwiązania z żadnego innego urzędu.",
        "Pomysł prosty, a jednak nikt dotąd tak tego nie połączył.",
        "Nowe jest to, że zaczęto od rozmów z pracownikami.",
    ),
    "fair": (
        "Podobne rozwiązania już znamy, nowy jest sposób wdrożenia.",
        "Innowacja w skali powiatu, nie w skali kraju.",
        "Warto zapytać, skąd urząd wziął wzór.",
    ),
    "weak": (
        "To raczej porządkowanie obowiązków niż nowość.",
        "Takie zasady działają w wielu urzędach od lat.",
        "Nie widzę, czym to się różni od zwykłej praktyki.",
    ),
}
OF_WHOLE = {
    "good": (
        "Warto o tym opowiedzieć na Kongresie: inne urzędy mogą zacząć od jutra.",
        "Najlepiej udokumentowane efekty spośród zgłoszeń, które czytam.",
        "",
    ),
    "fair": (
        "Dobra robota, ale brakuje danych sprzed zmiany.",
        "",
        "Proponuję dopytać o koszty: w zgłoszeniu są podane zbyt ogólnie.",
    ),
    "weak": (
        "",
        "Opis jest obszerny, lecz nie wynika z niego, co się zmieniło dla mieszkańca.",
        "Za wcześnie na nagrodę: wdrożenie trwa od dwóch miesięcy.",
    ),
}


def said_of_first(place: int, points: int) -> str:
    """Return what the juror of a place writes on the first criterion; every other one writes nothing."""
    return _one_of(OF_FIRST, place, points) if place % 2 else ""


def said_of_whole(place: int, points: int) -> str:
    """Return what is written about the entry as a whole, or nothing."""
    return _one_of(OF_WHOLE, place, points)


def _one_of(said: Mapping[str, tuple[str, ...]], place: int, points: int) -> str:
    how = "good" if points >= FROM_GOOD else "fair" if points >= FROM_FAIR else "weak"
    return said[how][place % len(said[how])]
