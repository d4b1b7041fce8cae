"""How large the tables are that the tests walk: each test tells its own, and the run prints them at its end.

``pytest -q tests/access tests/audit/test_audience.py tests/demonstration/test_fields.py`` prints those of the rights.
"""

import pytest

TABLE = "table"


def pytest_terminal_summary(terminalreporter):
    """Print the size of every table that a test has walked."""
    told = [
        (report.nodeid.partition("::")[2], walked)
        for report in terminalreporter.stats.get("passed", [])
        for name, walked in report.user_properties
        if name == TABLE
    ]
    if told:
        terminalreporter.section("tables walked")
    for test, walked in told:
        terminalreporter.write_line(f"{test}: {spelled(walked)}")


def spelled(walked):
    """Return the sizes in one line, the largest last.

    >>> spelled({"requests": 8784, "routes": 12})
    '12 routes, 8784 requests'
    """
    return ", ".join(f"{count} {name}" for name, count in sorted(walked.items(), key=lambda one: one[1]))


@pytest.fixture
def walked(record_property):
    """A function by which a test says how large the table is that it has walked."""
    return lambda **sizes: record_property(TABLE, sizes)
