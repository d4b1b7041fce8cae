"""What the page of the call prints beside its rules: the form as an office will meet it."""

from typing import Any

from judging.call.document import for_whom
from judging.call.questionnaire import attachments, dates, questionnaire
from judging.core import files, richtext
from judging.editions.models import Edition
from judging.editions.rules_page import rules_context
from judging.entries.completeness import declarations


def call_context(edition: Edition) -> dict[str, Any]:
    """Return what the page of the call prints."""
    return rules_context(edition) | {
        "for_whom": for_whom(),
        "about": richtext.blocks(edition.about),
        "dates": dates(edition),
        "questionnaire": questionnaire(edition),
        "attachments": attachments(files.most_bytes()),
        "declarations": declarations(edition),
    }
