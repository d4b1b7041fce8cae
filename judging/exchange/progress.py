"""Who waits longer than a second is told on stderr what is being counted."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from judging.analysis.words import STAGES
from judging.exchange.wording import Wording
from judging.stats.vocabulary import Stage

PATIENCE = 1.0  # seconds


@contextmanager
def telling(
    wording: Wording, write: Callable[[str], None], patience: float = PATIENCE
) -> Iterator[Callable[[Stage], None]]:
    """Yield what is to be called before each stage; the first second passes in silence."""
    lock, told = threading.Lock(), threading.Event()
    current: list[Stage] = []

    def say() -> None:
        write(f"{wording.gettext(STAGES[current[-1]])}…")

    def waited() -> None:
        with lock:
            told.set()
            if current:
                say()

    def tell(stage: Stage) -> None:
        with lock:
            current.append(stage)
            if told.is_set():
                say()

    timer = threading.Timer(patience, waited)
    timer.daemon = True
    timer.start()
    try:
        yield tell
    finally:
        timer.cancel()
