"""What came on paper in the world: a sheet typed in by the clerk, with its scan, and an import on its way."""

from io import BytesIO

from judging.core import aside, files
from judging.jury.models import PaperUpload
from judging.jury.operations import paper
from tests.factories import JUDGING


def type_in(session, world, task, content, criteria, *, until):
    """Let the clerk type in the sheet of J1 on B from paper, with its scan, and begin an import."""
    by = world.people["clerk"]
    made = paper.type_in(session, task, content, paper.Typing(), criteria=criteria, by=by, at=JUDGING)
    sha256 = files.keep_document(b"%PDF-1.7 kanarek-skan")
    received = files.Received(None, "karta.pdf", "application/pdf", 12, sha256, sha256)
    scan = paper.attach_scan(session, made, received, by=by, at=JUDGING)
    key = aside.set_aside(BytesIO(b"Code of the sheet;Novelty\n0000-0;kanarek\n"), 1)
    upload = PaperUpload(edition=world.edition, by=by, name="karty.csv", table_key=key, lapses_at=until)
    session.add(upload)
    session.flush()
    world.names |= {"on paper": task.public_id, "scan": scan.public_id, "paper import": upload.public_id}
