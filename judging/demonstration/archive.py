"""The real editions of 2022 and 2023: published facts only, as rows of the public tables.

Source: the organiser's public announcements. Where no practice was named, none stands here.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.announcement.models import PublicAward, PublicEdition, PublicPractice

MAIN = ("Nagroda Główna", "Nagrodę Główną")
DISTINCTION = ("wyróżnienie", "wyróżnienie")
CRITERIA_2023 = (
    ("Innowacyjność", "na ile nowe są podejście do problemu i wybrane rozwiązanie"),
    ("Uniwersalność", "czy inne urzędy mogą przejąć to rozwiązanie"),
    (
        "Zasięg oddziaływania",
        "ilu pracowników lub klientów korzysta teraz i może skorzystać w przyszłości",
    ),
    (
        "Mierzalność efektów",
        "jaką zmianę przyniósł projekt, jak ustalono wskaźniki i jak je osiągnięto",
    ),
    (
        "Dopasowanie do potrzeb jednostki/klienta",
        "czy rozwiązanie odpowiada na wcześniejsze badania, analizy lub wnioski, na ile w jego "
        "przygotowaniu uczestniczyli klienci i pracownicy oraz czy uzupełnia inne działania urzędu",
    ),
)
PARTNERS_2022 = (
    ("honorary", "Krajowa Rada Regionalnych Izb Obrachunkowych", "Honorowy Partner Merytoryczny"),
    ("international", "ICMA Europe", "Partner Międzynarodowy"),
    ("substantive", "Giełda Papierów Wartościowych", "Patronat Merytoryczny"),
    ("substantive", "Urząd Zamówień Publicznych", "Patronat Merytoryczny"),
    ("substantive", "Najwyższa Izba Kontroli", "Patronat Merytoryczny"),
    ("substantive", "Główny Urząd Statystyczny", "Patronat Merytoryczny"),
    ("substantive", "Urząd Ochrony Danych Osobowych", "Patronat Merytoryczny"),
    ("substantive", "Państwowa Inspekcja Pracy", "Patronat Merytoryczny"),
    ("business", "Wolters Kluwer", "Partner biznesowy"),
    ("business", "Comarch", "Partner biznesowy"),
    ("business", "eSesja", "Partner biznesowy"),
    ("community", "Związek Miast Polskich", "Patronat Środowiskowy"),
    ("community", "Związek Powiatów Polskich", "Patronat Środowiskowy"),
)
# award, office as published, TERYT, voivodeship, what for (as published), practice where one was named
LAUREATES_2022 = (
    (
        MAIN,
        "Urząd Miasta w Dąbrowie Górniczej",
        "2465011",
        "śląskie",
        "za usprawnienie procesu rekrutacji i program adaptacji pracowników w nowym miejscu pracy",
        "",
    ),
    (
        MAIN,
        "Urząd Miasta Brześć Kujawski",
        "0418043",
        "kujawsko-pomorskie",
        "za innowacyjne rozwiązania w obsłudze klienta",
        "",
    ),
    (DISTINCTION, "Urząd Miasta Tychy", "2477011", "śląskie", "za prosty język w urzędzie", ""),
    (DISTINCTION, "Urząd Miasta Zabrze", "2478011", "śląskie", "", ""),
    (DISTINCTION, "Urząd Gminy Izabelin", "1432022", "mazowieckie", "", ""),
    (DISTINCTION, "Urząd Miasta Mosina", "3021103", "wielkopolskie", "", ""),
    (DISTINCTION, "Urząd Gminy Szemud", "2215092", "pomorskie", "", ""),
)
LAUREATES_2023 = (
    (
        MAIN,
        "Urząd Miejski w Dąbrowie Górniczej",
        "2465011",
        "śląskie",
        "",
        "Ocena pracownika – metamorfoza wypowiedzi w dialog",
    ),
    (
        DISTINCTION,
        "Urząd Marszałkowski Województwa Małopolskiego",
        "12",
        "małopolskie",
        "",
        "Doskonalenie w pracy Urzędu Marszałkowskiego Województwa Małopolskiego",
    ),
)
ORGANISERS = "Organizatorzy: FRDL i Krajowa Rada Forów Sekretarzy JST."


def load(session: Session) -> None:
    """Add the archive, unless it is there; in the caller's session."""
    if session.scalar(select(PublicEdition.id).where(PublicEdition.slug == "2022")) is not None:
        return
    session.add(_edition_2022())
    session.add(_edition_2023())
    session.flush()


def _edition_2022() -> PublicEdition:
    edition = PublicEdition(
        slug="2022",
        name="Sekrety Zarządzania 2022",
        year=2022,
        event="VI Krajowy Kongres Sekretarzy, 19–20 października 2022 r., Hotel Westin, Warszawa",
        about=ORGANISERS,
        partners=[{"kind": kind, "name": name, "label": label} for kind, name, label in PARTNERS_2022],
    )
    return _with_laureates(edition, LAUREATES_2022)


def _edition_2023() -> PublicEdition:
    edition = PublicEdition(
        slug="2023",
        name="Sekrety Zarządzania 2023",
        year=2023,
        event="VII Krajowy Kongres Sekretarzy, 6–7 września 2023 r., Warszawa",
        about="Nagrodą Główną był voucher na szkolenia o wartości 2500 zł.",
        criteria=[{"name": name, "description": text} for name, text in CRITERIA_2023],
    )
    return _with_laureates(edition, LAUREATES_2023)


def _with_laureates(
    edition: PublicEdition, laureates: tuple[tuple[tuple[str, str], str, str, str, str, str], ...]
) -> PublicEdition:
    for position, (award, office, teryt, voivodeship, subject, practice) in enumerate(laureates, start=1):
        row = PublicAward(
            position=position,
            award=award[0],
            award_accusative=award[1],
            main=award is MAIN,
            office=office,
            teryt=teryt,
            voivodeship=voivodeship,
            subject=subject,
        )
        edition.awards.append(row)
        if practice:
            row.practice = PublicPractice(edition=edition, title=practice, office=office)
    return edition
