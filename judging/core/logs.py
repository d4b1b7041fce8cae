"""The log of the server: UTC, the number of the request, no names, addresses, scores or tokens."""

import logging
import time

from flask import g, has_app_context

FORMAT = "%(asctime)sZ %(request)s %(levelname)s %(name)s: %(message)s"


class RequestNumber(logging.Filter):
    """Adds the number that the answer carries as X-Request-Id."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the number of the request, if there is one, into the record."""
        record.request = g.get("request_id", "-") if has_app_context() else "-"
        return True


def configure() -> None:
    """Write what happens to standard error, from the level INFO on."""
    handler = logging.StreamHandler()
    formatter = logging.Formatter(FORMAT, datefmt="%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.addFilter(RequestNumber())
    logger = logging.getLogger("judging")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
