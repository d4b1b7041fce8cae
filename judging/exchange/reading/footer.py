"""Lines that people write below a table: sums and means, who made it, where and when."""

import re
from functools import lru_cache

SUMMARY = re.compile(
    r"(razem|suma|ogółem|łącznie|średnia|średnio|mediana|odchylenie( standardowe)?|minimum|"
    r"maksimum|min|max|total|sum|grand total|mean|average|avg|median|st\.? ?dev|liczba ocen|"
    r"wynik|podsumowanie|śr)( (ocen|ocena|punktów|końcowa|arytmetyczna|ważona|ogólna|ogółem|kolumny|"
    r"jurora|score|końcowy))*[ :.=]*"
)
SIGNATURE = re.compile(
    r"(sporządzi[łl]|sporządzon|przygotowa[łl]|opracowa[łl]|zatwierdzi[łl]|sprawdzi[łl]|podpis|"
    r"protokołowa[łl]|protokolant|wydruk|źródło|legenda|objaśnieni|prepared by|signed|signature|"
    r"approved by|source:|legend|data:|data sporządzenia|miejscowość|stan na|uwaga:|uwagi:|"
    r"przewodnicząc[aye]|sekretarz|koniec|strona \d|page \d|\*|#).*",
    re.DOTALL,
)
PLACE_AND_DATE = re.compile(r"([^\W\d]+[ -]?){1,3},? *(dn\.|dnia|,)? *\d{1,2}[. ]+(\d{1,2}|[^\W\d]+)[. ]+\d{4} ?r?\.?")


@lru_cache(maxsize=10_000)
def is_summary(text: str) -> bool:
    """Tell whether a label is that of a sum or a mean.

    Examples
    --------
    >>> is_summary("Średnia ocen:"), is_summary("Razem dla Łodzi")
    (True, False)
    """
    return bool(SUMMARY.fullmatch(text.casefold()))


def is_signature(text: str) -> bool:
    """Tell whether a text says who made a list, where and when.

    Examples
    --------
    >>> is_signature("Sporządziła: A. Nowak"), is_signature("Łódź, dnia 3 marca 2026 r.")
    (True, True)
    """
    plain = text.casefold()
    return bool(SIGNATURE.fullmatch(plain) or PLACE_AND_DATE.fullmatch(plain))
