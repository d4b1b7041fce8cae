"""A mail server that can be told to misbehave."""

import socket
from dataclasses import dataclass, field

import pytest
from aiosmtpd.controller import Controller

from judging.notifications.models import Message
from tests.factories import BEFORE, a_user


@dataclass
class Post:
    """Takes mail, or answers as the test wishes."""

    at_recipient: str | None = None
    after_data: str | None = None
    kept: list = field(default_factory=list)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 -- as aiosmtpd calls it
        if self.at_recipient:
            return self.at_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- as aiosmtpd calls it
        self.kept.append(envelope.content.decode())
        if self.after_data == "drop":
            server.transport.close()
        return "250 OK" if self.after_data in {None, "drop"} else self.after_data


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def server(post):
    """The address of the server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}"
    controller.stop()


@pytest.fixture
def message(session):
    """A function that puts a message into the outbox."""
    session.expire_on_commit = False

    def message(**fields):
        user = a_user()
        session.add(user)
        session.flush()
        defaults = {
            "occasion": "test",
            "to": user.email,
            "user_id": user.id,
            "template": "password-reset",
            "language": "pl",
            "context": {"token": "a-secret-token"},
            "created_at": BEFORE,
            "next_attempt_at": BEFORE,
        }
        made = Message(**defaults | fields)
        session.add(made)
        session.commit()
        return made

    return message
