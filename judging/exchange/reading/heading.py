"""What a heading means, by how it begins."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from judging.exchange.reading.grid import Cell, text_of

LONGEST = 120  # signs of a heading that is known by its beginning; a sentence is none
QUOTES = "\"'„”“‟«»‚‘’‛′″`´"
SURVEY_CODE = re.compile(r"^[a-z]\w*(\[\w+\])*\.\s+(?=\S)")  # LimeSurvey: Q1[SQ001]. The question
SAME = {"", "id", "nr", "no", "number", "numer", "kod", "code", "name", "nazwa", "imię i nazwisko"}
OF_JUROR = re.compile(r"\W*(juror|ekspert|recenzent|oceniając|sędzi|członk|asesor|reviewer|judge|rater|expert)")
CONFLICT = re.compile(r"konflikt\w* interes|conflicts? of interest|wyłącz\w+ (się )?(z|od) ocen")
BRACKET = re.compile(r"\[([^\[\]]+)\]\s*$")


class Role(StrEnum):
    """What a column of a file of scores is for."""

    ENTRY = "entry"
    JUROR = "juror"
    CRITERION = "criterion"
    SCORE = "score"
    STATUS = "status"
    CONFLICT = "conflict"  # yes where the juror steps aside
    COUNTS = "counts"  # yes where the sheet counts
    LEFT_OUT = "left out"  # a sign where it does not
    NUMBER = "number"  # of the entry
    PERSON = "person"  # who filled the form in
    TOTAL = "total"
    PLACE = "place"
    REMARK = "remark"
    TECHNICAL = "technical"
    WEIGHT = "weight"
    STEP = "step"
    LOWEST = "lowest"
    HIGHEST = "highest"
    OTHER = ""


WORDS: Mapping[Role, str] = {
    Role.ENTRY: (
        "entry|zgłoszenie|zgłoszenia|nazwa zgłoszenia|tytuł zgłoszenia|oceniane zgłoszenie|"
        "wybierz zgłoszenie|praktyka|nazwa praktyki|tytuł praktyki|oceniana praktyka|dobra praktyka|"
        "projekt|nazwa projektu|tytuł projektu|zespół|nazwa zespołu|drużyna|praca|tytuł pracy|tytuł|"
        "wniosek|tytuł wniosku|nazwa wniosku|kandydat|kandydatka|uczestnik|uczestniczka|"
        "project|team|paper|contestant|competitor|candidate|participant|applicant|"
        "submission|title|proposal|nominee|practice|kandydatura|inicjatywa|publikacja|"
        "które zgłoszenie|jakie zgłoszenie|wskaż zgłoszenie|wybór zgłoszenia|którą praktykę|wybierz praktykę|"
        "który projekt|wybierz projekt|oceniany projekt|który wniosek|wybierz wniosek|oceniany wniosek|"
        "nazwa ocenianego zgłoszenia|tytuł ocenianego zgłoszenia|which entry|which submission|which project|"
        "select entry|choose entry|entry you are reviewing"
    ),
    Role.JUROR: (
        "juror|jurorka|jurorzy|jurorki|judge|członek kapituły|członkini kapituły|członek jury|"
        "członkini jury|ekspert|ekspertka|recenzent|recenzentka|reviewer|rater|oceniający|"
        "oceniająca|osoba oceniająca|sędzia|assessor|evaluator|referee|expert|asesor|"
        "imię i nazwisko jurora|imię i nazwisko jurorki|imię i nazwisko eksperta|"
        "imię i nazwisko recenzenta|imię i nazwisko oceniającego|nazwisko jurora|jury member|"
        "imię i nazwisko członka kapituły|imię i nazwisko osoby oceniającej|kto ocenia"
    ),
    Role.CRITERION: "criterion|kryterium|kryteria|nazwa kryterium|dimension|criteria",
    Role.SCORE: (
        "score|ocena|oceny|punkty|liczba punktów|points|rating|mark|nota|punktacja|grade|"
        "ocena jurora|ocena eksperta|ocena recenzenta|judge score|reviewer score|przyznane punkty|"
        "pkt|wartość oceny|value"
    ),
    Role.STATUS: "status|stan|bezstronność",
    Role.CONFLICT: "konflikt|konflikt interesów|wyłączenie|wyłączony|wyłączona|recusal|recused|"
    "conflict|conflict of interest|abstention|wstrzymanie|coi|czy konflikt|czy wyłączony",
    Role.COUNTS: "karta się liczy|sheet counts|liczy się|counts",
    Role.LEFT_OUT: "nie liczy się|does not count",
    Role.NUMBER: "numer|numer zgłoszenia|nr|nr zgłoszenia|number|no.|id zgłoszenia|id praktyki|"
    "kod zgłoszenia|kod|numer praktyki|numer projektu|nr projektu|nr wniosku|numer wniosku|code",
    Role.PERSON: "imię i nazwisko|imię nazwisko|nazwisko i imię|adres e-mail|adres email|e-mail|"
    "email|email address|nazwa użytkownika|username|name|nazwa|nazwisko|użytkownik|user|full name",
    Role.TOTAL: "średnia|suma|razem|ogółem|łącznie|mean|average|avg|total|sum|wynik|mediana|median|"
    "suma punktów|średnia ocen|średnia ocena|wynik końcowy|ocena łączna|łączna ocena|overall total|"
    "łączna liczba punktów|odchylenie|result|total points|suma ważona|średnia ważona|śr|sr|ø|x̄|sum.|"
    "liczba ocen|liczba kart|liczba głosów|liczba jurorów|number of scores|number of sheets|count|n|"
    "σ|∑|w sumie|sumarycznie|odch|sd|std|min|max|minimum|maksimum|rozstęp|wariancja|variance|stdev",
    Role.PLACE: "miejsce|place|rank|pozycja|lokata",
    Role.REMARK: "uwagi|uwaga|komentarz|komentarze|comment|comments|remarks|remark|uzasadnienie|"
    "notes|note|notatki|feedback|opis|mocne strony|słabe strony|justification|opinia",
    Role.TECHNICAL: (
        "sygnatura czasowa|znacznik czasu|timestamp|godzina rozpoczęcia|godzina ukończenia|"
        "czas rozpoczęcia|czas ukończenia|start time|completion time|last modified time|"
        "godzina ostatniej modyfikacji|data|date|date submitted|data przesłania|data wysłania|"
        "id|id odpowiedzi|response id|identyfikator odpowiedzi|identyfikator|ostatnia strona|"
        "last page|lastpage|submitdate|startlanguage|język początkowy|start language|seed|ziarno|"
        "date started|data rozpoczęcia|date last action|data ostatniej akcji|startdate|datestamp|"
        "ipaddr|ip address|adres ip|refurl|referrer url|lp|l.p|urząd|office|gmina|powiat|"
        "województwo|obszar|area|kategoria|category|język|language|token|interviewtime|ex aequo|"
        "tied|confidence|pewność|pewność oceny|decision|decyzja|region|"
        "miejscowość|instytucja|jednostka|runda|round|grupa|group|poz|nr sprawy|znak sprawy|rok|year|"
        "liczba mieszkańców|liczba ludności|population"
    ),
    Role.WEIGHT: "weight|waga|wagi|weights",
    Role.STEP: "step|krok|skok",
    Role.LOWEST: "from|od|min|minimum",
    Role.HIGHEST: "to|do|max|maksimum|maximum",
}


class Meaning(NamedTuple):
    """What a heading means; `rest` is what follows the word by which it was known."""

    role: Role
    rest: str = ""


SCORES = frozenset(Role) - {Role.WEIGHT, Role.STEP, Role.LOWEST, Role.HIGHEST}
OF_CRITERIA = frozenset({Role.CRITERION, Role.WEIGHT, Role.STEP, Role.LOWEST, Role.HIGHEST, Role.TOTAL, Role.REMARK})
KNOWN = {word: role for role, words in WORDS.items() for word in words.split("|")}
LONGEST_FIRST = sorted(KNOWN, key=len, reverse=True)
TELLING = frozenset({Role.ENTRY, Role.JUROR, Role.CRITERION, Role.SCORE, Role.WEIGHT})


@lru_cache(maxsize=4096)
def plain_heading(heading: str) -> str:
    """Return a heading as headings are compared.

    Examples
    --------
    >>> plain_heading("  Ocena_(0–10)"), plain_heading("„Nazwa  zgłoszenia”:")
    ('ocena (0-10)', 'nazwa zgłoszenia')
    """
    text = unicodedata.normalize("NFKC", text_of(heading)).casefold()
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("_", " ")
    text = "".join(sign for sign in text if sign not in QUOTES)
    return " ".join(text.split()).strip(" :.*?")


@lru_cache(maxsize=4096)
def meaning_of(heading: str, among: frozenset[Role] = SCORES) -> Meaning:
    """Tell what a heading means by its beginning.

    Examples
    --------
    >>> meaning_of("Ocena (0–10)"), meaning_of("Ekspert"), meaning_of("Nowość").role
    (Meaning(role=<Role.SCORE: 'score'>, rest='(0-10)'), Meaning(role=<Role.JUROR: 'juror'>, rest=''), <Role.OTHER: ''>)
    """
    plain = plain_heading(heading)
    if len(plain) > LONGEST:
        return Meaning(Role.OTHER, plain)
    for text in dict.fromkeys((plain, SURVEY_CODE.sub("", plain))):
        for word in LONGEST_FIRST:
            after = text.removeprefix(word)
            if KNOWN[word] in among and (text == word or _begins(text, word)):
                return _more_closely(Meaning(KNOWN[word], after.strip(" :.-")), among)
    if Role.CONFLICT in among and CONFLICT.search(plain):
        return Meaning(Role.CONFLICT, plain)
    return Meaning(Role.OTHER, plain)


def _more_closely(meaning: Meaning, among: frozenset[Role]) -> Meaning:
    """Tell that a number, a name or an address is that of a juror, as "Nr jurora" is."""
    about_somebody = meaning.role in {Role.NUMBER, Role.PERSON, Role.TECHNICAL}
    if about_somebody and OF_JUROR.match(meaning.rest) and Role.JUROR in among:
        return Meaning(Role.JUROR)
    more = meaning.role in {Role.PLACE, Role.NUMBER} and not is_bare(meaning)
    return Meaning(Role.OTHER, meaning.rest) if more else meaning  # Miejsce realizacji


def is_bare(meaning: Meaning) -> bool:
    """Tell whether a heading says no more than its role."""
    return meaning.rest in SAME or meaning.rest[:1] in {"(", "/"}


def _begins(text: str, word: str) -> bool:
    """Tell whether a text begins with a word and goes on with another."""
    return text.startswith(word) and not text[len(word)].isalnum()


def telling(row: Sequence[Cell]) -> int:
    """Count the different headings of a row by which a table of scores or criteria is known."""
    meanings = {meaning_of(text_of(cell), frozenset(Role)).role for cell in row if _is_text(cell)}
    sure = len(meanings & TELLING)
    return 2 * sure + len(meanings - TELLING - {Role.OTHER}) if sure else 0


def _is_text(cell: Cell) -> bool:
    """Tell whether a cell can be a heading."""
    return isinstance(cell, str) and len(cell) < 500


def short_names(headings: Sequence[str]) -> list[str]:
    """Return what tells headings apart: what stands in brackets, where all have some.

    Examples
    --------
    >>> short_names(["Ocena [Efekty]", "Ocena [Zasięg]"]), short_names(["Nowość", "Zasięg"])
    (['Efekty', 'Zasięg'], ['Nowość', 'Zasięg'])
    """
    texts = [re.sub(r"^[A-Za-z]\w*(\[\w+\])*\.\s+(?=\S)", "", text_of(h)) for h in headings]
    inside = [found.group(1).strip() if (found := BRACKET.search(text)) else "" for text in texts]
    begun = {BRACKET.sub("", text).strip() for text in texts}
    if len(texts) > 1 and all(inside) and len(set(inside)) == len(inside) and len(begun) == 1:
        return inside
    return texts if len(set(texts)) == len(texts) else [text_of(h) for h in headings]


def are_composite(headings: Sequence[str]) -> bool:
    """Tell whether headings combine each of some names with each of others.

    Examples
    --------
    >>> are_composite(["Anna – Nowość", "Anna – Zasięg", "Jan – Nowość", "Jan – Zasięg"])
    True
    >>> are_composite(["Nowak - Lis", "Kowal"])
    False
    """
    parts = [re.split(r"\s+[-–—:/|]\s+|:\s+|\s*[/|]\s*", heading) for heading in headings]
    if any(len(pair) != 2 for pair in parts):
        return False
    firsts, lasts = {pair[0] for pair in parts}, {pair[1] for pair in parts}
    return min(len(firsts), len(lasts)) > 1 and len(firsts) * len(lasts) == len(headings)
