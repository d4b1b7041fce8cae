"""What protects every page alike: headers, forms, sizes, faults that say so."""

import logging
import re

import pytest
from sqlalchemy.exc import OperationalError

from judging.core.refusals import NotNow, TooOften
from judging.web import access, security
from tests.factories import a_user, an_office
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
        add_view(app, path, view)
    return app


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
