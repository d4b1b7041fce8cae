"""Which passwords are refused: short ones, and those that are made of what everybody tries first.

Nothing is asked of the composition. What counts is what is left when common words, runs of
the keyboard and the words of this very person are taken out.
"""

import re
import unicodedata
from collections.abc import Iterable

from judging.core.i18n import _

SHORTEST = 12
LONGEST = 1000
ENOUGH = 6  # signs that nobody can foresee
DIFFERENT = 5
LOOKALIKES = str.maketrans("013457@$!ł", "oieastasil")
COMMON = frozenset(
    """
    abc abcd access admin administrator adrian alamakota aleksandra andrzej anna asdf asdfgh
    asdfghjkl autumn barcelona bartek baseball batman battery beata biedronka bonus
    burmistrz chelsea chocolate computer correct crazy cyber czerwiec damian daniel dawid
    default demo dobrepraktyki dominika dorota dragon dupa edycja ewelina family flower
    football frdl freedom friend friends fundacja gmina google gosia grudzien haslo hello
    hockey horse iloveyou internet jakub january jesien jesus joanna juror jury justyna
    kacper kamil kapitula karolina kasia katarzyna kocham kochanie kocie komputer kongres
    konkurs konrad krzysztof kubus kwiatek kwiecien lato laureat legia letmein lipiec
    listopad login love lovely lukasz luty maciej maciek magda magdalena maj mama marcin
    mariusz martyna marysia marzec master mateusz matrix miasto michael michal misiek mistrz
    moje monday monika monkey monster myszka natalia niedziela niewiem nokia nothing papiez
    pass passw0rd passwd password patryk pawel pazdziernik piotr piotrek pokemon polonia
    polska poniedzialek powiat praktyki prezydent princess qazwsx qazxsw qwe qwert qwerty
    qwertyuiop regulski robert samorzad samsung secret secretary sekret sekretarz sekrety
    sekretyzarzadzania shadow sierpien skarbnik slonce soccer spring staple starosta start
    starwars styczen summer sunshine super superman sylwia szymon tajne test tester testowe
    tomasz tomek trustno urzad wakacje warszawa welcome winter wiosna witam wojciech wojt
    wojtek wroclaw wrzesien wydzial zaq zaqwsx zarzadzania zima zmien zmienmnie zuzanna zxcv
    zxcvbn zxcvbnm
    """.split()  # noqa: SIM905 -- three hundred quotation marks would hide the words
)
RUNS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
)


def why_not_password(password: str, about: Iterable[str] = ()) -> str | None:
    """Return why the password is refused, or None; ``about`` says who the person is."""
    if len(password) < SHORTEST:
        return str(_("The password is too short: it needs at least 12 characters."))
    if len(password) > LONGEST:
        return str(_("The password is too long: at most 1000 characters."))
    if len(set(password.lower())) < DIFFERENT or _repeated(password.lower()):
        return str(_("The password repeats the same characters. Choose another one."))
    if min(len(_unforeseen(spelling, about)) for spelling in _spellings(password)) < ENOUGH:
        return str(_("The password is easy to guess: people try these words first. Choose another one."))
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
    own = {piece for said in about for piece in re.split(r"[^a-z0-9]+", _folded(said.lower())) if len(piece) > 2}
    joined = re.sub(r"[\s!-/:-@\[-`{-~]+", "", text)
    for piece in sorted({*COMMON, *own, *_pieces_of_runs()}, key=len, reverse=True):
        joined = joined.replace(piece, "")
    return re.sub(r"(19|20)\d\d", "", joined)


def _pieces_of_runs() -> set[str]:
    both = [*RUNS, *(run[::-1] for run in RUNS)]
    return {run[start : start + size] for run in both for size in range(3, 21) for start in range(len(run) - size + 1)}
