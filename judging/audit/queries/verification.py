"""Checking a history from its first event to its last, and against what was noted outside.

An event that was changed, removed, swapped or put in breaks its chain at its place. A tail cut
off, or yesterday's database put back, shows only against a checkpoint kept elsewhere.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.audit import chain
from judging.audit.models import AuditChain, AuditCheckpoint, AuditDetail, AuditEvent
from judging.core.fingerprints import canonical


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first thing wrong with one chain."""

    chain: str
    number: int
    what: str

    def __str__(self) -> str:
        return f"{self.chain}, event {self.number}: {self.what}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How long a chain was at a moment and the MAC of its last event; signed."""

    chain: str
    at: str
    length: int
    head: str
    mac: str

    def line(self) -> str:
        """Return the checkpoint as one line of text, to be kept outside."""
        return json.dumps(asdict(self), sort_keys=True)


def signature(key: bytes, name: str, at: datetime | str, length: int, head: str) -> str:
    """Return the MAC of a checkpoint."""
    moment = at if isinstance(at, str) else at.isoformat()
    facts = canonical(["checkpoint", name, moment, length, head])
    return hmac.new(key, facts, hashlib.sha256).hexdigest()


def read_checkpoints(lines: Iterable[str]) -> list[Checkpoint]:
    """Read checkpoints kept outside, one JSON object a line."""
    return [Checkpoint(**json.loads(line)) for line in lines if line.strip()]


def verify(session: Session, key: bytes, outside: Iterable[Checkpoint] = ()) -> list[ChainFault]:
    """Return the first bad event of every chain that has one; empty when all is well."""
    noted = [*_noted(session), *outside]
    names = dict(session.execute(select(AuditChain.name, AuditChain.id)).all())
    missing = sorted({point.chain for point in noted} - set(names))
    found = [ChainFault(name, 1, "the whole chain is missing") for name in missing]
    for name in sorted(names):
        points = [point for point in noted if point.chain == name]
        if problem := next(_problems(session, key, name, points), None):
            found.append(problem)
    return found


def _problems(session: Session, key: bytes, name: str, points: list[Checkpoint]) -> Iterator[ChainFault]:
    head = session.scalars(select(AuditChain).where(AuditChain.name == name)).one()
    links, changed = _links(session, head)
    if bad := chain.first_bad(key, links):
        yield ChainFault(name, bad, "was changed, removed or put in")
    if changed:
        yield ChainFault(name, changed, "its details were changed")
    if head.length != len(links) or head.head != (links[-1][1] if links else ""):
        yield ChainFault(name, min(head.length, len(links)) + 1, "the end of the chain was cut or added")
    for point in sorted(points, key=lambda point: point.length):
        yield from _against(key, point, links)


def _links(session: Session, head: AuditChain) -> tuple[list[tuple[chain.Link, str]], int | None]:
    """Return the events in order, and the first one whose details differ from their digest."""
    query = (
        select(AuditEvent, AuditDetail)
        .outerjoin(AuditDetail, AuditDetail.event_id == AuditEvent.id)
        .where(AuditEvent.chain_id == head.id)
        .order_by(AuditEvent.number)
    )
    links, changed = [], None
    for event, detail in session.execute(query):
        facts = (event.at, event.by_id, event.action, event.subject, event.details_digest)
        links.append((chain.Link(head.name, event.number, *facts), event.mac))
        if detail and chain.details_digest(detail.salt, detail.details) != event.details_digest:
            changed = changed or event.number
    return links, changed


def _against(key: bytes, point: Checkpoint, links: list[tuple[chain.Link, str]]) -> Iterator[ChainFault]:
    """Compare a chain with what was noted of it earlier."""
    signed = signature(key, point.chain, point.at, point.length, point.head)
    if not hmac.compare_digest(signed, point.mac):
        yield ChainFault(point.chain, point.length, f"the checkpoint of {point.at} is not ours")
    elif len(links) < point.length:
        yield ChainFault(point.chain, len(links) + 1, f"is missing, and was there on {point.at}")
    elif point.length and links[point.length - 1][1] != point.head:
        yield ChainFault(point.chain, point.length, f"differs from what it was on {point.at}")


def _noted(session: Session) -> list[Checkpoint]:
    query = select(AuditCheckpoint, AuditChain.name).join(AuditChain).order_by(AuditCheckpoint.id)
    return [
        Checkpoint(name, point.at.isoformat(), point.length, point.head, point.mac)
        for point, name in session.execute(query)
    ]
