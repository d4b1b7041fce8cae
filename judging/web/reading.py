"""The log of looks at what is sealed: results, the deliberation, what will be announced. There is no secret look."""

import logging

from flask import request

log = logging.getLogger("judging.reading")


def note_look(edition: str, user_id: int, area: int | None = None) -> None:
    """Write into the log who looked at results, where and when; a figure for a script is a look as well."""
    log.info("results of %s: %s, area %s, read by user %s", edition, request.path, area, user_id)
