"""Every route, by every method, as every kind of visitor: what is not declared does not exist."""

import re

import pytest

from judging.app import create_app
from judging.web import languages
from judging.web.access import declared
from tests.access.cases import KINDS, NOBODY_SIGNED_IN, cases_of, expected
from tests.access.world import SECRETS
from tests.conftest import SECRET

TOKENS = re.compile(r'(?<=value=")[^"]{16,}(?=")|(?<=content=")[\w.-]{40,}(?=")')
SIGN_IN = re.compile("(/en)?/sign-in/")
HERE = ' aria-current="page"'


FEW = ("visitor", "office_a", "secretary")  # where the answer does not depend on who asks


def _rules():
    app = create_app(ENV="test", DATABASE_URL="sqlite:///nowhere.db", SECRET_KEY=SECRET)
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


RULES = _rules()
READING = [(rule, method) for rule in RULES for method in sorted(rule.methods & {"GET", "HEAD"})]
WRITING = [rule for rule in RULES if "POST" in rule.methods]


def name_of(value):
    return value if isinstance(value, str) else value.endpoint


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

    def nowhere(kind, data):
        unknown = "/no-such-page/"
        return missing[kind] | {masked(ask(kind, "POST", unknown, data=data), unknown)}

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
    signs_in = response.status_code == 302 and SIGN_IN.match(response.location)
    return "sign in" if signs_in else "answered"


def listed(wrong):
    return "\n" + "\n".join(str(row) for row in wrong)


def same(seen, wanted, access):
    public = str(access.who[0]) == "everybody"
    return seen == wanted or (public and {seen, wanted} == {"sign in", "answered"})


@pytest.mark.parametrize(("rule", "method"), READING, ids=name_of)
def test_reading_shows_each_visitor_only_what_is_declared_and_changes_nothing(
    rule, method, found, ask, address, missing, snapshot
):
    access, known = found(rule)
    wrong = []
    for case in known:
        path = address(rule, case.arguments)
        for kind in KINDS if method == "GET" else FEW:
            seen = outcome(ask(kind, method, path), path, missing[kind])
            wanted = expected(kind, access, case)
            if not same(seen, wanted, access):
                wrong.append((kind, case.name, wanted, seen))
    changed = snapshot.changed()
    snapshot.restore()

    assert not wrong, listed(wrong)
    assert changed == []


@pytest.mark.parametrize("rule", WRITING, ids=name_of)
def test_sending_is_open_to_those_declared_and_a_refusal_leaves_no_trace(rule, found, ask, address, nowhere, snapshot):
    access, known = found(rule)
    wrong = []
    for case in known:
        path = address(rule, case.arguments)
        for kind in KINDS:
            answered = ask(kind, "POST", path, data=case.data)
            seen = outcome(answered, path, nowhere(kind, case.data))
            changed, wanted = snapshot.changed(), expected(kind, access, case)
            if changed:
                snapshot.restore()
            if not same(seen, wanted, access) or (changed and wanted != "answered"):
                wrong.append((kind, case.name, wanted, seen, changed))

    assert not wrong, listed(wrong)


@pytest.mark.parametrize("rule", WRITING, ids=name_of)
def test_a_form_without_its_token_is_refused_and_changes_nothing(
    rule, found, ask, address, access_app, snapshot, monkeypatch
):
    monkeypatch.setitem(access_app.config, "WTF_CSRF_ENABLED", True)
    _access, known = found(rule)
    path = address(rule, known[0].arguments)
    statuses = {kind: ask(kind, "POST", path, data=known[0].data).status_code for kind in FEW}

    assert statuses == dict.fromkeys(FEW, 400)
    assert snapshot.changed() == []


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_no_other_method_is_taken(rule, found, ask, address, snapshot):
    _access, known = found(rule)
    path = address(rule, known[0].arguments)
    others = sorted({"GET", "POST", "PUT", "PATCH", "DELETE"} - rule.methods)
    for kind in ("visitor", "secretary"):
        statuses = {ask(kind, method, path).status_code for method in others}

        assert statuses <= {302 if kind in NOBODY_SIGNED_IN else 404, 404, 405}
    assert snapshot.changed() == []


@pytest.mark.parametrize("rule", [r for r in RULES if r.arguments - {"slug", languages.NAME}], ids=name_of)
def test_an_object_of_one_edition_is_as_unknown_under_another(rule, found, answer, world):
    access, known = found(rule)
    if not access.edition:
        return
    for case in known:
        here = {name: value for name, value in case.arguments.items() if name != "slug"}
        unknown = dict.fromkeys(here, "0" * 16)
        for method in sorted(rule.methods & {"GET", "POST"}):
            told = [
                answer("other_secretary", method, rule, named | {"slug": world.other.slug}) for named in (here, unknown)
            ]

            assert told[0] == told[1]
            assert told[0][0] in {400, 404, 409}


@pytest.mark.parametrize("kind", ["visitor", "confirmed", "office_b", "deactivated", "administrator"])
def test_nobody_outside_reads_the_secrets_of_the_edition(kind, found, ask, address):
    leaks = []
    for rule in RULES:
        access, known = found(rule)
        if "GET" not in rule.methods or not ("everybody" in access.who or kind == "office_b"):
            continue
        for case in known:
            text = ask(kind, "GET", address(rule, case.arguments)).get_data(as_text=True)
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
