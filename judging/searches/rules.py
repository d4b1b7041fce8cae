"""What may be kept under a name.

A rule answers "why not?": it returns the refusal, or None when nothing is in the way.
"""

from collections.abc import Collection

from judging.core.i18n import _l
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.searches.models import LONGEST

MOST = 100  # of a list, that a secretary finds under a name


def why_not_keep(name: str, question: str, known: Collection[str]) -> Refused | None:
    """A search asks for something, and is kept under a name of its own."""
    if not question:
        return Incomplete(_l("This search asks for nothing yet. Search the list first."), field="name")
    if len(question) > LONGEST:
        return Incomplete(_l("This search is too long to be kept. Leave some words out."), field="name")
    if name in known:
        return NotNow(_l("There is a search of this name. Choose another name, or remove that one."), field="name")
    if len(known) >= MOST:
        return NotNow(_l("There are %(most)d saved searches. Remove one first.", most=MOST), field="name")
    return None
