"""The list of invariants: a sentence of the regulations, and a function that finds what breaks it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

Check = Callable[[Session], Iterable[object]]
MODULES = (
    "people",
    "editions",
    "entries",
    "jury",
    "sheets",
    "rankings",
    "decisions",
    "announcements",
    "letters",
    "history",
)
_checks: dict[str, Check] = {}


@dataclass(frozen=True, slots=True)
class Violation:
    """One record that breaks an invariant."""

    invariant: str
    subject: str

    def __str__(self) -> str:
        return f"{self.invariant}: {self.subject}"


def invariant(sentence: str) -> Callable[[Check], Check]:
    """Register a check; it yields the records that break the sentence."""

    def register(check: Check) -> Check:
        assert sentence not in _checks, sentence
        _checks[sentence] = check
        return check

    return register


def checks() -> dict[str, Check]:
    """Return all checks by their sentences."""
    for module in MODULES:
        import_module(f"judging.invariants.{module}")
    return _checks


def violations(session: Session) -> Iterator[Violation]:
    """Yield everything that breaks an invariant."""
    for sentence, check in checks().items():
        for subject in check(session):
            yield Violation(sentence, str(subject))


def records(session: Session, query: Select[Any]) -> Iterator[str]:
    """Yield the records of a query as the history names them: table and id, no names."""
    for record in session.scalars(query).unique():
        yield f"{record.__tablename__}:{record.id}"


def counted(numbers: Iterable[int]) -> bool:
    """Tell whether the numbers are 1, 2, 3 … without a gap or a repetition."""
    return all(number == place for place, number in enumerate(sorted(numbers), start=1))
