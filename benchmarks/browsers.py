"""Clients on the loopback: each keeps its connection, as browsers do."""

import http.client
import re
import threading
from collections.abc import Iterator, Sequence
from time import perf_counter
from urllib.parse import urlencode

from benchmarks.measuring import Sample, processor_seconds
from benchmarks.servers import Server

IDLE = 5.0  # seconds after which a browser no longer trusts a connection


class Client:
    """One connection with its cookie."""

    def __init__(self, server: Server, cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.headers = {"Accept-Language": "en", "Cookie": cookie}
        self.csrf = ""
        self.last_asked = 0.0

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Send one request; return status and body."""
        body, headers = None, dict(self.headers)
        if fields is not None:
            body = urlencode({**fields, "csrf_token": self.csrf}).encode()
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Accept": "application/json",
            }
        if perf_counter() - self.last_asked > IDLE:
            self.connection.close()  # the server has hung up, or will; it is opened again
        self.last_asked = perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        self._keep(answer)
        return answer.status, answer.read()

    def read_token(self, path: str) -> None:
        """Take the token against forged requests from a page with a form."""
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        self._keep(answer)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert found, f"{path}: {answer.status}, a page without a form"
        self.csrf = found[1]

    def _keep(self, answer: http.client.HTTPResponse) -> None:
        """Keep the cookies of an answer beside those there are."""
        jar = dict(pair.split("=", 1) for pair in self.headers["Cookie"].split("; ") if pair)
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _equals, value = cookie.split(";")[0].partition("=")
            jar[name] = value
        self.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())


def load(server: Server, clients: Sequence[Iterator[bool]]) -> Sample:
    """Let all clients go through their requests at once; each tells whether it went well."""
    seconds: list[float] = []
    errors: list[bool] = []
    threads = [threading.Thread(target=_go, args=(one, seconds, errors)) for one in clients]
    spent, began = processor_seconds(server.pid), perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = perf_counter() - began
    return Sample(seconds, processor_seconds(server.pid) - spent, elapsed, len(errors))


def _go(client: Iterator[bool], seconds: list[float], errors: list[bool]) -> None:
    start = perf_counter()
    for well in client:
        now = perf_counter()
        seconds.append(now - start)
        start = now
        if not well:
            errors.append(True)


def reading(client: Client, path: str, times: int) -> Iterator[bool]:
    """Ask for a page again and again."""
    for _time in range(times):
        status, _body = client.ask("GET", path)
        yield status == 200
