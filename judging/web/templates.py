"""Compiled templates lie beside the data: a page does not wait for its template twice, even after a restart."""

from contextlib import suppress
from pickle import UnpicklingError

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

DAMAGED = (OSError, EOFError, ValueError, TypeError, UnpicklingError)


class Compiled(FileSystemBytecodeCache):
    """Keeps what can be kept: on a full or read-only disk templates are compiled as if nothing was there."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a compiled template, if it can be read; what a power cut has left of one is made anew."""
        try:
            super().load_bytecode(bucket)
        except DAMAGED:
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template, if it can be written."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def init_app(app: Flask) -> None:
    """Keep compiled templates in the folder of the data, which nobody else may enter."""
    folder = app.config["DATA_DIR"] / "templates"
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
    app.jinja_env.bytecode_cache = Compiled(str(folder))
