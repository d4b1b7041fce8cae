"""What `judging routes` says is what the guard asks."""

import json

import pytest
from click.testing import CliRunner

from judging import routes
from judging.web.access import declared
from tests.conftest import SECRET


@pytest.fixture
def told(tmp_path, monkeypatch):
    """A function that calls the command."""
    for name, value in {"ENV": "test", "DATA_DIR": str(tmp_path), "SECRET_KEY": SECRET}.items():
        monkeypatch.setenv(f"JUDGING_{name}", value)
    return lambda *options: CliRunner().invoke(routes.command, options).output


def test_every_route_is_listed_with_what_it_declares(told, access_app):
    listed = json.loads(told("--json"))

    assert len(listed) == len(list(access_app.url_map.iter_rules()))
    for route in listed:
        access = declared(access_app, route["endpoint"])
        assert route["who"] == [str(who) for who in access.who]
        assert route["scope"] == ("edition" if access.edition else "site")
        assert route["demonstration"] == access.demonstration
        assert route["public"] == access.public


def test_every_page_open_to_everybody_is_listed_with_its_english_twin(told):
    listed = {route["rule"]: route for route in json.loads(told("--json"))}
    pages = {rule for rule, one in listed.items() if "everybody" in one["who"] and rule[-1] == "/"}

    polish = {rule for rule in pages if listed[rule]["language"] == "pl"}
    assert "/laureates/<string:edition>/" in polish
    assert {f"/en{rule}" for rule in polish} == pages - polish
    assert {listed[rule]["language"] for rule in pages - polish} == {"en"}
    assert {one["language"] for rule, one in listed.items() if rule not in pages} == {None}


def test_people_read_a_table(told):
    lines = told().splitlines()

    assert lines[0].split() == ["Address", "Methods", "Who", "Scope"]
    assert "/healthz" in {line.split()[0] for line in lines}
    assert next(line for line in lines if line.startswith("/demo/ ")).endswith("in the demonstration")
