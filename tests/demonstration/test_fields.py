"""O-D2: every form that a page shows takes anything in any field, and loses nothing of it when it refuses.

The forms are found by walking all pages of all roles, so that a new one is tried without being listed.
"""

import shutil

import pytest
from werkzeug.datastructures import MultiDict

from judging.core.db import db
from judging.web.typed import is_secret, opened
from tests.access.edges import ALWAYS, MODES, encoded, filled, forms_of, lost
from tests.access.snapshot import Snapshot
from tests.demonstration.demo import Demonstration
from tests.strict import make_strict

SHORT = ("judging", "call", "deliberation")
FULL = ("preparation", "screening", "sealed", "announced", "archived")
ENDS = {"accounts.sign_out", "demonstration.sign_in"}  # they have no field, and end what the others need


class Tried:
    """An installation in a phase, strict as PostgreSQL, put back after every change."""

    def __init__(self, demonstration):
        self.app = demonstration.app
        self.app.config["PROPAGATE_EXCEPTIONS"] = False
        self.demonstration = demonstration
        self.people = self._people()
        with self.app.app_context():
            make_strict(db.engine)
            self.snapshot = Snapshot(db.engine)
        self._forms = {}

    def _people(self):
        groups = {group: list(ids.values()) for group, ids in self.demonstration.addresses().items()}
        some = {name: groups[name][0] for name in ("secretary", "administrator", "substitute") if groups.get(name)}
        some |= {f"juror {n}": one for n, one in enumerate(groups.get("jury", [])[:2])}
        some |= {f"office {n}": one for n, one in enumerate(groups.get("office", [])[:3])}
        return {"visitor": None} | some

    def forms(self):
        """Return every form that anybody meets, once for its address and fields, with who meets it."""
        if self._forms:
            return self._forms
        found = self._forms
        for person in self.people.values():
            client = self.demonstration.browser(person)
            cookie = client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
            for page in self.demonstration.crawled(person):
                if page.mimetype != "text/html":
                    continue
                for form in forms_of(page.text, page.path):
                    key = form.method, self.endpoint(form), tuple(sorted(_shape(form)))
                    if key[1] not in ENDS:
                        found.setdefault(key, (cookie.value if cookie else "", form))
        with self.app.app_context():
            self.snapshot = Snapshot(db.engine)  # with the sessions just begun
        return found

    def endpoint(self, form):
        with self.app.test_request_context():
            return self.app.url_map.bind("localhost").match(form.path, method=form.method)[0]

    def send(self, cookie, form, names, mode):
        """Send the form with these fields at an edge; return the answer."""
        pairs, files = filled(form, names, mode)
        client = self.app.test_client(use_cookies=False)
        headers = {"Cookie": f"{self.app.config['SESSION_COOKIE_NAME']}={cookie}"} if cookie else {}
        if form.method == "GET":
            answer = client.get(f"{form.path}?{encoded(pairs)}", headers=headers)
        elif files:
            answer = client.post(form.path, data=MultiDict([*pairs, *files]), headers=headers)
        else:
            kind = "application/x-www-form-urlencoded"
            answer = client.post(form.path, data=encoded(pairs), content_type=kind, headers=headers)
        answer.get_data()
        answer.close()
        if self.snapshot.written:
            self.snapshot.restore()
            self.snapshot.written = False
        return answer


def _shape(form):
    """Return the names of the fields without the numbers and keys that tell rows apart."""
    return {name.split("-")[0] for name in form.kinds}


@pytest.fixture(scope="module")
def tried(tmp_path_factory, filled_demonstration):
    """A function from a phase to a demonstration of its own."""
    made = {}

    def tried(phase):
        if phase not in made:
            folder = tmp_path_factory.mktemp(f"fields-{phase}") / "data"
            shutil.copytree(filled_demonstration(phase) / "data", folder)
            made[phase] = Tried(Demonstration(folder))
        return made[phase]

    return tried


def wrong_with(answer, form, names, mode):
    """Return what is wrong with an answer: a fault, or a lost text; a body too large cannot be read."""
    if answer.status_code >= 500:
        return f"{answer.status_code}"
    refused = 400 <= answer.status_code < 500 and answer.status_code != 413
    if refused and answer.mimetype == "text/html" and form.method == "POST":
        gone = lost(form, names, mode, answer.text)
        return f"{answer.status_code} lost {gone}" if gone else ""
    return ""


def each_of(form):
    return [name for name in form.kinds if name not in {"csrf_token", "once"}]


def run(forms, tried, tries):
    """Send each form in each of the ways that ``tries`` gives it; return the size of the table."""
    wrong, count = [], 0
    for number, ((method, endpoint, _), (cookie, form)) in enumerate(forms.items()):
        for names, mode in tries(number, form):
            count += 1
            if said := wrong_with(tried.send(cookie, form, names, mode), form, names, mode):
                wrong.append((method, endpoint, names[:3], mode, said))
    assert not wrong, "\n" + "\n".join(map(str, wrong))
    return {"forms": len(forms), "fields": sum(len(each_of(one)) for _, one in forms.values()), "requests": count}


def all_at_once_at_some_edges(number, form):
    """Fill all fields of a form with a few edges; over all forms every edge comes."""
    return [(each_of(form), mode) for mode in dict.fromkeys((*ALWAYS, *MODES[number % 8 :: 8]))]


def each_field_at_each_edge(_number, form):
    names = each_of(form)
    alone = [] if len(names) == 1 else [[name] for name in names]
    return [(some, mode) for some in (names, *alone) for mode in MODES]


@pytest.mark.drill
@pytest.mark.parametrize("phase", SHORT)
def test_no_form_breaks_on_anything_typed_and_none_loses_it(tried, phase, walked):
    here = tried(phase)
    before = SHORT[: SHORT.index(phase)]
    known = {key for earlier in before for key in tried(earlier).forms()}
    forms = {key: form for key, form in here.forms().items() if key not in known}

    walked(**run(forms, here, all_at_once_at_some_edges))


@pytest.mark.drill
@pytest.mark.parametrize("phase", [*SHORT, *FULL])
def test_no_field_by_itself_breaks_on_anything(tried, phase, full_scale, walked):
    here = tried(phase)

    walked(**run(here.forms(), here, each_field_at_each_edge if full_scale else all_at_once_at_some_edges))


@pytest.mark.drill
def test_every_form_of_somebody_signed_in_says_what_its_texts_are_called(tried):
    here = tried("judging")
    asked = [(key[1], form) for key, (cookie, form) in here.forms().items() if cookie and form.method == "POST"]
    with_texts = [(endpoint, form, texts) for endpoint, form in asked if (texts := written_in(form))]

    with here.app.app_context():
        labels = [opened(form.values.get("labels", "")) for _endpoint, form, _texts in with_texts]
    pairs = zip(with_texts, labels, strict=True)
    silent = [(endpoint, nameless) for (endpoint, _, texts), known in pairs if (nameless := texts - set(known))]

    assert len(with_texts) > 10
    assert silent == []


def written_in(form):
    """Return the fields of a form into which a person writes what is kept."""
    kinds = {"text", "textarea", "number", "email", "url", "tel", "datetime-local", "date"}
    return {name for name, kind in form.kinds.items() if kind in kinds and not is_secret(name)}
