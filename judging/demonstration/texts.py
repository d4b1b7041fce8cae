"""The answers of the invented practices: a Markdown file each in ``practices/``, a heading for each answer. Pure."""

from functools import cache
from pathlib import Path

from judging.editions.template import FIELDS

PRACTICES = Path(__file__).with_name("practices")
KEYS = {str(row["label"]): str(row["key"]) for row in FIELDS}


@cache
def answers(name: str) -> dict[str, str]:
    """Return the answers of a practice by the key of their field; a heading that is no question is refused."""
    _title, *parts = (PRACTICES / f"{name}.md").read_text(encoding="utf-8").split("\n## ")
    split = (part.partition("\n") for part in parts)
    return {KEYS[label]: text.strip() for label, _, text in split}
