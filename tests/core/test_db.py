"""What the database promises, as the product asks for it: tests themselves need no promise about power cuts."""

from sqlalchemy import create_engine, event

from judging.core.db import engine_options, prepare_engine

ASKED = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
FULL = 2


def test_what_sqlite_has_acknowledged_outlives_a_power_cut_and_what_is_deleted_is_gone(tmp_path):
    engine = prepare_engine(create_engine(**engine_options(f"sqlite:///{tmp_path}/test.db")))
    told = {}

    @event.listens_for(engine, "connect")
    def ask(connection, _record):
        told.update({name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ASKED})

    engine.connect().close()
    engine.dispose()

    assert told == {"journal_mode": "wal", "synchronous": FULL, "foreign_keys": 1, "secure_delete": 1}
