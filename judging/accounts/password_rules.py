"""Which passwords are refused: short ones, and those that are made of what everybody tries first.

Nothing is asked of the composition. What counts is what is left when common words, runs of
the keyboard and the words of this very person are taken out.
"""

import re
import unicodedata
from collections.abc import Iterable

from judging.i18n import _l

SHORTEST = 12
LONGEST = 1000
ENOUGH = 6  # signs that nobody can foresee
DIFFERENT = 5
LOOKALIKES = str.maketrans("013457@$!ł", "oieastasil")
COMMON = """
    abc abcd access admin administrator adrian alamakota aleksandra andrzej anna bartek barcelona
    baseball batman beata biedronka bonus chelsea chocolate computer correct crazy cyber damian daniel dawid
    default demo dominika dorota dragon dupa ewelina family flower football freedom friend friends
    gmina google gosia haslo hello hockey horse battery staple iloveyou internet jakub jesus joanna
    justyna kacper kamil karolina kasia katarzyna kochanie kocham kocie komputer konrad krzysztof
    kubus kwiatek legia letmein login love lovely lukasz magda magdalena maciek maciej mama marcin
    mariusz martyna marysia master mateusz matrix michael michal misiek mistrz monika monkey monster
    moje myszka natalia niewiem nokia nothing papiez pass passw0rd passwd password patryk pawel piotr
    piotrek pokemon polska polonia princess qazwsx qazxsw qwe qwert qwerty qwertyuiop robert samsung secret
    secretary sekret sekretarz shadow skarbnik slonce soccer starwars starosta start summer sunshine super
    superman sylwia szymon tajne test tester testowe tomasz tomek trustno warszawa wakacje
    welcome wiosna witam wojtek wojciech wojt wroclaw zaq zaqwsx zima zmien zmienmnie zuzanna
    monday january winter spring autumn lato jesien styczen luty marzec kwiecien maj czerwiec lipiec
    sierpien wrzesien pazdziernik listopad grudzien asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm
    poniedzialek niedziela urzad miasto powiat burmistrz prezydent wydzial
    kapitula konkurs sekretyzarzadzania sekrety zarzadzania frdl jury juror kongres laureat edycja
    dobrepraktyki praktyki fundacja regulski samorzad
""".split()
RUNS = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p",
)  # fmt: skip


def why_not_password(password: str, about: Iterable[str] = ()) -> object | None:
    """Return why the password is refused, or None; ``about`` are names and addresses of the person."""
    if len(password) < SHORTEST:
        return _l("The password is too short: it needs at least 12 characters.")
    if len(password) > LONGEST:
        return _l("The password is too long: at most 1000 characters.")
    if len(set(password.lower())) < DIFFERENT or _repeated(password.lower()):
        return _l("The password repeats the same signs. Choose another one.")
    if min(len(_unforeseen(spelling, about)) for spelling in _spellings(password)) < ENOUGH:
        return _l(
            "The password is easy to guess: it is made of words that are tried first. Choose another one."
        )
    return None


def _repeated(text: str) -> bool:
    """Tell whether the text is one short piece again and again."""
    return text in (text + text)[1:-1]


def _spellings(password: str) -> tuple[str, str]:
    """Return the letters and digits as typed, and with lookalikes read as letters."""
    plain = _folded(password.lower())
    lookalike = _folded(password.lower().translate(LOOKALIKES))
    return plain, lookalike


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.replace("ł", "l"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _unforeseen(text: str, about: Iterable[str]) -> str:
    """Return what is left without common and own words, runs, years and ornaments."""
    own = {
        piece
        for said in about
        for piece in re.split(r"[^a-z0-9]+", _folded(said.lower()))
        if len(piece) > 2
    }
    joined = re.sub(r"[\s!-/:-@\[-`{-~]+", "", text)
    for piece in sorted({*COMMON, *own, *_pieces_of_runs()}, key=len, reverse=True):
        joined = joined.replace(piece, "")
    return re.sub(r"(19|20)\d\d", "", joined)


def _pieces_of_runs() -> set[str]:
    both = [*RUNS, *(run[::-1] for run in RUNS)]
    return {
        run[start : start + size]
        for run in both
        for size in range(3, 21)
        for start in range(len(run) - size + 1)
    }
