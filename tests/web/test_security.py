"""What protects every page alike: headers, forms, sizes, faults that say so."""

import logging
import re
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookiejar import CookieJar
from urllib.parse import urlencode

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.exc import OperationalError
from werkzeug.serving import make_server

from judging.core.db import db, engine_options
from judging.core.refusals import NotNow, TooOften
from judging.offices.models import Office
from judging.web import access, security
from judging.web.access import Access, Who
from judging.web.transaction import UsedForm, writing
from tests.factories import a_user, an_office

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
def open_app(app):
    """The application with views that answer in every way, for everybody."""
    answers = {
        "/try/refused/": lambda: (_ for _ in ()).throw(NotNow("Not now.")),
        "/try/often/": lambda: (_ for _ in ()).throw(TooOften("Wait.", 30)),
        "/try/broken/": lambda: 1 // 0,
        "/try/away/": lambda: (_ for _ in ()).throw(OperationalError("SELECT", {}, Exception())),
        "/try/full/": lambda: (_ for _ in ()).throw(OSError(28, "No space left on device")),
        "/try/echo/": lambda: ("ok", {"Content-Type": "text/plain"}),
    }
    for path, view in answers.items():
        _add(app, path, view)
    return app


def _add(app, path, view):
    def answer():
        return view()

    setattr(answer, "access", Access((Who.EVERYBODY,)))  # noqa: B010 -- a function has no such field
    app.add_url_rule(path, path.strip("/").replace("/", "-"), answer, methods=["GET", "POST"])


@pytest.fixture
def anybody(open_app):
    return open_app.test_client()


ANSWERS = [
    ("GET", "/", 200),
    ("GET", "/entries/", 302),
    ("GET", "/no-such-page/", 404),
    ("DELETE", "/", 405),
    ("GET", "/try/refused/", 409),
    ("GET", "/try/often/", 429),
    ("GET", "/try/broken/", 500),
    ("GET", "/try/away/", 503),
    ("GET", "/try/full/", 503),
    ("GET", "/static/css/main.css", 200),
    ("GET", "/healthz", 200),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_carries_the_headers(anybody, method, path, status):
    response = anybody.open(path, method=method)
    response.get_data()
    response.close()

    assert response.status_code == status
    for name, value in security.HEADERS.items():
        assert response.headers[name] == value
    assert re.fullmatch(r"[0-9a-f]{16}", response.headers["X-Request-Id"])
    assert "Server" not in response.headers


def test_the_content_policy_lets_no_inline_code_run():
    policy = security.HEADERS["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; ")
    assert not {"unsafe", "*", "data:", "http"} & set(re.findall(r"unsafe|\*|data:|http", policy))
    for directive in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert directive in policy


def test_https_is_asked_for_where_the_site_is_https(app):
    app.config["SESSION_COOKIE_SECURE"] = True

    answer = app.test_client().get("/contact/")

    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_nothing_behind_sign_in_is_kept_by_a_cache(client_of, visitor):
    client = client_of(a_user())

    for path in ("/profile/", "/", "/no-such-page/", "/healthz", "/sign-in/"):
        assert client.get(path).headers["Cache-Control"] == "private, no-store"
    for path in ("/no-such-page/", "/healthz", "/sign-in/"):
        assert visitor.get(path).headers["Cache-Control"] == "private, no-store"
    assert visitor.get("/").headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("kind", ["field", "file"])
def test_a_part_without_a_name_is_a_bad_request(anybody, kind):
    file = '; filename="a.txt"' if kind == "file" else ""
    body = f"--b\r\nContent-Disposition: form-data{file}\r\n\r\nx\r\n--b--\r\n"

    answer = anybody.post("/try/echo/", data=body, content_type="multipart/form-data; boundary=b")

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://evil.example", 400),
        ("null", 400),
        ("http://localhost", 200),
        ("", 200),
        ("http://localhost:8000", 200),
        ("http://localhost.evil.example", 400),
    ],
)
def test_a_form_from_another_site_is_refused(anybody, origin, status):
    assert anybody.post("/try/echo/", headers={"Origin": origin}).status_code == status


def test_a_body_over_a_megabyte_is_too_large(anybody):
    answer = anybody.post("/sign-in/", data={"email": "x" * 1_100_000})

    assert answer.status_code == 413
    for name, value in security.HEADERS.items():
        assert answer.headers[name] == value


@pytest.mark.parametrize("target", NEXT_BATTERY)
def test_nobody_is_led_to_another_site(anybody, client_of, target):
    page = anybody.get("/sign-in/", query_string={"next": target})
    chosen = client_of(a_user()).post("/language/pl/", headers={"Referer": target.split("\r")[0]})

    assert page.status_code == 200
    assert re.match(r"/(?![/\\])[^\s\\]*$", chosen.location)


def test_another_host_is_refused(anybody):
    assert anybody.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_a_refused_attempt_is_logged_without_names(client_of, session, caplog):
    office, stranger = (
        an_office(name="Kanarkowa"),
        a_user(name="Kanarek", email="kanarek@example.org"),
    )
    session.add_all([office, stranger])
    client = client_of(stranger)

    with caplog.at_level(logging.INFO, "judging.requests"):
        client.get(f"/office/{office.public_id}/edit/", headers={"User-Agent": "kanarek"})

    lines = [record.getMessage() for record in caplog.records if record.name == "judging.requests"]
    assert lines == ["refused 404 GET /office/<string:office_id>/edit/"]


def test_a_fault_says_that_nothing_was_saved_and_keeps_what_was_typed(anybody):
    typed = {"title": "Kolejkomat", "password": "tajne", "csrf_token": "x", "code": "123456"}

    answer = anybody.post("/en/try/away/", data=typed)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert "was NOT saved" in answer.text
    assert "Kolejkomat" in answer.text
    assert "tajne" not in answer.text
    assert "123456" not in answer.text


def test_a_script_is_told_of_a_fault_in_json(anybody):
    answer = anybody.post("/en/try/away/", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.mimetype) == (503, "application/json")
    assert "NOT saved" in answer.json["error"]


@pytest.fixture
def impatient(app):
    """The application whose connections wait for a lock only for a moment."""
    with app.app_context():
        db.engine.dispose()
        db.engine.pool._creator = _quick(app)  # the pool opens new connections with it
    return app


def _quick(app):
    options = engine_options(app.config["DATABASE_URL"])
    options["connect_args"] |= {"timeout": 0.1}
    return create_engine(**options).pool._creator


@contextmanager
def locked(app):
    with app.app_context():
        other = create_engine(**engine_options(app.config["DATABASE_URL"])).raw_connection()
    other.driver_connection.isolation_level = None
    other.driver_connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.driver_connection.execute("ROLLBACK")
        other.close()


def test_a_locked_database_is_unavailable_for_writing_and_mends_by_itself(impatient, client_of, session):
    office = an_office()
    session.add(office)
    client = client_of(office.representatives[0].user)
    url = f"/office/{office.public_id}/edit/"
    data = {"name": "Urząd Nowy", "email": "nowy@example.org", "version": "1"}

    with locked(impatient):
        during, reading = client.post(url, data=data), client.get("/office/")
    after = client.post(url, data=data)

    assert (during.status_code, reading.status_code, after.status_code) == (503, 200, 302)
    assert "was NOT saved" in during.text
    assert "Urząd Nowy" in during.text
    session.rollback()
    assert office.name == "Urząd Nowy"


def test_a_database_that_is_away_is_unavailable_for_somebody_signed_in(app, client_of):
    client = client_of(a_user())
    with app.app_context():
        db.engine.dispose()
        gone = create_engine(**engine_options("sqlite:////nowhere/at/all.db"))
        db.engine.pool._creator = gone.pool._creator

    answer = client.post("/profile/", data={"name": "Kolejkomat"})

    assert answer.status_code == 503
    assert "Kolejkomat" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.fixture
def counting(app):
    """The application with a form that makes an office at every use."""

    def make():
        with writing() as database:
            database.add(an_office())
        return "", 302, {"Location": "/made/"}

    _add(app, "/try/make/", make)
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


def test_a_route_that_declares_nothing_stops_the_start(app):
    app.add_url_rule("/silent/", "silent", lambda: "x")

    with pytest.raises(SystemExit, match="silent"):
        access.refuse_undeclared(app)
    assert app.test_client().get("/silent/").status_code == 404


def test_the_rights_of_a_deactivated_person_end_at_once(client_of, session):
    person = a_user()
    client = client_of(person)
    assert client.get("/profile/").status_code == 200

    person.deactivated_at = person.created_at
    session.commit()

    assert client.get("/profile/").location.startswith("/en/sign-in/")
