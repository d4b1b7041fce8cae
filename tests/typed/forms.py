"""The forms of the table: where each is, what is typed into it, how one knows that the server has it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.typed.place import FOREVER, LONG_AGO, LONGER_AGO, Place

SLUG = "SELECT slug FROM edition ORDER BY id DESC LIMIT 1"
SHEET = """SELECT a.public_id FROM assignment a JOIN seat s ON s.id = a.seat_id JOIN user u ON u.id = s.user_id
 LEFT JOIN score_sheet k ON k.assignment_id = a.id
 WHERE u.email = 'juror5@kapitula.example' AND (k.state IS NULL OR k.state != 'submitted') ORDER BY a.id DESC LIMIT 1"""


@dataclass(frozen=True)
class TypedForm:
    """One form of one role; a button that a form does not have is empty."""

    name: str
    phase: str
    email: str
    path: Callable[[Place], str]
    field: str
    store: str  # a question for the text in the database
    saves_itself: bool = False
    save: str = ""
    hand_in: str = ""
    next: str = "a.brand"
    also: tuple[tuple[str, str], ...] = ()
    close: tuple[str, ...] = ()  # how the round or the call closes meanwhile
    reopen: tuple[str, ...] = ()

    def is_stored(self, place: Place, text: str) -> bool:
        """Tell whether the server has the text; in JSON or as it is."""
        return bool(place.rows(self.store, f"%{text}%"))


def _slug(place: Place) -> str:
    return place.rows(SLUG)[0][0]


def _new_entry(place: Place) -> str:
    """Empty the draft of an office, as it is once it has been begun; return its address."""
    mine = "SELECT id FROM entry WHERE status = 'draft' AND author_id = ? LIMIT 1"
    number = place.rows(mine, place.person("autor@urzad18.example")[0])[0][0]
    place.change("UPDATE entry SET title = '', answers = '{}', version = version + 1 WHERE id = ?", number)
    return str(place.rows("SELECT public_id FROM entry WHERE id = ?", number)[0][0])


SHEETS = TypedForm(
    "sheet",
    "judging",
    "juror5@kapitula.example",
    lambda place: f"/jury/{_slug(place)}/sheets/{place.rows(SHEET)[0][0]}/",
    "textarea[name=note]",
    "SELECT id FROM score_sheet WHERE comments LIKE ?",
    saves_itself=True,
    save="button[name=act][value=save]:not([hidden])",
    hand_in="[data-hand-in] [data-when]:not([hidden]) button[name=act]",
    next="button[name=act][value=previous]:not([hidden])",
    close=(f"UPDATE round SET opens_at = '{LONGER_AGO}', closes_at = '{LONG_AGO}'",),
    reopen=(f"UPDATE round SET closes_at = '{FOREVER}'",),
)
ENTRY = TypedForm(
    "entry",
    "judging",
    "autor@urzad20.example",
    lambda place: f"/entries/{place.rows('SELECT public_id FROM entry WHERE id = 20')[0][0]}/edit/",
    "form[data-autosave] textarea >> nth=0",
    "SELECT id FROM entry WHERE id = 20 AND answers LIKE ?",
    saves_itself=True,
    save="form[data-autosave] .controls button:not([name]):not([type=button])",
    close=(f"UPDATE entry SET correct_until = '{LONG_AGO}' WHERE id = 20",),
    reopen=(f"UPDATE entry SET correct_until = '{FOREVER}' WHERE id = 20",),
)


def _with_a_file(place: Place) -> str:
    """Give the returned entry an attachment, if it has none; return its address."""
    if not place.rows("SELECT id FROM attachment WHERE entry_id = 20"):
        row = {"entry_id": 20, "name": "plan.pdf", "question": "", "caption": "", "position": 1}
        row |= {"media_type": "application/pdf", "size": 9, "sent_sha256": "0" * 64, "sha256": "0" * 64}
        row |= {"added_at": LONG_AGO, "added_by_id": 1, "public_id": "abcdef0123456789"}
        order = f"INSERT INTO attachment ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
        place.change(order, *row.values())
    return str(place.rows("SELECT public_id FROM entry WHERE id = 20")[0][0])


NEW_ENTRY = TypedForm(  # an empty draft, in its very first field
    "new entry",
    "call",
    "autor@urzad18.example",
    lambda place: f"/entries/{_new_entry(place)}/edit/",
    "[name=title]",
    "SELECT id FROM entry WHERE title LIKE ?",
    saves_itself=True,
    save="form[data-autosave] .controls button:not([name]):not([type=button])",
)
CAPTIONS = TypedForm(
    "captions",
    "judging",
    "autor@urzad20.example",
    lambda place: f"/entries/{_with_a_file(place)}/files/",
    "[name^=caption-]",
    "SELECT id FROM attachment WHERE entry_id = 20 AND caption LIKE ?",
    save="form[action$='/captions/'] button",
    close=ENTRY.close,
    reopen=ENTRY.reopen,
)
MOTION = TypedForm(
    "motion and citation",
    "deliberation",
    "sekretarz@kapitula.example",
    lambda place: f"/desk/{_slug(place)}/deliberation/motion/",
    "textarea[name=citation]",
    "SELECT id FROM motion WHERE citation LIKE ?",
    hand_in="main form .controls button[data-irreversible]",
    next="main form .controls a",
    also=(("[name=votes_for]", "0"), ("[name=votes_against]", "8")),
    close=("UPDATE round SET closed_at = NULL, closed_by_id = NULL",),
    reopen=("UPDATE round SET closed_at = opens_at, closed_by_id = 1",),
)
SETTINGS = TypedForm(
    "settings",
    "judging",
    "sekretarz@kapitula.example",
    lambda place: f"/desk/{_slug(place)}/presentation/",
    "textarea[name=about]",
    "SELECT id FROM edition WHERE about LIKE ?",
    save="main form .controls button[type=submit]",
    close=(f"UPDATE edition SET archived_at = '{LONG_AGO}'",),
    reopen=("UPDATE edition SET archived_at = NULL",),
)
PROFILE = TypedForm(
    "profile",
    "judging",
    "autor@urzad3.example",
    lambda _place: "/profile/",
    "input[name=name]",
    "SELECT id FROM user WHERE name LIKE ?",
    save="main form[data-profile] button[type=submit], main form .controls button.button-primary",
)
FORMS = {form.name: form for form in (SHEETS, ENTRY, CAPTIONS, MOTION, SETTINGS, PROFILE)}
