"""What no browser sends comes back as a refusal, at every address: parts, origins, names in the address."""

from itertools import product
from urllib.parse import quote

import pytest

from judging.core.db import db
from judging.web import languages
from judging.web.access import declared
from tests.access.cases import cases_of
from tests.access.edges import EDGES
from tests.access.routes import CALLER, RULES, WRITING, listed
from tests.strict import refuse_what_the_other_refuses

ORIGINS = ("http://[", "http://[::1", "null", "\x00", "http://localhost:x", "//", "é", "x" * 5000)
REFERERS = ("http://[", "//evil", "http://localhost:99999/", "\xff\xfe", "/" * 3000)
FEW = (
    "below zero",
    "2^63",
    "5 000 digits",
    "a superscript",
    "NUL",
    "half a pair",
    "both directions",
    "a pattern",
    "lines",
)
IN_AN_ADDRESS = [str(EDGES[name]) for name in FEW]
NAMELESS = ("", '; filename="a.txt"', '; name=""; filename=""', "; name*=x''")  # the first two must be refused
BODIES = ("text/plain", "application/json", "multipart/form-data", "application/x-www-form-urlencoded", "x")
PART = "--b\r\nContent-Disposition: form-data{}\r\n\r\nZażółć\r\n--b--\r\n"


@pytest.fixture(scope="module", autouse=True)
def _strict(access_app):
    with access_app.app_context():
        stop = refuse_what_the_other_refuses(db.engine)
    yield
    stop()


@pytest.fixture
def called(access_app, world, address):
    """A function that returns who calls a route and where."""

    def called(rule):
        access = declared(access_app, rule.endpoint)
        case = cases_of(world, rule.endpoint, rule.arguments - {languages.NAME}, access)[0]
        caller = next((CALLER[one] for one in CALLER if one in access.who), "administrator")
        return caller, address(rule, case.arguments), case.arguments

    return called


def odd_requests(turn):
    """Yield what no browser sends and whether it must be refused: some of each sort, over four routes all of them."""
    some = slice(turn % 4, None, 4)
    for part in dict.fromkeys((NAMELESS[turn % 2], NAMELESS[turn % len(NAMELESS)])):
        multipart = {"content_type": "multipart/form-data; boundary=b"}
        yield part, {"data": PART.format(part).encode(), **multipart}, part in NAMELESS[:2]
    for origin in ORIGINS[some]:
        yield origin, {"headers": {"Origin": origin}}, True
    for kind in BODIES[some]:
        yield kind, {"data": b"\xff\xfe=%&&==%zz", "content_type": kind}, False
    for referer in REFERERS[some]:
        yield referer, {"headers": {"Referer": referer}}, False


def test_a_part_without_a_name_or_a_malformed_origin_is_refused_everywhere(called, ask, snapshot):
    wrong = []
    for turn, rule in enumerate(WRITING):
        caller, path, _arguments = called(rule)
        for odd, request, refused in odd_requests(turn):
            status = ask(caller, "POST", path, **request).status_code
            if status >= 500 or (refused and status != 400):
                wrong.append((rule.rule, odd[:40], status))
        snapshot.restore()

    assert not wrong, listed(wrong)


def test_an_address_of_any_signs_and_length_is_no_page_and_no_fault(called, ask, snapshot):
    wrong, asked = [], 0
    for rule in (rule for rule in RULES if rule.arguments - {languages.NAME}):
        caller, path, arguments = called(rule)
        methods = sorted(rule.methods & {"GET", "POST"})
        for (name, value), edge, method in product(arguments.items(), IN_AN_ADDRESS, methods):
            odd = path.replace(quote(str(value), safe="/"), quote(edge, safe=""), 1)
            status = ask(caller, method, odd).status_code
            asked += 1
            if status >= 500:
                wrong.append((rule.rule, name, edge[:40], method, status))
        snapshot.restore()

    assert not wrong, listed(wrong)
    assert asked > 1000


def test_what_stands_behind_the_question_mark_breaks_no_page(called, ask, snapshot):
    names = ("list", "page", "area", "q", "edition", "check", "next", "unit", "status", "round", "seen")
    wrong = []
    for rule in (rule for rule in RULES if "GET" in rule.methods):
        caller, path, _arguments = called(rule)
        for edge in IN_AN_ADDRESS[1::2]:
            asked = "&".join(f"{name}={quote(edge)}" for name in names)
            if (status := ask(caller, "GET", f"{path}?{asked}").status_code) >= 500:
                wrong.append((rule.rule, edge[:40], status))
    snapshot.restore()

    assert not wrong, listed(wrong)
