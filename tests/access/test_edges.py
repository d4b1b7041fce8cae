"""What no browser sends comes back as a refusal, at every address: parts, origins, names in the address."""

from urllib.parse import quote

import pytest

from judging.core.db import db
from judging.web import languages
from judging.web.access import declared
from tests.access.cases import cases_of
from tests.access.edges import EDGES
from tests.access.test_matrix import RULES, WRITING, name_of
from tests.access.test_refusals import CALLER
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
IN_AN_ADDRESS = [EDGES[name] for name in FEW]
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


@pytest.mark.parametrize("rule", WRITING, ids=name_of)
def test_a_part_without_a_name_or_a_malformed_origin_is_refused_everywhere(rule, called, ask, snapshot):
    caller, path, _arguments = called(rule)
    multipart = {"content_type": "multipart/form-data; boundary=b"}

    nameless = [
        ask(caller, "POST", path, data=PART.format(part).encode(), **multipart).status_code
        for part in ("", '; filename="a.txt"', '; name=""; filename=""', "; name*=x''")
    ]
    foreign = [ask(caller, "POST", path, headers={"Origin": origin}).status_code for origin in ORIGINS]
    odd = [
        ask(caller, "POST", path, data=b"\xff\xfe=%&&==%zz", content_type=kind).status_code
        for kind in ("text/plain", "application/json", "multipart/form-data", "application/x-www-form-urlencoded", "x")
    ]
    referred = [ask(caller, "POST", path, headers={"Referer": one}).status_code for one in REFERERS]
    snapshot.restore()

    assert max(nameless + foreign + odd + referred) < 500
    assert nameless[:2] == [400, 400]
    assert set(foreign) == {400}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.arguments - {languages.NAME}], ids=name_of)
def test_an_address_of_any_signs_and_length_is_no_page_and_no_fault(rule, called, ask, snapshot):
    caller, path, arguments = called(rule)
    statuses = {}
    for name, value in arguments.items():
        for edge in IN_AN_ADDRESS:
            odd = path.replace(quote(str(value), safe="/"), quote(edge, safe=""), 1)
            for method in sorted(rule.methods & {"GET", "POST"}):
                statuses[name, edge, method] = ask(caller, method, odd).status_code
    snapshot.restore()

    assert {key: status for key, status in statuses.items() if status >= 500} == {}


@pytest.mark.parametrize("rule", [rule for rule in RULES if "GET" in rule.methods], ids=name_of)
def test_what_stands_behind_the_question_mark_breaks_no_page(rule, called, ask, snapshot):
    caller, path, _arguments = called(rule)
    names = ("list", "page", "area", "q", "edition", "check", "next", "unit", "status", "round", "seen")
    statuses = {
        edge: ask(caller, "GET", f"{path}?{'&'.join(f'{name}={quote(edge)}' for name in names)}").status_code
        for edge in IN_AN_ADDRESS[1::2]
    }
    snapshot.restore()

    assert {edge: status for edge, status in statuses.items() if status >= 500} == {}
