"""The words of `judging rank` in English and Polish: it runs without the site's catalogue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Headings, zones, remarks and sentences of the table in one language."""

    decimal: str
    percent_sign: str
    headings: tuple[str, ...]
    zones: Mapping[str | None, str]
    labels: Mapping[str, str]
    remarks: Mapping[str, str]
    rungs: Mapping[str, str]
    general: Mapping[str, str]
    methods: Mapping[str, str]
    reliability: str
    between: str
    needed: str
    unknown_reliability: str
    chance: str
    chance_of_first: str
    people: Callable[[int], str]

    def number(self, text: str) -> str:
        """Write a number with the decimal sign of the language."""
        return text.replace(".", self.decimal)

    def percent(self, text: str) -> str:
        """Write a share in percent."""
        return f"{text}{self.percent_sign}"


def _osoby(number: int) -> str:
    """Count people in the accusative: 1 osobę, 3 osoby, 13 osób."""
    few = number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}
    return f"{number} {'osobę' if number == 1 else 'osoby' if few else 'osób'}"


ENGLISH = Wording(
    decimal=".",
    percent_sign="%",
    headings=("Place", "Entry", "Score", "Sheets", "Chance", "Zone", "Remarks"),
    zones={"SAFE": "settled", "CONTEST": "to discuss", "OUT": "out of reach"},
    labels={"low": "low", "moderate": "moderate", "good": "good", "very_high": "very high"},
    remarks={
        "ENTRY_WITHOUT_SCORES": "no complete sheet, not ranked",
        "BELOW_MIN_SHEETS": "fewer sheets than the rules ask for",
        "INCOMPLETE_SHEET": "incomplete sheet not counted: {}",
        "OUTLIER_SHEET": "unusual sheet: {}",
        "TIE_AT_BOUNDARY": "tie across the line of awards: the jury decides",
    },
    rungs={
        "criteria": "tie broken by the criterion {}",
        "median": "tie broken by the median of sheets",
        "head_to_head": "tie broken head to head",
        "countback": "tie broken by the number of jurors placing it at {}",
    },
    general={
        "SINGLE_JUROR": "There is one juror only: nothing can be said about agreement.",
        "NO_VARIATION": "All sheets are equal: the scores do not order the entries.",
        "NO_SEPARATION": "The scores do not separate the entries.",
        "DISCONNECTED": "Some jurors share no entry, even indirectly: they cannot be compared.",
        "WEAKLY_CONNECTED": "Jurors share few entries: their severity is known only roughly.",
    },
    methods={
        "mean": "Score: weighted mean of complete sheets.",
        "trimmed": "Score: weighted mean without the lowest and highest sheets.",
        "median": "Score: median of complete sheets.",
        "majority": "Score: majority judgment (lower median of complete sheets).",
    },
    reliability="Reliability of this ranking: {} ({}{}).",
    between=", between {low} and {high}",
    needed=" For a very high one (0.9) a jury of {} would be needed.",
    unknown_reliability="How far this ranking can be relied on cannot be told from these scores.",
    chance=(
        "Chance: of truly belonging among the best {} (main prizes), given how much jurors differ;"
        " settled from {safe}, out of reach below {out}."
    ),
    chance_of_first=(
        "Chance: of truly being the best, given how much jurors differ;"
        " settled from {safe}, out of reach below {out}."
    ),
    people=str,
)

POLISH = Wording(
    decimal=",",
    percent_sign="\u00a0%",
    headings=("Miejsce", "Zgłoszenie", "Wynik", "Karty", "Szansa", "Strefa", "Uwagi"),
    zones={"SAFE": "przesądzone", "CONTEST": "do dyskusji", "OUT": "poza zasięgiem"},
    labels={
        "low": "niska",
        "moderate": "umiarkowana",
        "good": "dobra",
        "very_high": "bardzo wysoka",
    },
    remarks={
        "ENTRY_WITHOUT_SCORES": "brak kompletnej karty, poza rankingiem",
        "BELOW_MIN_SHEETS": "mniej kart, niż wymaga regulamin",
        "INCOMPLETE_SHEET": "niekompletna karta, nieliczona: {}",
        "OUTLIER_SHEET": "karta odstająca: {}",
        "TIE_AT_BOUNDARY": "remis na granicy nagród: rozstrzyga Kapituła",
    },
    rungs={
        "criteria": "remis rozstrzygnęło kryterium: {}",
        "median": "remis rozstrzygnęła mediana kart",
        "head_to_head": "remis rozstrzygnęło porównanie bezpośrednie",
        "countback": "remis rozstrzygnęła liczba kart dających miejsce {}",
    },
    general={
        "SINGLE_JUROR": "Oceniała jedna osoba, więc o zgodności nie można nic powiedzieć.",
        "NO_VARIATION": "Wszystkie karty są równe: oceny nie porządkują zgłoszeń.",
        "NO_SEPARATION": "Oceny nie odróżniają zgłoszeń od siebie.",
        "DISCONNECTED": (
            "Niektórych członków Kapituły nie łączy, nawet pośrednio, żadne zgłoszenie:"
            " ich ocen nie da się porównać."
        ),
        "WEAKLY_CONNECTED": (
            "Członkowie Kapituły oceniali mało wspólnych zgłoszeń:"
            " ich surowość znamy tylko w przybliżeniu."
        ),
    },
    methods={
        "mean": "Wynik: średnia ważona kompletnych kart.",
        "trimmed": "Wynik: średnia ważona bez kart skrajnych.",
        "median": "Wynik: mediana kompletnych kart.",
        "majority": "Wynik: osąd większościowy (dolna mediana kompletnych kart).",
    },
    reliability="Rzetelność tego rankingu: {} ({}{}).",
    between=", w przedziale {low}–{high}",
    needed=" Do bardzo wysokiej (0,9) potrzeba by było Kapituły liczącej {}.",
    unknown_reliability="Z tych ocen nie wynika, na ile można polegać na tym rankingu.",
    chance=(
        "Szansa: że zgłoszenie naprawdę należy do {} najlepszych (nagrody główne), gdy uwzględnić"
        " różnice między jurorami; przesądzone od {safe}, poza zasięgiem poniżej {out}."
    ),
    chance_of_first=(
        "Szansa: że zgłoszenie naprawdę jest najlepsze, gdy uwzględnić różnice między jurorami;"
        " przesądzone od {safe}, poza zasięgiem poniżej {out}."
    ),
    people=_osoby,
)
