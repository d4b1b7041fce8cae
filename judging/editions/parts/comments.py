"""Who reads what jurors write for the chapter, in words. Pure."""

from collections.abc import Mapping
from typing import Any

from judging.core.i18n import _l
from judging.editions.models import CommentsSeen

CHOICES = {
    CommentsSeen.NAMED: _l("the chapter reads them with the names of the jurors"),
    CommentsSeen.NAMELESS: _l("the chapter reads them without names"),
    CommentsSeen.AFTER_SEAL: _l("they are shown only once the decision is sealed, without names"),
    CommentsSeen.NOBODY: _l("nobody reads them but the juror who wrote them"),
}
IN_RULES = {
    CommentsSeen.NAMED: _l("Once a round is closed, the chapter reads the jurors' comments with their names."),
    CommentsSeen.NAMELESS: _l("Once a round is closed, the chapter reads the jurors' comments without their names."),
    CommentsSeen.AFTER_SEAL: _l(
        "The jurors' comments are shown only once the decision is sealed, without their names."
    ),
    CommentsSeen.NOBODY: _l("The jurors' comments are shown to nobody."),
}
TO_JUROR = {
    CommentsSeen.NAMED: _l(
        "For the deliberation: the chapter reads it with your name once the round is closed. The office never reads it."
    ),
    CommentsSeen.NAMELESS: _l(
        "For the deliberation: the chapter reads it without your name once the round is closed. "
        "The office never reads it."
    ),
    CommentsSeen.AFTER_SEAL: _l(
        "It is shown only once the decision is sealed, without your name. The office never reads it."
    ),
    CommentsSeen.NOBODY: _l("No page shows it to anybody but you; the office never reads it."),
}


def in_rules(rules: Mapping[str, Any]) -> str:
    """Say who reads the comments by these rules; where they say nothing, the chapter without names."""
    return str(IN_RULES[CommentsSeen(rules.get("comments_seen", CommentsSeen.NAMELESS))])
