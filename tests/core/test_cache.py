"""What is kept is made once, and nobody waits for what they did not ask for."""

import threading

import pytest

from judging.core.cache import Cache

PATIENCE = 10  # seconds


def test_a_hit_does_not_wait_while_another_key_is_made():
    cache: Cache[str] = Cache(4)
    cache.keep("known", "here")
    begun, go_on, found = threading.Event(), threading.Event(), []

    def slow():
        begun.set()
        go_on.wait(PATIENCE)
        return "made"

    maker = threading.Thread(target=lambda: found.append(cache.made("new", slow)))
    maker.start()
    begun.wait(PATIENCE)

    assert cache.made("known", lambda: "made again") == "here"
    assert cache.made("third", lambda: "at once") == "at once"
    go_on.set()
    maker.join(PATIENCE)
    assert found == ["made"]


def test_many_who_ask_for_one_key_make_it_once():
    cache: Cache[int] = Cache(4)
    calls, found, together = [], [], threading.Barrier(8)

    def make():
        calls.append(1)
        return len(calls)

    def ask():
        together.wait(PATIENCE)
        found.append(cache.made("key", make))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert calls == [1]
    assert found == [1] * 8


def test_what_could_not_be_made_is_tried_anew():
    cache: Cache[str] = Cache(4)

    with pytest.raises(ZeroDivisionError):
        cache.made("key", lambda: str(1 / 0))

    assert "key" not in cache
    assert cache.made("key", lambda: "made") == "made"


def test_the_one_used_least_is_forgotten():
    cache: Cache[int] = Cache(2)
    cache.keep("a", 1)
    cache.keep("b", 2)
    cache.get("a")

    cache.keep("c", 3)

    assert ("a" in cache, "b" in cache, "c" in cache) == (True, False, True)
