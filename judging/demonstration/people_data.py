"""The invented people, offices and practices of the demonstration. Nothing here is real.

Units have TERYT codes that begin with 99, which the register does not use; addresses end in
``.example``, which nobody can own.
"""

from dataclasses import dataclass

from judging.offices.models import UnitKind


@dataclass(frozen=True, slots=True)
class Practice:
    """An invented office and the practice it enters."""

    office: str
    unit: str
    kind: UnitKind
    area: int  # index in the template's areas
    title: str
    problem: str
    solution: str
    effects: str
    transferability: str
    quality: float  # what the seeded scores are drawn around, 0 to 1


@dataclass(frozen=True, slots=True)
class Member:
    """An invented member of the chapter, and how strict the seeded scores make them."""

    name: str
    title: str
    leniency: float  # points added to every score


SECRETARY = ("Halina Sekretna", "sekretarz@kapitula.example")
ADMINISTRATOR = ("Adam Techniczny", "administrator@kapitula.example")
JURY = (
    Member("Barbara Wzorcowa", "przewodnicząca, Instytut Przykładów", 0.0),
    Member("Cezary Rzetelny", "Forum Sekretarzy (dane przykładowe)", -0.8),
    Member("Danuta Uważna", "Akademia Samorządności (dane przykładowe)", 0.4),
    Member("Edward Surowy", "Izba Prób i Testów", -1.4),
    Member("Felicja Życzliwa", "Fundacja Dobrych Praktyk (dane przykładowe)", 1.1),
    Member("Grzegorz Miarowy", "Uniwersytet Przykładowy", 0.1),
    Member("Irena Dociekliwa", "Stowarzyszenie Miast Zmyślonych", -0.3),
    Member("Jacek Spokojny", "Związek Gmin Próbnych", 0.5),
    Member("Krystyna Celna", "Centrum Prostego Języka (dane przykładowe)", 0.2),
)
REPRESENTATIVES = (
    "Maria Zmyślona",
    "Piotr Próbny",
    "Ewa Testowa",
    "Tomasz Przykładny",
    "Agata Modelowa",
    "Paweł Szablonowy",
    "Joanna Wzorowa",
    "Marek Fikcyjny",
    "Olga Umowna",
    "Rafał Domyślny",
    "Sylwia Ćwiczebna",
    "Wojciech Pozorny",
    "Zofia Nibylandzka",
    "Bartosz Hipotetyczny",
    "Lidia Roboczowska",
    "Michał Zastępczy",
    "Natalia Papierowa",
    "Hubert Makietowy",
    "Teresa Udawana",
    "Krzysztof Pokazowy",
)
_M, _MW, _W = UnitKind.URBAN, UnitKind.URBAN_RURAL, UnitKind.RURAL
_MNP, _P, _WOJ = UnitKind.CITY, UnitKind.POWIAT, UnitKind.VOIVODESHIP

PRACTICES = (
    Practice(
        "Urząd Miejski w Przykładowie",
        "Przykładowo",
        _MW,
        0,
        "Jedno okienko, jedna rozmowa",
        "Mieszkaniec załatwiał sprawę w trzech pokojach i za każdym razem opowiadał ją od nowa. Średnia wizyta trwała 47 minut.",
        "Połączyliśmy pięć stanowisk w jedno biuro obsługi. Pracownik przyjmujący prowadzi sprawę do końca, a specjaliści wspierają go z zaplecza. Szkolenia prowadzili sami pracownicy.",
        "Wizyta trwa średnio 18 minut. W ankiecie po wizycie 91% osób oceniło obsługę jako dobrą lub bardzo dobrą (wcześniej 64%). Skarg ubyło o połowę.",
        "Opis stanowiska, plan szkoleń i wzór ankiety udostępniamy bezpłatnie. Wystarczy jedno pomieszczenie i trzy miesiące przygotowań.",
        0.90,
    ),
    Practice(
        "Urząd Miasta Wzorowice",
        "Wzorowice",
        _MNP,
        3,
        "Pierwsze sto dni w urzędzie",
        "Co czwarta nowo zatrudniona osoba odchodziła przed upływem roku. Nowi pracownicy mówili, że przez pierwsze tygodnie nie wiedzieli, kogo pytać.",
        "Każda nowa osoba ma opiekuna, plan na sto dni i cztery rozmowy podsumowujące. Ogłoszenia o pracę piszemy prostym językiem i pokazujemy w nich zwykły dzień pracy.",
        "W ciągu dwóch lat odejścia w pierwszym roku spadły z 26% do 7%. Czas rekrutacji skrócił się z 61 do 38 dni.",
        "Program opisaliśmy w podręczniku liczącym 30 stron. Korzystają już z niego trzy inne (zmyślone) urzędy.",
        0.86,
    ),
    Practice(
        "Urząd Gminy Próbna Góra",
        "Próbna Góra",
        _W,
        0,
        "Pisma, które da się zrozumieć",
        "Co piąty telefon do urzędu dotyczył niezrozumiałego pisma. Najwięcej pytań budziły decyzje podatkowe.",
        "Przepisaliśmy 42 wzory pism z pomocą mieszkańców, którzy czytali je na głos. Każde pismo zaczyna się od tego, co trzeba zrobić i do kiedy.",
        "Telefonów z pytaniami o treść pism jest o 58% mniej. Podatek w terminie płaci 94% osób zamiast 87%.",
        "Wzory są otwarte. Metoda czytania na głos nie wymaga pieniędzy, tylko czasu i cierpliwości.",
        0.84,
    ),
    Practice(
        "Starostwo Powiatowe w Modelinie",
        "modeliński",
        _P,
        1,
        "Kolejka, której nie widać",
        "W wydziale komunikacji przed świętami czekało się ponad dwie godziny.",
        "Wprowadziliśmy rezerwację wizyt na godzinę, przypomnienie SMS-em i krótką listę dokumentów zależną od sprawy. Dwa stanowiska zostały dla osób bez rezerwacji.",
        "Średni czas oczekiwania wynosi 9 minut. Liczba osób, które przyszły bez kompletu dokumentów, spadła o 71%.",
        "Rozwiązanie działa na ogólnodostępnym kalendarzu. Opisaliśmy je krok po kroku.",
        0.78,
    ),
    Practice(
        "Urząd Miasta Nowy Szablon",
        "Nowy Szablon",
        _M,
        2,
        "Godziny, które pasują do życia",
        "Pracownicy opiekujący się bliskimi brali zwolnienia, bo sztywne godziny nie pozwalały inaczej.",
        "Ruchomy czas pracy, praca zdalna do dwóch dni w tygodniu i wspólny kalendarz zastępstw, za który odpowiada zespół, a nie kierownik.",
        "Absencja krótkoterminowa spadła o 34%. Żadne okienko nie było zamknięte ani razu w ciągu roku.",
        "Regulamin i kalendarz można przenieść do każdego urzędu, w którym pracuje więcej niż 20 osób.",
        0.75,
    ),
    Practice(
        "Urząd Gminy Zmyślone Małe",
        "Zmyślone Małe",
        _W,
        1,
        "Urząd w bibliotece",
        "Do urzędu z najdalszej wsi jest 19 kilometrów, a autobus jeździ dwa razy dziennie.",
        "W czterech bibliotekach dwa razy w tygodniu dyżuruje pracownik urzędu z laptopem i drukarką. Bibliotekarze pomagają w prostych sprawach.",
        "W ciągu roku załatwiono 1860 spraw. Co trzecia dotyczyła osób powyżej 65. roku życia.",
        "Potrzebne są: porozumienie z biblioteką, bezpieczne łącze i grafik. Wzór porozumienia udostępniamy.",
        0.80,
    ),
    Practice(
        "Urząd Miejski w Testowie",
        "Testowo",
        _MW,
        2,
        "Poniedziałek bez spotkań",
        "Kierownicy spędzali na naradach 14 godzin tygodniowo.",
        "Jeden dzień w tygodniu jest wolny od spotkań, a każda narada ma cel i koniec zapisane w zaproszeniu.",
        "Czas narad skrócił się o 40%. Pracownicy zyskali średnio 3,5 godziny tygodniowo na własną pracę.",
        "Zasady mieszczą się na jednej kartce.",
        0.62,
    ),
    Practice(
        "Urząd Marszałkowski Województwa Przykładowego",
        "przykładowe",
        _WOJ,
        3,
        "Kompetencje zamiast stanowisk",
        "Opisy stanowisk nie zmieniały się od lat i nie mówiły, czego ktoś powinien umieć.",
        "Zbudowaliśmy mapę 64 kompetencji, połączoną z rozmową o rozwoju i planem szkoleń. Pracownik sam proponuje swój poziom, a przełożony go omawia.",
        "W ciągu roku 78% szkoleń wynikało z planu rozwoju, wcześniej 22%. Zadowolenie ze szkoleń wzrosło z 3,4 do 4,5 w skali pięciostopniowej.",
        "Mapa jest dostępna w arkuszu. Mniejszy urząd może zacząć od 20 kompetencji.",
        0.73,
    ),
    Practice(
        "Urząd Gminy Umowne",
        "Umowne",
        _W,
        0,
        "Oddzwonimy w dwie godziny",
        "W godzinach szczytu nie odbieraliśmy 38% telefonów.",
        "Nieodebrane połączenia trafiają na wspólną listę. Dyżurny oddzwania w ciągu dwóch godzin, a sprawy typowe załatwia od razu.",
        "Na 96% nieodebranych połączeń oddzwaniamy tego samego dnia.",
        "Wystarczy centrala, która wysyła powiadomienie, i jedna osoba na dyżurze.",
        0.68,
    ),
    Practice(
        "Urząd Miasta i Gminy Pozorów",
        "Pozorów",
        _MW,
        1,
        "Wniosek, który sam się wypełnia",
        "Te same dane mieszkaniec wpisywał średnio cztery razy w roku w różnych formularzach.",
        "Formularz podpowiada dane, które urząd już zna i których wolno użyć. Mieszkaniec sprawdza je i podpisuje.",
        "Czas wypełnienia skrócił się z 22 do 6 minut. Braki formalne spadły z 31% do 5%.",
        "Integrację opisaliśmy wraz z oceną skutków dla ochrony danych.",
        0.82,
    ),
    Practice(
        "Starostwo Powiatowe w Makietach",
        "makiecki",
        _P,
        2,
        "Mapa procesów na jednej ścianie",
        "Nikt nie widział całej drogi sprawy – od wniosku do decyzji.",
        "Pracownicy narysowali 27 procesów na ścianie korytarza i wspólnie wykreślili zbędne kroki.",
        "Usunęliśmy 63 czynności. Decyzje budowlane wydajemy o 11 dni szybciej.",
        "Potrzebne są papier, taśma i zgoda na to, by mówić o błędach.",
        0.71,
    ),
    Practice(
        "Urząd Miasta Hipotezy",
        "Hipotezy",
        _MNP,
        0,
        "Budżet zadań, który czyta każdy",
        "Budżet liczył 412 stron i rozumiało go kilka osób.",
        "Każde zadanie ma kartę: po co, dla kogo, za ile i jak sprawdzimy efekt. Karty są publiczne i porównywalne między latami.",
        "Radni składają o 45% więcej wniosków dotyczących celów, a nie paragrafów.",
        "Wzór karty i instrukcja są gotowe do użycia.",
        0.66,
    ),
    Practice(
        "Urząd Gminy Robocza Wola",
        "Robocza Wola",
        _W,
        2,
        "Dzień zamiany",
        "Wydziały nie znały nawzajem swojej pracy i odsyłały mieszkańców od drzwi do drzwi.",
        "Raz w kwartale każdy pracownik spędza dzień w innym wydziale i zapisuje jeden pomysł na uproszczenie.",
        "Wdrożyliśmy 31 z 84 pomysłów. Odesłań do innego pokoju ubyło o 37%.",
        "Nie kosztuje nic poza dniem pracy na kwartał.",
        0.64,
    ),
    Practice(
        "Urząd Miejski w Papierowie",
        "Papierowo",
        _MW,
        1,
        "Ostatni segregator",
        "Akta spraw zakończonych zajmowały siedem pomieszczeń.",
        "Cyfrowy obieg wprowadzaliśmy wydział po wydziale, zaczynając od tego, który chciał pierwszy.",
        "86% spraw prowadzimy wyłącznie elektronicznie. Odzyskaliśmy cztery pokoje.",
        "Opisaliśmy kolejność wdrożenia, błędy i koszty.",
        0.58,
    ),
    Practice(
        "Urząd Gminy Udawka",
        "Udawka",
        _W,
        0,
        "Tłumacz języka migowego na telefon",
        "Osoby głuche przychodziły do urzędu z członkiem rodziny i nie mogły mówić o swoich sprawach same.",
        "Na każdym stanowisku jest tablet z połączeniem do tłumacza. Pracownicy nauczyli się dwudziestu znaków powitania.",
        "W ciągu roku skorzystały 143 osoby. Wcześniej zgłaszało się ich kilkanaście.",
        "Usługę można kupić wspólnie z sąsiednimi gminami.",
        0.77,
    ),
    Practice(
        "Urząd Miasta Ćwiczebna",
        "Ćwiczebna",
        _M,
        3,
        "Ogłoszenie o pracę bez żargonu",
        "Na połowę ogłoszeń odpowiadała jedna osoba albo nikt.",
        "Ogłoszenia piszemy od nowa z osobą, która będzie przełożonym. Podajemy wynagrodzenie i plan pierwszego tygodnia.",
        "Na jedno ogłoszenie odpowiada średnio 9 osób zamiast 2.",
        "Wzór ogłoszenia mieści się na jednej stronie.",
        0.70,
    ),
    Practice(
        "Urząd Gminy Domysły",
        "Domysły",
        _W,
        1,
        "Sołtys z dostępem",
        "Sołtysi przywozili do urzędu zgłoszenia na kartkach.",
        "Sołtysi zgłaszają sprawy telefonem i widzą ich stan. Urząd odpowiada w ciągu trzech dni.",
        "Średni czas usunięcia usterki oświetlenia spadł z 16 do 4 dni.",
        "Aplikacja jest darmowa, potrzebne jest jedno szkolenie.",
        0.60,
    ),
    Practice(
        "Starostwo Powiatowe w Pokazowie",
        "pokazowski",
        _P,
        2,
        "Ryzyko na czerwonej kartce",
        "Rejestr ryzyk wypełniano raz w roku, a potem leżał w szufladzie.",
        "Każdy może zgłosić ryzyko na czerwonej kartce. Kierownictwo omawia kartki co dwa tygodnie i odpowiada na każdą.",
        "Z 112 kartek 79 zakończyło się zmianą. Postępowań odwoławczych było o dwa mniej niż rok wcześniej.",
        "Potrzebne są kartki i dyscyplina odpowiedzi.",
        0.67,
    ),
    Practice(
        "Urząd Miejski w Nibylandii",
        "Nibylandia",
        _M,
        2,
        "Rada młodych urzędników",
        "Osoby przed trzydziestką stanowiły 4% załogi i rzadko zabierały głos.",
        "Rada ośmiu młodszych pracowników opiniuje projekty zarządzeń i ma własny mały budżet na usprawnienia.",
        "Wdrożono 12 usprawnień. Udział osób przed trzydziestką wzrósł do 9%.",
        "Statut rady ma dwie strony.",
        0.55,
    ),
    Practice(
        "Urząd Gminy Zastępcze",
        "Zastępcze",
        _W,
        2,
        "Zastępstwo bez stresu",
        "Urlop jednej osoby zatrzymywał sprawy na dwa tygodnie.",
        "Każde stanowisko ma kartę zastępstwa i osobę, która raz w miesiącu prowadzi na nim jedną sprawę.",
        "Zaległości po urlopach spadły o 83%.",
        "Wzór karty zastępstwa jest do pobrania.",
        0.52,
    ),
)
RETURNED = 18  # index of the practice whose formal check ends in a correction
REJECTED = 19  # and of the one that is rejected
