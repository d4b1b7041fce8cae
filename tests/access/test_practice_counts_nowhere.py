"""Whatever jurors practise: pages and files that count, list or tell of sheets are the same, byte by byte."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.core.config import KEYS
from judging.core.db import db
from judging.editions.models import Anchor
from judging.jury.models import PracticeSheet
from judging.web import languages
from judging.web.access import declared
from tests.access.cases import cases_of, expected
from tests.access.judged import NOW
from tests.access.routes import READING

TOKENS = re.compile(rb'(?<=value=")[^"]{16,}(?=")|(?<=content=")[\w.-]{40,}(?=")|(?<=boundary=)\w+')
OF_PRACTICE = {"jury.index"}  # the juror's own desk says what they have practised
READERS = ("secretary", "chair", "juror")
COUNTING: tuple[str, ...] = (
    "results",
    "jury",
    "deliberation",
    "protocol",
    "motions",
    "announcement",
    "grid",
    "handing_in",
    "offline",
)
COUNTING += ("audit_desk", "editions_desk.show", "setup_desk.file", "sheets", "booklet")
FILES = {"text/csv", "application/zip", "application/json"}


def practise(access_app, world):
    """Let two jurors have practised, one of them whole."""
    with access_app.app_context():
        info = {name.lower(): access_app.config[name] for name in KEYS}
        with Session(db.engine, info=info) as session:
            anchor = session.scalar(select(Anchor).where(Anchor.public_id == world.names["anchor"]))
            for name, done in (("juror", NOW), ("juror_2", None)):
                said = {"scores": {"novelty": 1, "reach": 2}, "comments": {"": "kanarek-próba"}, "for_office": {}}
                kept = PracticeSheet(seat_id=world.seats[name].id, anchor_id=anchor.id, saved_at=NOW, **said)
                kept.submitted_at = kept.done_at = done
                session.add(kept)
            session.commit()


def read(access_app, world, ask, address):
    """Return what everybody reads at every address, without what differs between any two answers."""
    found = {}
    for rule, method in READING:
        access = declared(access_app, rule.endpoint)
        if method != "GET" or not rule.endpoint.startswith(COUNTING):
            continue
        for case in cases_of(world, rule.endpoint, rule.arguments - {languages.NAME}, access) or ():
            for kind in READERS:
                if expected(kind, access, case) == "answered":
                    answer = ask(kind, "GET", address(rule, case.arguments))
                    key = (rule.endpoint, kind, case.name, str(rule.defaults))
                    found[key] = (answer.status_code, answer.mimetype, TOKENS.sub(b"", answer.data))
    return found


def test_every_page_and_every_file_is_the_same_with_and_without_practice_sheets(
    access_app, world, ask, address, snapshot, walked
):
    read(access_app, world, ask, address)  # what is told once, such as what has come since, is told
    before = read(access_app, world, ask, address)
    practise(access_app, world)

    after = read(access_app, world, ask, address)
    snapshot.restore()

    assert {key for key in before if after[key] != before[key] and key[0] not in OF_PRACTICE} == set()
    assert not any("kanarek-próba".encode() in body for _, _, body in after.values())
    assert {mimetype for _, mimetype, _ in after.values()} >= FILES
    walked(requests=len(after))
