"""What helps an office to write plainly: shown beside its own text, never kept, never shown to a juror. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from judging.core import readability
from judging.core.i18n import _, _l
from judging.editions.models import FieldKind
from judging.entries.models import Entry

BANDS = (  # years of school up to which a text is so hard
    (6, _l("very plain: primary school is enough")),
    (9, _l("plain: nine years of school are enough")),
    (12, _l("fairly plain: secondary school is enough")),
    (15, _l("fairly hard: as for students")),
    (17, _l("hard: as for graduates")),
)
HARDEST = _l("very hard: as for specialists")


@dataclass(frozen=True, slots=True)
class Reading:
    """How one long answer reads."""

    key: str
    label: str
    words: int
    minutes: int
    sentences: int
    long: int  # sentences of more than 25 words
    hard: int  # words of four syllables and more
    fog: float | None
    lines: Sequence[Sequence[tuple[str, bool]]]  # sentences with whether they are long

    @property
    def band(self) -> str:
        """What the index says in words; nothing where the text is too short for one."""
        if self.fog is None:
            return ""
        return str(next((words for most, words in BANDS if round(self.fog) <= most), HARDEST))


def minutes(entry: Entry) -> Mapping[str, int]:
    """Return how long each long answer takes to read, by the key of its question; of empty ones nothing."""
    texts = {key: entry.answers.get(key, "") for key, _label in _long_answers(entry)}
    return {key: readability.minutes(text) for key, text in texts.items() if text.strip()}


def readings(entry: Entry) -> list[Reading]:
    """Return how the long answers of an entry read, in the order of the form."""
    answers = [(key, label, entry.answers.get(key, "")) for key, label in _long_answers(entry)]
    return [_reading(key, label, text) for key, label, text in answers if text.strip()]


def source() -> str:
    """Say where the index comes from, and what it cannot tell."""
    return _(
        "The index is FOG (Robert Gunning, 1952): 0.4 × (words in a sentence + hard words in a hundred), in years of"
        " school. In Polish a word is hard from four syllables on (Walery Pisarek, 1969; FOG-PL of the Plain Polish"
        " Laboratory). It counts lengths and understands nothing: a plain text can have a high index because of one"
        " long name."
    )


def _reading(key: str, label: str, text: str) -> Reading:
    marked = readability.marked(text)
    said = [long for line in marked for _sentence, long in line]
    return Reading(
        key,
        label,
        len(readability.words(text)),
        readability.minutes(text),
        len(said),
        sum(said),
        len(readability.hard_words(text)),
        readability.fog(text),
        marked,
    )


def _long_answers(entry: Entry) -> list[tuple[str, str]]:
    return [(field.key, field.label) for field in entry.edition.fields if field.kind is FieldKind.TEXT]
