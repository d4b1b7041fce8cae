"""What the public reads of an earlier edition, as the beginning of an anchor of this one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from judging.editions.models import Edition, FieldKind
from judging.editions.parts.practice import AnchorSetup, read_by_jurors


@dataclass(frozen=True, slots=True)
class Told:
    """The public copy of a practice of an earlier edition of the same competition; never more than that."""

    public_id: str
    title: str
    edition: str
    sections: Sequence[Mapping[str, str]]  # label and text


def as_anchor(told: Told, edition: Edition) -> AnchorSetup:
    """Return an anchor with each text under the question of the same words; the rest goes to the last long one.

    The office stays out of it, and so do the points: those the chapter agrees on anew.
    """
    texts = [field for field in read_by_jurors(edition) if field.kind is FieldKind.TEXT]
    keys = {field.label.casefold(): field.key for field in texts}
    answers: dict[str, str] = {}
    for section in told.sections:
        label, text = str(section.get("label", "")), str(section.get("text", ""))
        key = keys.get(label.casefold())
        if key is None and texts:
            key, text = texts[-1].key, f"{label}\n{text}"
        if key and text.strip():
            answers[key] = "\n\n".join(filter(None, [answers.get(key), text]))
    return AnchorSetup(str(told.title), answers)
