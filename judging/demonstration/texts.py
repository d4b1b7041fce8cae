"""The answers of the invented practices: a Markdown file each in ``practices/``, a heading for each answer. Pure."""

from functools import cache
from pathlib import Path

from judging.demonstration.questions import BY_LABEL
from judging.editions.models import FieldKind

PRACTICES = Path(__file__).with_name("practices")
DECIDED = {"tak": "yes", "nie": "no"}


@cache
def answers(name: str) -> dict[str, str]:
    """Return the answers of a practice by the key of their field; a heading that is no question is refused."""
    _title, *parts = (PRACTICES / f"{name}.md").read_text(encoding="utf-8").split("\n## ")
    split = (part.partition("\n") for part in parts)
    return dict(_answer(label, text.strip()) for label, _, text in split)


def _answer(label: str, text: str) -> tuple[str, str]:
    question = BY_LABEL[label]
    decides = question.get("kind") is FieldKind.YES_NO
    return str(question["key"]), DECIDED[text] if decides else text
