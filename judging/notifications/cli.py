"""`judging outbox`: sending mail and looking at what waits."""

import json
import sys
import time
from datetime import datetime

import click

from judging.core.commands import AppFactory
from judging.notifications.boxes import Box
from judging.notifications.faults import kind_of_fault


@click.group()
def outbox() -> None:
    """Send mail and see what waits; safe to run twice."""


@outbox.command()
@click.option("--every", type=click.IntRange(1), metavar="SECONDS", help="Go on until stopped.")
@click.pass_obj
def send(create_app: AppFactory, every: int | None) -> None:
    """Send the messages that wait."""
    with create_app().app_context():
        troubled = _send_once()
        while every:
            time.sleep(every)
            troubled = _send_once()
    sys.exit(1 if troubled else 0)


@outbox.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object with a list.")
@click.option("--box", type=click.Choice([box.value for box in Box]), default=Box.WAITING.value)
@click.option("--recipients", is_flag=True, help="Tell also the template, to whom it goes, and the server's words.")
@click.pass_obj
def list_messages(create_app: AppFactory, as_json: bool, box: str, recipients: bool) -> None:
    """List the messages in one box: when they were written and what kind of fault keeps them.

    Whoever runs the server learns nothing of the competition, and the template of a letter to an office tells its
    outcome: who asks for the recipients must know that.
    """
    from judging.core import clock
    from judging.core.db import get_session
    from judging.notifications import queries

    with create_app().app_context():
        found = queries.messages(get_session(), Box(box), at=clock.utcnow(), size=10_000)
        rows = [
            {
                "id": message.public_id,
                **({"template": message.template, "to": message.to} if recipients else {}),
                "created_at": _iso(message.created_at),
                "next_attempt_at": _iso(message.next_attempt_at),
                "not_before": _iso(message.not_before),
                "attempts": message.attempts,
                "sent_at": _iso(message.sent_at),
                "failed_at": _iso(message.failed_at),
                "withdrawn_at": _iso(message.withdrawn_at),
                "error": message.error if recipients else kind_of_fault(message.error),
            }
            for message in found
        ]
    if as_json:
        click.echo(json.dumps({"box": box, "messages": rows}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo("  ".join(str(row[name]) for name in ("id", "created_at", "template", "to", "error") if name in row))


def _send_once() -> bool:
    from flask import current_app

    from judging.core import clock
    from judging.core.db import get_session
    from judging.notifications.operations.sending import send_waiting
    from judging.notifications.transport import transport

    for write in current_app.extensions["due"]:  # what the calendar asks for is written first
        write(get_session(), clock.utcnow())
    way = transport(current_app.config["SMTP_URL"])
    tally = send_waiting(get_session(), way, clock.utcnow)
    click.echo(f"sent {tally.sent}, postponed {tally.postponed}, failed {tally.failed}", err=True)
    if tally.unreachable:
        click.echo(f"the mail server cannot be reached: {tally.unreachable}", err=True)
    return bool(tally.postponed or tally.failed)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
