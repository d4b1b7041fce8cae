"""What the server writes into its log."""

import io
import logging
import re

import pytest
from flask import g

from judging.core import logs


@pytest.fixture
def log():
    logger = logging.getLogger("judging")
    before = (logger.handlers, logger.level, logger.propagate)
    logs.configure()
    written = io.StringIO()
    [handler] = logger.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    logger.handlers, logger.level, logger.propagate = before


def test_a_line_carries_the_moment_in_utc_and_the_number_of_the_request(app, log):
    with app.test_request_context():
        g.request_id = "0123456789abcdef"
        logging.getLogger("judging.reading").info("results of 2027: read by user 7")

    [line] = log.getvalue().splitlines()
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ 0123456789abcdef INFO judging.reading: "
        r"results of 2027: read by user 7",
        line,
    )


def test_outside_a_request_the_number_is_a_dash(log):
    logging.getLogger("judging.outbox").warning("no connection")

    assert " - WARNING judging.outbox: no connection" in log.getvalue()
