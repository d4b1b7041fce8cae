"""What is dear to make is kept for a while: a few things by key; the one used least is forgotten.

Each key is made once, whoever asks for it at the same time; nobody waits for another key.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Cache(Generic[Made]):
    """Things made, by key; an ordered dictionary under a lock, and a lock for each key being made."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, Made] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._made

    def get(self, key: Hashable) -> Made | None:
        """Return what is kept under a key, if anything is."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
            return self._made.get(key)

    def keep(self, key: Hashable, made: Made) -> None:
        """Keep it in place of what is used least."""
        with self._lock:
            self._made[key] = made
            self._made.move_to_end(key)
            while len(self._made) > self._most:
                self._made.popitem(last=False)

    def made(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is kept under a key, or make it; what cannot be made is tried anew by the next."""
        found = self.get(key)
        if found is not None:
            return found
        with self._lock:
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            found = self.get(key)
            if found is None:
                try:
                    found = make()
                    self.keep(key, found)
                finally:
                    with self._lock:
                        self._making.pop(key, None)
            return found
