"""Signs of partners: made small, shown beside the names, kept through changes of the list and into a copy."""

from io import BytesIO

import pytest
from PIL import Image

from judging.editions.models import Edition, Partner, PartnerKind
from tests.editions.making import create
from tests.factories import BEFORE

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(width=900, height=300):
    out = BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def edition(session, secretary):
    edition = create(session, by=secretary)
    edition.partners = [
        Partner(kind=PartnerKind.HONORARY, name="Związek Gmin", url="https://zwiazek.example", position=1),
        Partner(kind=PartnerKind.MEDIA, name="Gazeta", position=1),
    ]
    session.commit()
    return edition


@pytest.fixture
def client(client_of, secretary):
    return client_of(secretary)


def send(client, edition, content, name="znak.png", partner="honorary-1"):
    sent = {"partner": partner, "file": (BytesIO(content), name)}
    return client.post(f"/desk/{edition.slug}/setup/logos/", data=sent, content_type="multipart/form-data")


def test_a_logo_is_made_small_and_stands_on_the_public_page_beside_the_name(session, client, edition):
    assert send(client, edition, picture()).status_code == 302

    session.rollback()
    [partner] = [one for one in edition.partners if one.logo_sha256]
    assert (partner.name, partner.logo_width, partner.logo_height) == ("Związek Gmin", 480, 160)
    page = client.get(f"/editions/{edition.slug}/").text
    address = f"/editions/{edition.slug}/logos/{partner.logo_sha256}.webp"
    assert f'src="{address}" alt=""' in page
    with client.get(address) as answer:
        assert answer.mimetype == "image/webp"
        assert Image.open(BytesIO(answer.data)).size == (480, 160)


def test_a_draft_shows_its_logos_to_nobody_outside(session, client, visitor, edition):
    send(client, edition, picture())
    session.rollback()
    address = f"/editions/{edition.slug}/logos/{edition.partners[0].logo_sha256}.webp"

    assert visitor.get(address).status_code == 404
    assert client.get(f"/editions/{edition.slug}/logos/{'0' * 64}.webp").status_code == 404


@pytest.mark.parametrize(
    ("content", "name"), [(SVG, "znak.svg"), (SVG, "znak.png"), (b"%PDF-1.4", "znak.pdf"), (b"", "a.png")]
)
def test_what_is_no_picture_is_refused_beside_its_field_and_changes_nothing(session, client, edition, content, name):
    answer = send(client, edition, content, name)

    assert answer.status_code == 422
    session.rollback()
    assert not [one for one in edition.partners if one.logo_sha256]


def test_a_changed_list_leaves_logos_with_partners_of_the_same_name(session, client, edition):
    send(client, edition, picture())
    session.rollback()
    said = {
        "about": edition.about or "O konkursie.",
        "version": edition.version,
        "partners-honorary": "Nowy\nZwiązek Gmin",
    }
    assert client.post(f"/desk/{edition.slug}/presentation/", data=said).status_code == 302

    session.rollback()
    session.expire_all()
    kept = {str(one.name): bool(one.logo_sha256) for one in edition.partners}
    assert kept == {"Nowy": False, "Związek Gmin": True, "Gazeta": False}


def test_a_logo_is_taken_away_and_the_name_stays(session, client, edition):
    send(client, edition, picture())
    client.post(f"/desk/{edition.slug}/setup/logos/honorary-1/remove/")

    session.rollback()
    assert edition.partners[0].logo_sha256 is None
    page = client.get(f"/editions/{edition.slug}/").text
    assert "partner-logo" not in page
    assert "Związek Gmin" in page


def test_a_copy_of_an_edition_has_the_logos_of_its_partners(session, client, secretary, edition):
    send(client, edition, picture())
    made = {"source": edition.slug, "name": "Następna", "year": "2031", "secretary": secretary.email}
    assert client.post("/desk/new/", data=made).status_code == 302

    session.rollback()
    copy = session.query(Edition).filter_by(year=2031).one()
    [partner] = [one for one in copy.partners if one.logo_sha256]
    assert partner.name == "Związek Gmin"


def test_in_the_archive_logos_stay_as_they_are(session, client, edition):
    send(client, edition, picture())
    session.rollback()
    edition.archived_at = BEFORE
    session.commit()

    assert send(client, edition, picture(300, 300)).status_code == 409
    assert client.post(f"/desk/{edition.slug}/setup/logos/honorary-1/remove/").status_code == 409
    session.rollback()
    assert edition.partners[0].logo_width == 480
