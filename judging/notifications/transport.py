"""Ways a finished mail leaves us: SMTP, or a folder or the terminal for trying things out."""

import smtplib
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

SECONDS = 30  # patience with a silent server, at each of its answers
PORTS = {"smtp": 25, "smtps": 465}
Transport = Callable[[EmailMessage], None]


class Refused(Exception):  # noqa: N818 -- an answer of the server
    """The server will never take this message: trying again is useless."""


class Unreachable(Exception):  # noqa: N818 -- a state of the server
    """The server cannot be spoken to now: no other message would fare better."""


def transport(url: str) -> Transport:
    """Return the way that ``SMTP_URL`` names."""
    if url == "console:":
        return _print
    if url.startswith("file:"):
        folder = Path(url.removeprefix("file:"))
        return lambda mail: _keep(mail, folder)
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("JUDGING_SMTP_URL must be smtp://…, smtps://…, file:FOLDER or console:")
    return lambda mail: _post(mail, parts)


def _post(mail: EmailMessage, server: SplitResult) -> None:
    """Hand the mail to the server; once it has taken it, nothing said later matters."""
    connection = _connect(server)
    try:
        connection.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        _judge(next(iter(error.recipients.values()))[0], error)
    except smtplib.SMTPDataError as error:
        _judge(error.smtp_code, error)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()
        connection.close()


def _connect(server: SplitResult) -> smtplib.SMTP:
    """Open the connection, encrypted as far as the server can, and sign in."""
    host, port = server.hostname or "", server.port or PORTS[server.scheme]
    trust = ssl.create_default_context()
    try:
        if server.scheme == "smtps":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=trust)
        else:
            connection = smtplib.SMTP(host, port, timeout=SECONDS)
            connection.ehlo()
            if connection.has_extn("starttls"):
                connection.starttls(context=trust)
        if server.username:
            connection.login(unquote(server.username), unquote(server.password or ""))
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(_words(error)) from error
    return connection


def _judge(code: int, error: Exception) -> None:
    """Tell a refusal for good (5xx) from one for now."""
    if code >= 500:
        raise Refused(_words(error)) from error
    raise error


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def _keep(mail: EmailMessage, folder: Path) -> None:
    """Write the mail as a file named by its Message-ID; the same message replaces itself."""
    folder.mkdir(parents=True, exist_ok=True)
    name = mail["Message-ID"].strip("<>").partition("@")[0]
    (folder / f"{name}.eml").write_bytes(bytes(mail))


def _print(mail: EmailMessage) -> None:
    headers = "\n".join(f"{name}: {mail[name]}" for name in ("To", "Subject", "Message-ID"))
    sys.stdout.write(f"{headers}\n\n{mail.get_content()}\n{'-' * 70}\n")
