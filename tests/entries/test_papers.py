"""The attachments of an entry: once each, in the order and with the captions that the office gives them."""

from datetime import timedelta
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from judging.core.files import Received
from judging.core.refusals import Clash, NotNow
from judging.editions.models import Role
from judging.entries import receipts
from judging.entries.models import Attachment
from judging.entries.operations import attachments, entries
from tests import samples
from tests.factories import CLOSES, DURING, JUDGING, a_seat, an_assignment
from tests.pdf_text import text_of

_another = count(1)
JSON = {"Accept": "application/json"}


def attach(session, entry, sha256=""):
    sha256 = sha256 or f"{next(_another):064}"
    file = Received(Path("x"), "a.pdf", "application/pdf", 10, sha256, sha256)
    return attachments.attach(session, entry, file, most=100, by=entry.author, at=DURING)


def test_the_same_file_is_attached_once_and_again_after_it_was_removed(session, draft):
    file = attach(session, draft, sha256="1" * 64)

    with pytest.raises(NotNow, match="attached already"):
        attach(session, draft, sha256="1" * 64)
    attachments.remove_attachment(session, file, by=draft.author, at=DURING)
    attach(session, draft, sha256="1" * 64)

    assert len(draft.files) == 1


def test_files_stand_in_the_order_and_with_the_captions_that_the_office_gives_them(session, draft):
    first, second, third = (attach(session, draft) for _ in range(3))
    by = {"by": draft.author, "at": DURING}

    for _ in range(3):  # the third time it is the first already
        attachments.move(session, third, up=True, **by)
    attachments.move(session, second, up=False, **by)
    session.flush()
    said = {first.public_id: "Plan placu", "of another entry": "x"}
    attachments.describe(session, draft, said, version=draft.version, **by)
    version = entries.submit(session, draft, [], **by)
    session.commit()

    session.expire_all()
    assert draft.files == [third, first, second]
    assert [file.get("caption", "") for file in version.files] == ["", "Plan placu", ""]
    assert [file["id"] for file in version.files] == [one.public_id for one in (third, first, second)]
    assert receipts.content(version)["files"][1]["caption"] == "Plan placu"


def test_a_new_order_or_caption_is_a_correction_that_can_be_given_up(session, draft):
    first, second = (attach(session, draft) for _ in range(2))
    by = {"by": draft.author, "at": DURING}
    entries.submit(session, draft, [], **by)
    session.commit()
    assert not draft.changed

    attachments.move(session, second, up=True, **by)
    assert draft.changed
    attachments.describe(session, draft, {first.public_id: "Plan"}, version=draft.version, **by)
    entries.drop_correction(session, draft, **by)

    assert not draft.changed
    assert (draft.files, first.caption) == ([first, second], "")


def test_a_caption_that_somebody_else_has_written_meanwhile_is_shown_beside_the_own(session, draft):
    file = attach(session, draft)
    session.commit()
    read, by = draft.version, {"by": draft.author, "at": DURING}
    attachments.describe(session, draft, {file.public_id: "Ich"}, version=read, **by)
    session.commit()

    with pytest.raises(Clash) as clash:
        attachments.describe(session, draft, {file.public_id: "Moje"}, version=read, **by)

    assert [tuple(row) for row in clash.value.fields] == [("a.pdf", "Moje", "Ich")]
    assert file.caption == "Ich"


@pytest.mark.parametrize("act", ["describe", "move"])
def test_attachments_are_described_and_moved_only_until_the_deadline(session, draft, act):
    first, second = (attach(session, draft) for _ in range(2))
    session.commit()
    late = {"by": draft.author, "at": CLOSES + timedelta(minutes=1)}

    acts = {
        "move": lambda: attachments.move(session, second, up=True, **late),
        "describe": lambda: attachments.describe(session, draft, {first.public_id: "x"}, version=draft.version, **late),
    }

    with pytest.raises(NotNow):
        acts[act]()

    assert (draft.files, first.caption) == ([first, second], "")


@pytest.fixture
def page(session, client_of, stop_clock, draft):
    """The page of the attachments of a draft, with a picture and a text."""
    stop_clock(DURING)
    client, address = client_of(draft.author), f"/entries/{draft.public_id}/files/"
    sent = {
        "files": [(BytesIO(samples.an_image(size=(2000, 1000))), "plac.jpg"), (BytesIO(samples.a_pdf()), "plan.pdf")]
    }
    client.post(address, data=sent)
    session.rollback()
    return client, address


def files_of(session):
    return {file.name: file for file in session.scalars(select(Attachment))}


def test_a_picture_is_shown_small_and_written_anew_and_nothing_else_is(session, page):
    client, address = page
    found = files_of(session)

    shown = client.get(address).text
    small = client.get(f"{address}{found['plac.jpg'].public_id}/thumbnail/")

    assert f"{found['plac.jpg'].public_id}/thumbnail/" in shown
    assert f"{found['plan.pdf'].public_id}/thumbnail/" not in shown
    assert Image.open(BytesIO(small.data)).size == (480, 240)
    assert small.headers["Content-Type"] == "image/webp"
    assert small.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert small.headers["Cache-Control"] == "private, no-store"
    assert client.get(f"{address}{found['plan.pdf'].public_id}/thumbnail/").status_code == 404


def test_captions_are_saved_on_the_page_and_stand_for_a_picture_that_is_not_seen(session, page, draft):
    client, address = page
    picture = files_of(session)["plac.jpg"]
    said = {f"caption-{picture.public_id}": "Plac przed remontem, 2025 r.", "version": draft.version}

    answer = client.post(f"{address}captions/", data=said)

    assert answer.location == address
    assert 'alt="Plac przed remontem, 2025 r."' in client.get(address).text
    assert "Plac przed remontem, 2025 r." in client.get(f"/entries/{draft.public_id}/preview/").text
    made = " ".join(text_of(client.get(f"/entries/{draft.public_id}/draft.pdf").data).split())
    assert "plac.jpg – Plac przed remontem" in made.replace("\N{NO-BREAK SPACE}", " ")


def test_a_caption_that_is_too_long_comes_back_with_what_was_typed(session, page, draft):
    client, address = page
    name = f"caption-{files_of(session)['plac.jpg'].public_id}"

    answer = client.post(f"{address}captions/", data={name: "długi " * 40, "version": draft.version})

    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert "długi długi" in answer.text


def test_a_file_is_moved_by_a_button(session, page):
    client, address = page
    plan = files_of(session)["plan.pdf"].public_id

    client.post(f"{address}{plan}/move/", data={"to": "up"})

    text = client.get(address).text
    assert text.index("plan.pdf</a>") < text.index("plac.jpg</a>")


def test_of_files_sent_one_by_one_the_refused_one_says_why_and_the_rest_is_attached(session, page):
    client, address = page

    def send(content, name):
        answer = client.post(address, data={"files": [(BytesIO(content), name)]}, headers=JSON)
        return answer.status_code, answer.json

    assert send(samples.an_image("PNG"), "x.png") == (200, {"attached": 1})
    status, said = send(b"MZ", "x.exe")
    assert (status, said["error"].partition(".")[0]) == (422, "Files of this kind are not taken")
    assert send(samples.a_pdf(), "again.pdf")[1] == {"error": "This very file is attached already, as “plan.pdf”."}
    session.rollback()
    assert list(files_of(session)) == ["plac.jpg", "plan.pdf", "x.png"]


def test_a_file_sent_again_after_its_answer_was_lost_is_attached_once(session, page):
    client, address = page

    def send():
        sent = {"files": [(BytesIO(samples.an_image("PNG")), "x.png")], "once": "of this file"}
        return client.post(
            address, data=sent, headers={"Accept": "application/json"}, follow_redirects=True
        ).status_code

    assert (send(), send()) == (200, 200)
    session.rollback()
    assert list(files_of(session)) == ["plac.jpg", "plan.pdf", "x.png"]


def test_the_jury_has_the_files_of_the_version_it_scores_as_it_describes_them_and_no_other(
    session, client_of, stop_clock, page, draft
):
    client, address = page
    before = files_of(session)
    replaced, kept = before["plac.jpg"], before["plan.pdf"]
    client.post(f"{address}{replaced.public_id}/remove/")
    session.rollback()
    said = {kept.public_id: "Plan placu"}
    attachments.describe(session, draft, said, version=draft.version, by=draft.author, at=DURING)
    version = entries.submit(session, draft, [], by=draft.author, at=DURING)
    seat = a_seat(draft.edition, Role.JUROR)
    session.add(seat)
    session.flush()
    session.add(assignment := an_assignment(seat, draft, entry_version=version))
    kept.caption = "Zmieniony później"
    session.commit()
    stop_clock(JUDGING)
    juror, sheet = client_of(seat.user), f"/jury/{draft.edition.slug}/sheets/{assignment.public_id}/"

    text = juror.get(sheet).text

    assert "Plan placu" in text
    assert "Zmieniony później" not in text
    assert "plac.jpg" not in text
    with juror.get(f"{sheet}files/{kept.public_id}/") as answer:
        assert answer.status_code == 200
    assert juror.get(f"{sheet}files/{replaced.public_id}/").status_code == 404
    assert juror.get(f"{sheet}files/{replaced.public_id}/thumbnail/").status_code == 404
    assert session.get_one(Attachment, replaced.id).removed_at is not None
