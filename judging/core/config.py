"""Every setting once: name, type, default, meaning. A wrong value stops the start."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

MEGABYTE = 1024 * 1024
KEYS = {
    "AUDIT_KEY": b"history",
    "THROTTLE_KEY": b"attempts",
    "COMMENTS_KEY": b"comments",
}  # each derived for one purpose


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, read from the environment with the prefix ``JUDGING_``."""

    name: str
    read: Callable[[str], Any]
    default: Any
    meaning: str


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return text

    return read


def _natural(text: str) -> int:
    if not text.isdigit():
        raise ValueError("must be a whole number, 0 or more")
    return int(text)


def _secret(text: str) -> str:
    if len(text) < 32:
        raise ValueError("must have at least 32 characters")
    return text


def _yes(text: str) -> bool:
    return _one_of("1", "0")(text) == "1"


SETTINGS = (
    Setting(
        "ENV",
        _one_of("production", "demonstration", "test"),
        "production",
        "what this installation is for",
    ),
    Setting("DATA_DIR", Path, Path("var"), "the folder of the database and the files"),
    Setting("DATABASE_URL", str, None, "SQLAlchemy address; by default SQLite in DATA_DIR"),
    Setting(
        "BASE_URL",
        str,
        "http://localhost:8000",
        "the address people use; links in mail start with it",
    ),
    Setting(
        "SECRET_KEY",
        _secret,
        None,
        "signs cookies and keys the history; kept in DATA_DIR/secret-key if not set",
    ),
    Setting(
        "SMTP_URL",
        str,
        "console:",
        "smtp://user:password@host:port, smtps://…, file:FOLDER or console:",
    ),
    Setting("MAIL_FROM", str, "konkurs@localhost", "the sender of mail"),
    Setting("FILES_URL", str, None, "where attachments lie; by default file:DATA_DIR/files"),
    Setting("MAX_ATTACHMENT_MB", _natural, 10, "the largest attachment, in megabytes"),
    Setting("TRUSTED_PROXY_COUNT", _natural, 0, "how many proxies in front of us set X-Forwarded-For"),
    Setting("CLOCK_FILE", str, None, "with ENV=test only: a file with the current instant in ISO 8601"),
    Setting(
        "TEMPLATES_AUTO_RELOAD",
        _yes,
        False,
        "read templates again when they change; for developers",
    ),
)


def init_app(app: Flask, given: Mapping[str, object]) -> None:
    """Read all settings; ``given`` wins over the environment."""
    for setting in SETTINGS:
        app.config[setting.name] = given.get(setting.name, _from_environment(setting))
    app.config.update({name: value for name, value in given.items() if name.isupper()})
    _derive(app.config)


def _from_environment(setting: Setting) -> Any:
    text = os.environ.get(f"JUDGING_{setting.name}")
    if text is None or text == "":
        return setting.default
    try:
        return setting.read(text)
    except ValueError as error:
        raise SystemExit(f"JUDGING_{setting.name} {error}; it means: {setting.meaning}") from None


def _derive(config: Any) -> None:
    """Fill what follows from the settings."""
    folder = Path(config["DATA_DIR"]).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # personal data lies here
    config["DATA_DIR"] = folder
    config["DATABASE_URL"] = config["DATABASE_URL"] or f"sqlite:///{folder}/kapitula.db"
    config["FILES_URL"] = config["FILES_URL"] or f"file:{folder}/files"
    config["SECRET_KEY"] = config["SECRET_KEY"] or _kept_secret(folder)
    for name, purpose in KEYS.items():
        config[name] = hmac.digest(config["SECRET_KEY"].encode(), purpose, hashlib.sha256)
    config["DEMONSTRATION"] = config["ENV"] == "demonstration"
    if config["CLOCK_FILE"] and config["ENV"] != "test":
        raise SystemExit("JUDGING_CLOCK_FILE is allowed only with JUDGING_ENV=test")
    https = config["BASE_URL"].startswith("https://")
    config.update(
        TRUSTED_HOSTS=[urlsplit(config["BASE_URL"]).hostname, "localhost", "127.0.0.1"],
        MAX_CONTENT_LENGTH=MEGABYTE,
        MAX_FORM_MEMORY_SIZE=MEGABYTE,
        SESSION_COOKIE_NAME="__Host-kapitula" if https else "kapitula",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
    )


def _kept_secret(folder: Path) -> str:
    """Return the secret of this installation, made on the first start."""
    path = folder / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()
