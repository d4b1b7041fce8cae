"""What is in the database, to be compared and put back."""

from sqlalchemy import event

HIDDEN = {("user_session", "last_seen_at")}
NOTED = {"desk_visit"}  # when somebody last looked: the other note that reading makes


class Snapshot:
    """The database as it was; it speaks through the driver of the engine, beside the pool."""

    def __init__(self, engine, folder=None):
        self.connection = engine.raw_connection().driver_connection
        self.connection.execute("PRAGMA synchronous=OFF")
        self.kept = type(self.connection)(":memory:")
        self.connection.backup(self.kept)
        self.files = {
            path: path.read_bytes() for path in (folder.glob("aside/*") if folder else ())
        }  # what an import has set aside
        self.written = False
        self.content = self.dump()
        event.listen(engine, "commit", self._note)

    def _note(self, _connection):
        self.written = True

    def dump(self):
        """Return all rows of all tables, but when a session was last seen."""
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        found = self.connection.execute(tables).fetchall()
        return {name: self._rows(name) for (name,) in found if name not in NOTED}

    def _rows(self, table):
        columns = [row[1] for row in self.connection.execute(f'PRAGMA table_info("{table}")')]
        shown = ", ".join(f'"{name}"' for name in columns if (table, name) not in HIDDEN)
        return self.connection.execute(f'SELECT {shown} FROM "{table}"').fetchall()

    def changed(self):
        """Return the tables that differ from what was kept."""
        if not self.written:
            return []
        self.written = False
        now = self.dump()
        return sorted(name for name in now if now[name] != self.content.get(name))

    def restore(self):
        """Put everything back."""
        self.kept.backup(self.connection)
        for path, content in self.files.items():
            if not path.exists():
                path.write_bytes(content)

    def close(self):
        self.kept.close()
        self.connection.close()
