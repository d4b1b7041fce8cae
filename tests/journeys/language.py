"""Finding English that was left on a Polish page."""

import re
from functools import cache

from tests import catalogue
from tests.journeys.page_checks import XHTML, parsed

ATTRIBUTES = ("aria-label", "alt", "title", "placeholder")
SILENT = {f"{XHTML}script", f"{XHTML}style", f"{XHTML}code"}
ONLY_ENGLISH = re.compile(r"\b(the|and|of|with|your|this|are|have|been)\b", re.IGNORECASE)
PLACE = re.compile(r"%\(\w+\)[sd]")


@cache
def messages() -> tuple[set[str], list[re.Pattern[str]]]:
    """Return the English of the program: whole sentences, and patterns of those with places."""
    whole, patterns = set(), []
    for message in catalogue.known():
        for text in {one for one in _forms(message.id) if one} - set(_forms(message.string)):
            if not PLACE.search(text):
                whole.add(" ".join(text.split()))
            elif len(re.findall(r"[A-Za-z]{3,}", PLACE.sub("", text))) >= 2:
                parts = (re.escape(part) for part in PLACE.split(" ".join(text.split())))
                patterns.append(re.compile(".+".join(parts)))
    return whole, patterns


def _forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return the forms of a message that may have a plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def english_on(text: str) -> list[str]:
    """Return what of a Polish page is English: known messages, and words that Polish has not."""
    tree, _errors = parsed(text)
    return [words for words in _words(tree) if _is_english(words)]


@cache
def _is_english(words: str) -> bool:
    whole, patterns = messages()
    return (
        words in whole
        or ONLY_ENGLISH.search(words) is not None
        or any(pattern.fullmatch(words) for pattern in patterns)
    )


def _words(element) -> list[str]:
    """Return the texts and spoken attributes of an element, but for parts in another language."""
    found: list[str] = []
    if not isinstance(element.tag, str) or element.tag in SILENT or element.get("lang") == "en":
        return found
    found += [element.get(name) for name in ATTRIBUTES if element.get(name)]
    found += [element.text or ""]
    for child in element:
        found += [*_words(child), child.tail or ""]
    return [spelled for one in found if (spelled := " ".join(one.split()))]
