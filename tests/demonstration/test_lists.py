"""No list asks the database a question a row: large or small, it asks as many."""

import pytest
from sqlalchemy import event

from judging.core.db import db
from tests.demonstration.demo import Demonstration

DESK = (
    "",
    "entries/",
    "entries/extensions/",
    "offices/",
    "jury/",
    "jury/assignment/",
    "jury/progress/",
    "jury/conflicts/",
    "mail/",
    "mail/?box=sent",
    "history/",
    "setup/",
    "setup/form/",
    "setup/declarations/",
)
PAGES = {
    "secretary": [f"/desk/{{slug}}/{tail}" for tail in DESK],
    "jury": ["/jury/{slug}/", "/jury/{slug}/conflicts/"],
    "office": ["/entries/", "/office/"],
    None: ["/", "/contact/", "/laureates/"],
}
SLUG = "sekrety-zarzadzania-"


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    """A function from the size of a demonstration to the statements of each page."""

    def counted(*words):
        folder = tmp_path_factory.mktemp("lists")
        made = Demonstration.filled(folder, "--phase", "judging", *words)
        return {who: _count(made, who, paths) for who, paths in PAGES.items()}

    return counted


def _count(made, who, paths):
    with made.app.app_context():
        engine = db.engine
    person = next(iter(made.addresses()[who].values())) if who else None
    client, slug, counts, seen = made.browser(person), slug_of(made), {}, []
    note = lambda *arguments: seen.append(arguments[2])  # noqa: E731 -- it must be removed again
    event.listen(engine, "before_cursor_execute", note)
    for path in paths:
        seen.clear()
        answer = client.get(path.format(slug=slug))
        assert answer.status_code == 200, path
        counts[path] = len(seen)
    event.remove(engine, "before_cursor_execute", note)
    return counts


def slug_of(made):
    from sqlalchemy import select

    from judging.editions.models import Edition

    return made.read(lambda session: session.scalar(select(Edition.slug)))


def test_every_list_asks_as_often_for_many_as_for_few(counted):
    few = counted("--entries", "5", "--jurors", "4")
    many = counted("--entries", "15", "--jurors", "9")

    grown = {
        path: (count, many[who][path])
        for who, counts in few.items()
        for path, count in counts.items()
        if many[who][path] > count
    }
    assert grown == {}
