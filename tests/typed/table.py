"""The table: what comes between × which form × what one was about to do. Cells that cannot be say why."""

from dataclasses import dataclass
from itertools import product

from tests.typed.forms import FORMS, TypedForm
from tests.typed.interruptions import ALL

ACTS = ("typing", "Save", "hand in", "Next")
UNSENT = "Jeszcze niewysłane; kopia jest w tej przeglądarce"


@dataclass(frozen=True, slots=True)
class Impossible:
    """Why a cell cannot be, and what of the text the person is told there, in the words of the page."""

    why: str
    told: str


CANNOT = {  # (interruption, form, act), "" for any
    ("", "motion and citation", "Save"): Impossible("a motion has one button: it records the vote", UNSENT),
    ("", "entry", "hand in"): Impossible(
        "an entry is submitted on a page of its own, without a text", "Tekst zapisuje się w trakcie pisania."
    ),
    ("", "captions", "hand in"): Impossible("captions are saved, there is nothing to hand in", UNSENT),
    ("", "settings", "hand in"): Impossible("settings are saved, there is nothing to hand in", UNSENT),
    ("", "profile", "hand in"): Impossible("a profile is saved, there is nothing to hand in", UNSENT),
    ("closed meanwhile", "profile", ""): Impossible("an account has no round and no call", UNSENT),
}


def why_not(interruption: str, form: str, act: str) -> str:
    """Return why a cell cannot be, or nothing."""
    keys = ((i, f, a) for i, f, a in product((interruption, ""), (form, ""), (act, "")) if (i, f, a) in CANNOT)
    return next((CANNOT[key].why for key in keys), "")


def cells() -> list[tuple[str, str, str]]:
    """Return every cell that can be."""
    return [cell for cell in product(ALL, FORMS, ACTS) if not why_not(*cell)]


def sample() -> list[tuple[str, str, str]]:
    """Return a cell for every interruption, in which every form and every act comes several times."""
    chosen = []
    for turn, interruption in enumerate(ALL):
        possible = [cell for cell in cells() if cell[0] == interruption]
        chosen.append(possible[turn * 5 % len(possible)])
    return chosen


def target(form: TypedForm, act: str) -> str:
    """Return what is pressed for an act; nothing for typing."""
    return {"typing": "", "Save": form.save, "hand in": form.hand_in, "Next": form.next}[act]
