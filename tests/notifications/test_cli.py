"""`judging outbox list`, as whoever runs the server meets it."""

import json

import pytest
from click.testing import CliRunner

from judging.cli import main
from tests.factories import BEFORE

FAULT = "Refused 550 5.1.1 <urzad@gmina.example>: laureate-letter unknown"


@pytest.fixture
def failed(app, database_url, tmp_path, monkeypatch, message):
    monkeypatch.setenv("JUDGING_DATABASE_URL", database_url)
    monkeypatch.setenv("JUDGING_DATA_DIR", str(tmp_path))
    return message(template="laureate-letter", failed_at=BEFORE, error=FAULT, attempts=9)


def listed(*options):
    return CliRunner().invoke(main, ["outbox", "list", "--box", "failed", *options]).output


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_the_list_tells_neither_to_whom_a_letter_goes_nor_what_it_is(failed, options):
    said = listed(*options)

    assert failed.public_id in said
    assert "Refused 550 5.1.1" in said
    assert not [word for word in (failed.to, "laureate-letter", "gmina.example") if word in said]


def test_recipients_are_told_to_whoever_asks_for_them(failed):
    [row] = json.loads(listed("--json", "--recipients"))["messages"]

    assert (row["to"], row["template"], row["error"]) == (failed.to, "laureate-letter", FAULT)
    assert failed.to in listed("--recipients")
