"""Slowing down guessing: by account first, by network only beyond what an office building needs.

Each attempt is written down before it is tried, so that many at once do not slip past, and a
restart forgets nothing. One in the future is of a clock that was wrong, and does not count. A
network from which the account was opened lately counts its own failures only: somebody guessing
from elsewhere cannot keep the owner out.
"""

import hashlib
import hmac
import math
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from judging.accounts.models import SignInAttempt
from judging.accounts.rules import FIRST_WAIT, FREE, KNOWN, LONGEST_WAIT, NETWORK_FREE, NETWORK_WINDOW, WINDOW
from judging.core.i18n import _l
from judging.core.refusals import TooOften

PENDING = "failed_attempts"  # in session.info: failures whose own transaction is rolled back


def network_of(address: str | None) -> str:
    """Return the network of an address: one IPv4 address, or one IPv6 subnet of 64 bits."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(ip_network((found, 64 if found.version == 6 else 32), strict=False))


def begin(session: Session, account: str, network: str, at: datetime) -> SignInAttempt:
    """Write down an attempt as failed, or refuse it; :func:`succeed` makes it good."""
    check(session, account, network, at)
    attempt = _attempt(session, account, network, at)
    session.add(attempt)
    session.flush()
    return attempt


def succeed(session: Session, attempt_id: int, at: datetime) -> None:
    """Note that the attempt was the owner's, and forget what is too old to matter."""
    session.get_one(SignInAttempt, attempt_id).succeeded = True
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < at - KNOWN))


def check(session: Session, account: str, network: str, at: datetime, *, field: str = "") -> None:
    """Raise TooOften while the account, or the whole network, has to wait."""
    waits = (
        _account_wait(session, _digest(session, account), _digest(session, network), at),
        _network_wait(session, _digest(session, network), at),
    )
    _refuse_wait(max(waits), field)


def note(session: Session, account: str, network: str, at: datetime) -> None:
    """Count a request that mails somebody; only a whole network can ask too often."""
    _refuse_wait(_network_wait(session, _digest(session, network), at))
    session.add(_attempt(session, account, network, at))


def fail_later(session: Session, account: str, network: str, at: datetime) -> None:
    """Remember a failure until the transaction that it spoils is over."""
    session.info.setdefault(PENDING, []).append((account, network, at))


def write_pending(session: Session) -> None:
    """Write the remembered failures down; in a writing transaction of its own."""
    for account, network, at in session.info.pop(PENDING, []):
        session.add(_attempt(session, account, network, at))


def recent(session: Session, account: str, at: datetime) -> int:
    """Count the attempts on an account within the window."""
    mine = SignInAttempt.account == _digest(session, account)
    query = select(func.count()).where(mine, _between(at - WINDOW, at))
    return session.scalar(query) or 0


def _attempt(session: Session, account: str, network: str, at: datetime) -> SignInAttempt:
    digests = {"account": _digest(session, account), "network": _digest(session, network)}
    return SignInAttempt(**digests, at=at, succeeded=False)


def _account_wait(session: Session, account: str, network: str, at: datetime) -> timedelta:
    mine: list[ColumnElement[bool]] = [SignInAttempt.account == account]
    here = SignInAttempt.network == network
    opened = select(func.max(SignInAttempt.at)).where(*mine, here, SignInAttempt.succeeded, _between(at - KNOWN, at))
    since = at - WINDOW
    if last_success := session.scalar(opened):
        mine.append(here)
        since = max(since, last_success)
    failures = select(func.count(), func.max(SignInAttempt.at)).where(
        *mine, ~SignInAttempt.succeeded, _between(since, at)
    )
    count: int
    last: datetime
    count, last = session.execute(failures).one()
    if count < FREE:
        return timedelta()
    wait = min(FIRST_WAIT * (1 << min(count - FREE, 10)), LONGEST_WAIT)
    return last + wait - at


def _network_wait(session: Session, network: str, at: datetime) -> timedelta:
    failures = (
        select(SignInAttempt.at)
        .where(
            SignInAttempt.network == network,
            ~SignInAttempt.succeeded,
            _between(at - NETWORK_WINDOW, at),
        )
        .order_by(SignInAttempt.at.desc())
        .offset(NETWORK_FREE - 1)
        .limit(1)
    )
    hundredth = session.scalar(failures)
    return hundredth + NETWORK_WINDOW - at if hundredth else timedelta()


def _between(since: datetime, at: datetime) -> ColumnElement[bool]:
    """Select the attempts after one moment and not after the other."""
    return (SignInAttempt.at > since) & (SignInAttempt.at <= at)


def _refuse_wait(wait: timedelta, field: str = "") -> None:
    if wait > timedelta():
        seconds = math.ceil(wait.total_seconds())
        raise TooOften(
            _l("There were too many attempts. Wait a few minutes and try again."),
            seconds,
            field=field,
        )


def _digest(session: Session, text: str) -> str:
    """Return a keyed digest: the table tells nobody whose address or network it is."""
    return hmac.new(session.info["throttle_key"], text.encode(), hashlib.sha256).hexdigest()
