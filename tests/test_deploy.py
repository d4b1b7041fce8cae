"""What is weak in an installation is named, and the worst forbids serving it."""

from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from judging import deploy
from judging.app import create_app
from judging.core.db import Base, db
from judging.deploy import refuse_critical, weaknesses
from tests.factories import a_user, an_edition

KEY = "Vq3x-8hZr_Lk2mWc7Yd0pTfNbA5sJu9eGi"
GOOD = {
    "ENV": "production",
    "SECRET_KEY": KEY,
    "BASE_URL": "https://kapitula.example.pl",
    "TRUSTED_PROXY_COUNT": 1,
    "SMTP_URL": "smtp://mail.example.pl",
    "MAIL_FROM": "kapitula@example.pl",
}


@pytest.fixture
def installed(tmp_path, empty_sqlite):
    """A function that makes an installation, sound but for what is given."""

    def installed(*rows, **settings):
        folder = tmp_path / "data"
        folder.mkdir(mode=0o700)
        (folder / "kapitula.db").write_bytes(empty_sqlite.read_bytes())
        app = create_app(**GOOD | {"DATA_DIR": folder} | settings)
        with app.app_context():
            db.session.add_all([a_user(administrator=True), *rows])
            db.session.commit()
        return app

    return installed


def critical(app):
    return [str(one) for one in weaknesses(app) if one.critical]


def test_a_sound_installation_has_no_weakness_and_serves(installed):
    app = installed()

    assert weaknesses(app) == []
    refuse_critical(app)


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "change-me-change-me-change-me-change-me"}, "SECRET_KEY"),
        ({"BASE_URL": "http://kapitula.example.pl"}, "BASE_URL"),
    ],
)
def test_a_weak_setting_forbids_serving(installed, settings, word):
    app = installed(**settings)

    [sentence] = critical(app)
    assert word in sentence
    with pytest.raises(SystemExit, match=word):
        refuse_critical(app)


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_plain_http_is_fit_for_this_machine_only(installed, host):
    assert critical(installed(BASE_URL=f"http://{host}")) == []


def test_debugging_forbids_serving(installed):
    app = installed()
    app.debug = True

    [sentence] = critical(app)
    assert "FLASK_DEBUG" in sentence


def test_a_data_folder_that_everybody_reads_forbids_serving(installed):
    app = installed()
    app.config["DATA_DIR"].chmod(0o755)

    [sentence] = critical(app)
    assert "mode 700" in sentence


def test_a_readable_secret_forbids_serving(installed):
    app = installed()
    kept = app.config["DATA_DIR"] / "secret-key"
    kept.write_text("another")
    kept.chmod(0o644)

    [sentence] = critical(app)
    assert "mode 600" in sentence


@pytest.mark.parametrize(
    ("version", "count"),
    [((3, 6, 23), 0), ((3, 7, 0), 1), ((3, 51, 2), 1), ((3, 51, 3), 0)],
)
def test_a_sqlite_that_loses_writes_forbids_serving(installed, monkeypatch, version, count):
    app = installed()
    with app.app_context():
        text = ".".join(map(str, version))
        library = SimpleNamespace(sqlite_version_info=version, sqlite_version=text)
        monkeypatch.setattr(db.engine.dialect, "dbapi", library)

        assert len(list(deploy._library(app))) == count


def test_demonstration_data_forbids_serving_in_production(installed):
    [sentence] = critical(installed(an_edition(demonstration=True)))

    assert "demonstration" in sentence


def test_a_database_without_tables_forbids_serving(installed):
    app = installed()
    with app.app_context():
        Base.metadata.drop_all(db.engine)

    [sentence] = critical(app)
    assert "tables" in sentence


def test_the_demonstration_serves_in_spite_of_its_weaknesses(installed):
    app = installed(ENV="demonstration", BASE_URL="http://kapitula.example.pl")

    assert critical(app)
    refuse_critical(app)  # or the test ends here, with SystemExit


def test_lesser_weaknesses_are_listed(installed):
    app = installed(SMTP_URL="console:", MAIL_FROM="k@localhost", TRUSTED_PROXY_COUNT=0)

    assert [one.sentence.split()[0] for one in weaknesses(app)] == ["TRUSTED_PROXY_COUNT", "SMTP_URL", "MAIL_FROM"]


def test_the_command_names_them_and_fails(tmp_path, monkeypatch):
    monkeypatch.setenv("JUDGING_DATA_DIR", str(tmp_path / "new"))
    monkeypatch.setenv("JUDGING_BASE_URL", "http://kapitula.example.pl")

    answer = CliRunner().invoke(deploy.command)

    assert answer.exit_code == 1
    assert "CRITICAL: BASE_URL" in answer.output
