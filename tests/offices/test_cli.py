"""The register is loaded by a command that is safe to run twice."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from judging.cli import main
from judging.offices.models import Unit


@pytest.fixture
def installation(app, database_url, tmp_path, monkeypatch):
    """The settings of an installation, in the environment of the commands."""
    monkeypatch.setenv("JUDGING_DATABASE_URL", database_url)
    monkeypatch.setenv("JUDGING_DATA_DIR", str(tmp_path))


def test_the_register_is_loaded_and_a_second_time_changes_nothing(installation, session):
    first, second = (CliRunner().invoke(main, ["registry", "load"]) for _ in range(2))

    assert first.output == "2809 units: 2809 added, 0 changed, 0 removed\n"
    assert second.output == "2809 units: 0 added, 0 changed, 0 removed\n"
    assert session.scalar(select(func.count(Unit.id))) == 2809


def test_a_file_that_is_no_register_loads_nothing(installation, session, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n")

    answer = CliRunner().invoke(main, ["registry", "load", str(path)])

    assert answer.exit_code != 0
    assert session.scalar(select(func.count(Unit.id))) == 0


def test_files_are_verified(installation):
    answer = CliRunner().invoke(main, ["files", "verify"])

    assert (answer.exit_code, answer.output) == (0, "0 files, all as they were\n")
