"""The processes that answer: forked from one that has loaded everything, replaced when they die, stopped together.

granian's own parent loses a stop that falls between two of its steps, a new worker of it swallows
one that comes before it listens, and it gives up where the same worker dies twice within seconds.
What is done instead: ``docs/decisions/0001-server.md``.
"""

import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from socket import socket
from typing import Any

from granian._granian import SocketHolder
from granian.server.mp import MPServer, WorkerProcess

YOUNG = 2.0  # seconds: a worker that dies younger is followed by one that waits first
REST = 1.0  # seconds that one waits
STOPS = (signal.SIGTERM, signal.SIGINT)

Load = Callable[[], Callable[..., Any]]


class Workers(MPServer):
    """Workers of a parent that holds the port, misses no signal and goes on without an end.

    Signals wait, blocked, until the parent takes the next one; no handler runs between two steps.
    Connections that come while a worker is missing, or all of them, wait in the one queue.
    """

    def __init__(self, listening: socket, **settings: Any) -> None:
        address, port = listening.getsockname()[:2]
        super().__init__("judging", address=address, port=port, **settings)
        self._listening = listening

    def serve_with(self, load: Load) -> None:
        """Serve what ``load`` returns in each worker until a signal ends it."""
        signal.signal(signal.SIGCHLD, _nothing)  # what is ignored does not wait everywhere
        signal.pthread_sigmask(signal.SIG_BLOCK, {*STOPS, signal.SIGCHLD})
        self.serve(target_loader=load, wrap_loader=False)

    def _init_shared_socket(self) -> None:
        self._listening.setblocking(False)
        holder: Any = SocketHolder
        self._ssp, self._sso = None, self._listening
        self._shd: Any = holder(self._listening.fileno(), False, self.backlog)

    def _spawn_workers(self, spawn_target: Any, target_loader: Load) -> None:
        self.wrks = [self._begun(place, spawn_target, target_loader) for place in range(self.workers)]

    def _begun(self, place: int, target: Any, load: Load, rest: float = 0) -> WorkerProcess:
        """Fork a worker, without the thread that granian has watching it: a process of one thread forks safely."""
        worker = self._spawn_worker(place, target, partial(_begin, load, os.getpid(), rest))
        worker.inner.start()
        return worker

    def _serve_loop(self, spawn_target: Any, target_loader: Load) -> None:
        """Replace each worker that has ended, until we are to stop."""
        while signal.sigwait({*STOPS, signal.SIGCHLD}) == signal.SIGCHLD:
            for place, worker in enumerate(self.wrks):
                if not worker.inner.is_alive():
                    rest = REST if time.monotonic() - worker.birth < YOUNG else 0
                    self.wrks[place] = self._begun(place, spawn_target, target_loader, rest)


def _begin(load: Load, parent: int, rest: float) -> Callable[..., Any]:
    """Make a worker of a process just forked: from now on a stop ends it, whatever it is at."""
    os.setpgrp()  # Ctrl+C is for the parent, which lets us finish
    for stop in STOPS:
        signal.signal(stop, _leave)
    threading.Thread(target=_heed, daemon=True).start()
    threading.Thread(target=_end_with_parent, args=(parent,), daemon=True).start()
    time.sleep(rest)
    return load()


def _heed() -> None:
    """Wait for a stop and hand it over once: a second one would hold up granian for ever."""
    stop = signal.sigwait(STOPS)
    end: Any = signal.getsignal(stop)  # granian's, as soon as it listens
    end(stop, None)


def _end_with_parent(parent: int) -> None:
    """Stop this worker when its parent has been killed: nobody would replace it or free the port."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def _leave(*_: object) -> None:
    """End a worker that has not begun to answer."""
    os._exit(0)


def _nothing(*_: object) -> None:
    """Take a signal that is waited for elsewhere."""
