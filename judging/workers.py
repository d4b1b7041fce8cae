"""Workers that die are replaced for as long as it takes, and stop when told to, even while they start."""

import os
import signal
import time
from collections.abc import Iterable
from typing import Any

from granian import Granian

BREATH = 1  # seconds before a worker that keeps dying is replaced once more
SOON = 5.5  # seconds after a start within which dying is a habit


class Keeper(Granian):  # type: ignore[misc,valid-type]  # one of two classes, by the interpreter
    """Granian, but a worker that dies twice in a row is replaced as well, instead of ending the service."""

    def __init__(self, *settings: Any, **more: Any) -> None:
        super().__init__(*settings, **more)
        self._replaced: dict[int, float] = {}

    def _spawn_workers(self, *how: Any) -> None:
        if hasattr(os, "register_at_fork"):
            _hear_from_the_first_moment()
        super()._spawn_workers(*how)

    def _respawn_workers(self, workers: Iterable[int], *how: Any, **more: Any) -> None:
        workers, now = list(workers), time.monotonic()
        if any(now - self._replaced.get(number, -SOON) < SOON for number in workers):
            time.sleep(BREATH)
        super()._respawn_workers(workers, *how, **more)
        self._replaced |= dict.fromkeys(workers, time.monotonic())
        self.respawned_wrks.clear()  # what Granian gives up by


def _hear_from_the_first_moment() -> None:
    """Let a worker be stopped before it has said how: until then it has the handlers of its parent.

    A signal that comes while a process is forked waits until the child has its own handlers: the
    interpreter forgets those it was sent before.
    """
    awaited = {signal.SIGTERM, signal.SIGINT}

    def in_child() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which tells us
        unblock()

    def unblock() -> None:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, awaited)

    def block() -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, awaited)

    os.register_at_fork(before=block, after_in_parent=unblock, after_in_child=in_child)
