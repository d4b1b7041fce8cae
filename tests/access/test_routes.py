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


def test_people_read_a_table(told):
    lines = told().splitlines()

    assert lines[0].split() == ["Address", "Methods", "Who", "Scope"]
    assert "/healthz" in {line.split()[0] for line in lines}
    assert next(line for line in lines if line.startswith("/demo/ ")).endswith(
        "in the demonstration"
    )
