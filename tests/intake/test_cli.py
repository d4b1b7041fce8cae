"""A timer lets go of files of imports whose time is over."""

from datetime import timedelta

from click.testing import CliRunner
from sqlalchemy import select

from judging.cli import main
from judging.intake.models import Upload
from judging.intake.operations import uploads
from tests.factories import DURING
from tests.intake import exports


def test_the_command_ends_what_is_over_and_deletes_its_files(
    session, desk, tychy, database_url, tmp_path, monkeypatch, stop_clock
):
    desk.given(exports.google_csv(exports.google_row()))
    session.commit()
    stop_clock(DURING + timedelta(hours=25))
    monkeypatch.setattr(uploads, "KEPT", timedelta(seconds=-1))
    monkeypatch.setenv("JUDGING_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("JUDGING_DATABASE_URL", database_url)

    done = CliRunner().invoke(main, ["intake", "sweep"])

    assert done.output == (
        "1 imports ended, 0 deleted drafts gone for good, 1 files deleted, "
        "0 practice sheets of archived editions gone\n"
    )
    session.rollback()
    assert session.scalars(select(Upload)).all() == []
