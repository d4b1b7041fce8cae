"""What all pages of the results have in common."""

from typing import Any

from judging.core import clock
from judging.results.scope import Scope
from judging.results.snapshot import Snapshot

Context = dict[str, Any]


def around(scope: Scope, snapshot: Snapshot) -> Context:
    """Return what the pages are of, and as of when."""
    return {
        "snapshot": snapshot,
        "area_choices": scope.choices,
        "area_number": scope.number,
        "rounds": scope.rounds,
        "round_shown": scope.round,
        "printed_at": clock.arrived(),
    }
