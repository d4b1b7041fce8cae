"""Who runs the server has no part in the competition: two seals, and the keys of a lost telephone, are two people's."""

import pytest
from click.testing import CliRunner

from judging.accounts.operations import accounts
from judging.cli import main
from judging.core.refusals import NotNow
from tests.factories import JUDGING
from tests.jury.conftest import a_chapter


def appointed(session, email):
    return accounts.create_administrator(session, email=email, name="X", password_hash="x", language="pl", at=JUDGING)


@pytest.mark.parametrize("who", ["juror", "secretary"])
def test_nobody_who_holds_a_seat_is_made_administrator(session, who):
    person = getattr(a_chapter(session), who)

    with pytest.raises(NotNow, match="holds a seat"):
        appointed(session, person.email)

    assert not person.administrator


def test_whose_seat_is_taken_away_can_be_made_administrator(session):
    chapter = a_chapter(session)
    chapter.first.removed_at = JUDGING
    session.flush()

    assert appointed(session, chapter.juror.email).administrator


def test_the_command_says_why(session, app, database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("JUDGING_DATABASE_URL", database_url)
    monkeypatch.setenv("JUDGING_DATA_DIR", str(tmp_path))
    person = a_chapter(session).juror
    session.commit()
    typed = [
        "accounts",
        "create-administrator",
        person.email,
        "--name",
        "Anna",
        "--password",
        "zielona-latarnia-nad-rzeka",
    ]

    told = CliRunner().invoke(main, typed)

    assert told.exit_code == 1
    assert "pełni funkcję w edycji" in told.output
