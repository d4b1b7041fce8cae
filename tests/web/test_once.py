"""A form sent twice, or ten times at once, does its work once."""

import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from werkzeug.serving import make_server

from judging.offices.models import Office
from judging.web.transaction import UsedForm, writing
from tests.factories import an_office
from tests.web.answering import add_view

NEXT_BATTERY = [
    "//evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "https:evil.example",
    "https://evil.example/",
    "/%09/evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/a\r\nSet-Cookie: x=1",
    "http://[",
    "///evil.example",
    "/" + "a" * 5000,
]


@pytest.fixture
def counting(app):
    """The application with a form that makes an office at every use."""

    def make():
        with writing() as database:
            database.add(an_office())
        return "", 302, {"Location": "/made/"}

    add_view(app, "/try/make/", make)
    return app


def made(session):
    session.rollback()
    return len(session.scalars(select(Office.id)).all())


def test_the_same_form_sent_twice_does_its_work_once(counting, session):
    client = counting.test_client()

    first, second = (client.post("/try/make/", data={"once": "one"}) for _ in range(2))
    client.post("/try/make/", data={"once": "another"})

    assert first.location == second.location == "/made/"
    assert made(session) == 2
    assert len(session.scalars(select(UsedForm.id)).all()) == 2


def test_the_same_form_sent_ten_times_at_once_does_its_work_once(counting, session):
    server = make_server("127.0.0.1", 0, counting, threaded=True)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    url = f"http://127.0.0.1:{server.port}/try/make/"
    body = urlencode({"once": "the same"}).encode()

    def send(_):
        opener = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(CookieJar()))
        with opener.open(url, body, timeout=20) as answer:
            return answer.status, answer.headers.get("Server")

    try:
        with ThreadPoolExecutor(10) as people:
            answers = list(people.map(send, range(10)))
    finally:
        server.shutdown()
        running.join(5)
        server.server_close()

    assert {status for status, _ in answers} == {302}
    assert made(session) == 1


class _Stay(urllib.request.HTTPRedirectHandler):
    """A browser that shows a redirect instead of following it."""

    def http_error_302(self, request, answer, code, message, headers):
        return answer
