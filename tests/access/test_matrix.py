"""Every route, by every method, as every kind of visitor: what is not declared does not exist."""

import re
from itertools import product

import pytest

from judging.web import languages
from judging.web.access import declared
from tests.access.cases import KINDS, NOBODY_SIGNED_IN, cases_of, expected
from tests.access.routes import READING, RULES, WRITING, listed
from tests.access.world import SECRETS

TOKENS = re.compile(r'(?<=value=")[^"]{16,}(?=")|(?<=content=")[\w.-]{40,}(?=")')
SIGN_IN = re.compile("(/en)?/sign-in/")
HERE = ' aria-current="page"'
FEW = ("visitor", "office_a", "secretary")  # where the answer does not depend on who asks


@pytest.fixture(scope="module")
def found(access_app, world):
    """A function that returns what a route declares and how it is called."""

    def found(rule):
        access = declared(access_app, rule.endpoint)
        known = cases_of(world, rule.endpoint, rule.arguments - {languages.NAME}, access)
        if known is None:
            pytest.fail(
                f"{rule.rule}: say in tests/access/cases.py which object {rule.endpoint} is called "
                f"with ({', '.join(sorted(rule.arguments))}) and who may see it"
            )
        return access, known

    return found


@pytest.fixture(scope="module")
def missing(ask):
    """What each kind of visitor may read where nothing is: in the language of the address or their own."""
    unknown = ("/no-such-page/", "/editions/no-such/", "/en/editions/no-such/")
    return {kind: {masked(ask(kind, "GET", path), path) for path in unknown} for kind in KINDS}


@pytest.fixture(scope="module")
def nowhere(ask, missing):
    """The same for a form that is sent: what was typed is on the page, wherever it was sent."""

    unknown, known = "/no-such-page/", {}

    def nowhere(kind, data):
        if (key := (kind, repr(data))) not in known:
            known[key] = missing[kind] | {masked(ask(kind, "POST", unknown, data=data), unknown)}
        return known[key]

    return nowhere


@pytest.fixture(scope="module")
def answer(ask, address):
    """A function that returns the status and the masked words of an answer."""

    def answer(kind, method, rule, arguments):
        path = address(rule, arguments)
        response = ask(kind, method, path)
        return response.status_code, masked(response, path)

    return answer


def masked(response, path):
    """Return the words of an answer without what differs between any two of them."""
    bare = path.removeprefix("/en")
    text = TOKENS.sub("…", response.text).replace(HERE, "")
    return text.replace(f"/en{bare}", "PATH").replace(bare, "PATH") if bare != "/" else text


def outcome(response, path, missing):
    if response.status_code == 404:
        same = not response.text or masked(response, path) in missing
        return "missing" if same else "404 that tells more than an unknown address"
    if response.status_code >= 500:
        return f"broken: {response.status_code}"
    if response.status_code == 401:  # a form of somebody signed out is answered by the page to sign in
        return "sign in"
    signs_in = response.status_code == 302 and SIGN_IN.match(response.location)
    return "sign in" if signs_in else "answered"


def same(seen, wanted, access):
    public = str(access.who[0]) == "everybody"
    return seen == wanted or (public and {seen, wanted} == {"sign in", "answered"})


def test_reading_shows_each_visitor_only_what_is_declared_and_changes_nothing(
    found, ask, address, missing, snapshot, walked
):
    wrong: list[tuple[object, ...]] = []
    asked = 0
    for rule, method in READING:
        access, known = found(rule)
        for case in known:
            path = address(rule, case.arguments)
            for kind in KINDS if method == "GET" else FEW:
                seen, wanted = outcome(ask(kind, method, path), path, missing[kind]), expected(kind, access, case)
                asked += 1
                if not same(seen, wanted, access):
                    wrong.append((rule.rule, method, kind, case.name, wanted, seen))
        if changed := snapshot.changed():
            wrong.append((rule.rule, method, "changes", changed))
            snapshot.restore()

    assert not wrong, listed(wrong)
    assert asked > 5 * len(READING)
    walked(routes=len(READING), visitors=len(KINDS), requests=asked)


def test_sending_is_open_to_those_declared_and_a_refusal_leaves_no_trace(
    found, ask, address, nowhere, snapshot, walked
):
    wrong, asked = [], 0
    for rule in WRITING:
        access, known = found(rule)
        for case, kind in product(known, KINDS):
            asked += 1
            path = address(rule, case.arguments)
            answered = ask(kind, "POST", path, data=case.data)
            seen = outcome(answered, path, nowhere(kind, case.data) if answered.status_code == 404 else set())
            changed, wanted = snapshot.changed(), expected(kind, access, case)
            if changed:
                snapshot.restore()
            if not same(seen, wanted, access) or (changed and wanted != "answered"):
                wrong.append((rule.rule, kind, case.name, wanted, seen, changed))

    assert len(WRITING) > 80
    assert not wrong, listed(wrong)
    walked(routes=len(WRITING), visitors=len(KINDS), requests=asked)


def test_a_form_without_its_token_is_refused_and_changes_nothing(
    found, ask, address, access_app, snapshot, monkeypatch
):
    monkeypatch.setitem(access_app.config, "WTF_CSRF_ENABLED", True)
    wrong = []
    for rule, kind in product(WRITING, FEW):
        case = found(rule)[1][0]
        status = ask(kind, "POST", address(rule, case.arguments), data=case.data).status_code
        if status != 400 or snapshot.changed():
            wrong.append((rule.rule, kind, status))
    snapshot.restore()

    assert not wrong, listed(wrong)


def test_no_other_method_is_taken(found, ask, address, snapshot):
    wrong = []
    for rule, kind in product(RULES, ("visitor", "secretary")):
        path = address(rule, found(rule)[1][0].arguments)
        for method in sorted({"GET", "POST", "PUT", "PATCH", "DELETE"} - rule.methods):
            status = ask(kind, method, path).status_code
            if status not in {302 if kind in NOBODY_SIGNED_IN else 404, 404, 405} or snapshot.changed():
                wrong.append((rule.rule, kind, method, status))
    snapshot.restore()

    assert not wrong, listed(wrong)


def test_an_object_of_one_edition_is_as_unknown_under_another(found, answer, world, walked):
    wrong, asked, of_editions = [], 0, set()
    of_none = {"slug", "teryt", "part", "searched", languages.NAME}  # units, parts and lists are of no edition
    for rule in (one for one in RULES if one.arguments - of_none):
        access, known = found(rule)
        for case, method in product(known if access.edition else (), sorted(rule.methods & {"GET", "POST"})):
            here = {name: value for name, value in case.arguments.items() if name != "slug"}
            ways = [given | {"slug": world.other.slug} for given in (here, dict.fromkeys(here, "0" * 16))]
            told, unknown = (answer("other_secretary", method, rule, named) for named in ways)
            asked += 1
            of_editions.add(rule.endpoint)
            if told != unknown or told[0] not in {400, 404, 409}:
                wrong.append((rule.rule, method, case.name, told[0], unknown[0]))

    assert not wrong, listed(wrong)
    assert asked > 30
    walked(routes=len(of_editions), pairs=asked)


@pytest.mark.parametrize("kind", ["visitor", "confirmed", "office_b", "deactivated", "administrator"])
def test_nobody_outside_reads_the_secrets_of_the_edition(kind, found, ask, address):
    leaks = []
    for rule in RULES:
        access, known = found(rule)
        if "GET" not in rule.methods or not ("everybody" in access.who or kind == "office_b"):
            continue
        for case in known:
            text = ask(kind, "GET", address(rule, case.arguments)).get_data().decode(errors="replace")
            told = [secret for secret in SECRETS if secret in text]
            leaks += [(rule.rule, told)] if told and rule.endpoint != "offices.join" else []

    assert leaks == []


@pytest.mark.parametrize("tail", ["", "results/", "results.json", "laureates/", "ranking.csv", "protocol.pdf"])
def test_before_the_announcement_no_guessed_address_answers(tail, ask, world):
    slug = world.edition.slug
    guesses = [f"/laureates/{slug}/{tail}", f"/results/{slug}/{tail}", f"/wyniki/{slug}/{tail}"]

    answers = [ask("visitor", "GET", guess, follow_redirects=True) for guess in guesses]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_a_session_of_somebody_else_cannot_be_ended(ask, address, snapshot):
    ask("office_b", "POST", address("profile.end_session", {"session_id": 1}))

    changed = [name for name in snapshot.changed() if name == "user_session"]
    snapshot.restore()
    assert changed == []
