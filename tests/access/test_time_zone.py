"""An edition in another zone speaks of its own time everywhere: pages, mails, documents."""

import inspect
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from judging.core import formatting
from judging.core.db import db
from judging.core.i18n import speaking
from judging.editions.models import Edition
from judging.notifications.models import Message
from judging.notifications.rendering import letter
from judging.results.files.report import report_content
from judging.results.files.workbook_notes import _state
from judging.results.snapshot import Frozen
from judging.web import languages
from judging.web.access import declared
from tests.access.cases import cases_of, expected
from tests.results.results import OCCASION, a_snapshot
from tests.stats.scoring import sheets_of, some_rules

ROOT = Path(__file__).parent.parent.parent
AZORES = "Atlantic/Azores"
OF_THE_INSTALLATION = {"profile.show", "passkeys.index", "offices_desk.index"}  # pages without an edition
AS_WRITTEN = {"outbox_desk.show"}  # a letter that was written keeps the zone that it tells
NOON = datetime(2027, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def azores(access_app, snapshot):
    """Move every edition to the Azores."""
    with access_app.app_context(), db.engine.begin() as connection:
        connection.execute(update(Edition).values(time_zone=AZORES))
    yield
    snapshot.restore()


@pytest.mark.usefixtures("azores")
@pytest.mark.parametrize("kind", ["visitor", "office_a", "juror", "chair", "secretary"])
def test_no_page_of_an_edition_elsewhere_tells_warsaw_time(kind, ask, address, world, access_app):
    told, shown = [], 0
    for rule in access_app.url_map.iter_rules():
        access = declared(access_app, rule.endpoint)
        for case in cases_of(world, rule.endpoint, rule.arguments - {languages.NAME}, access) or []:
            if "GET" not in rule.methods or expected(kind, access, case) != "answered":
                continue
            page = ask(kind, "GET", address(rule, case.arguments)).data.decode("utf-8", "replace")
            shown += f"({AZORES})" in page or f'data-zone="{AZORES}"' in page
            if "Warsaw" in page and rule.endpoint not in OF_THE_INSTALLATION | AS_WRITTEN:
                told.append((rule.rule, page[page.index("Warsaw") - 80 :][:120]))

    assert told == []
    assert shown > 0


def test_the_documents_of_the_results_tell_the_time_of_the_edition(access_app):
    snapshot = replace(
        a_snapshot(sheets_of(A=[7, 8], B=[6, 7]), some_rules(prizes=1)),
        zone=AZORES,
        frozen=Frozen(NOON, "0" * 64),
    )

    with access_app.app_context():
        closed = dict(report_content(snapshot, OCCASION, at=NOON)["facts"])["Stan"]
        still_open = report_content(replace(snapshot, frozen=None), OCCASION, at=NOON)["facts"]
        with speaking("pl"):
            workbook = _state(snapshot)

    assert closed == workbook
    assert "1 lipca 2027 r., godz. 12:00 (Atlantic/Azores)" in closed
    assert "1 lipca 2027 r., godz. 12:00 (Atlantic/Azores)" in dict(still_open)["Stan"]


WITH_A_MOMENT = [p for p in (ROOT / "templates/emails").iterdir() if "moment(" in p.read_text()]


@pytest.mark.parametrize("path", WITH_A_MOMENT, ids=lambda path: path.stem)
def test_mails_tell_the_time_of_their_edition(path, access_app):
    said = {name: NOON.isoformat() for name in ("received", "until", "opens", "closes", "when", "since", "came")}
    context = {
        "zone": AZORES,
        "sheets": 2,
        "days": 3,
        "number": 1,
        "version": 1,
        "missing": 2,
        "count": 2,
        "path": "/",
        "way": "post",
        "submitted": 1,
        "before_time": True,
        "who": "Halina Sekretna",
    } | said
    message = Message(template=path.stem, language="en", context=context)

    with access_app.app_context():
        body = letter(message, None).body

    assert "12:00 (Atlantic/Azores)" in body


@pytest.mark.parametrize("name", ["moment", "day", "local_input"])
def test_no_moment_is_printed_without_a_zone(name):
    zone = inspect.signature(getattr(formatting, name)).parameters["zone"]

    assert zone.default is inspect.Parameter.empty


def test_the_zone_of_the_installation_is_written_in_one_place():
    sources = [
        path
        for folder, kinds in {"judging": ("py",), "templates": ("html", "txt", "typ"), "static/js": ("js",)}.items()
        for kind in kinds
        for path in (ROOT / folder).rglob(f"*.{kind}")
    ]

    named = [str(p.relative_to(ROOT)) for p in sources if "Europe/Warsaw" in p.read_text()]

    assert sorted(named) == ["judging/core/clock.py", "judging/core/formatting.py"]
