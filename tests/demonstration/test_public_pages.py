"""What a stranger gets in every phase: no cookie, no form token, the same bytes as any other."""

import pytest

from judging.core import clock
from judging.editions.timetable import Phase
from judging.web.access import declared

PHASES = [one.value for one in Phase]


@pytest.fixture
def still(monkeypatch):
    """Let no second pass between two visitors."""
    now = clock.utcnow()
    monkeypatch.setattr(clock, "utcnow", lambda: now)


def public_pages(demonstration):
    """Return every address that a stranger finds by links, in both languages, and is told to keep."""
    found = demonstration.crawled() + demonstration.crawled(language="en")
    return sorted({one.path for one in found if one.status == 200 and is_public(demonstration, one)})


def is_public(demonstration, found):
    adapter = demonstration.app.url_map.bind("localhost")
    endpoint, _arguments = adapter.match(found.path.partition("?")[0])
    return declared(demonstration.app, endpoint).public


@pytest.mark.parametrize("phase", PHASES)
def test_public_pages_are_alike_for_all_and_set_no_cookie(demonstrations, still, phase):
    demonstration = demonstrations(phase)
    paths = public_pages(demonstration)
    assert {"/", "/en/", "/laureates/", "/en/laureates/", "/privacy/", "/en/contact/"} <= set(paths)

    for path in paths:
        one, other = (demonstration.app.test_client().get(path) for _visitor in range(2))
        assert one.data == other.data, path
        for answer in (one, other):
            assert answer.headers["Cache-Control"] == "public, max-age=60", path
            assert answer.headers.getlist("Vary") == ["Cookie"], path
            assert "Set-Cookie" not in answer.headers, path
            assert "ETag" in answer.headers, path
            assert b"csrf" not in answer.data, path
            assert b"<form" not in answer.data, path


@pytest.mark.parametrize("phase", ["judging", "announced"])
def test_with_a_cookie_of_ours_nobody_may_keep_the_answer(demonstrations, phase):
    demonstration = demonstrations(phase)
    for path in public_pages(demonstration):
        client = demonstration.app.test_client()
        client.set_cookie("kapitula", "left by an earlier visit")
        answer = client.get(path)

        assert answer.headers["Cache-Control"] == "private, no-store", path


@pytest.mark.parametrize("phase", PHASES)
def test_no_other_page_of_a_stranger_may_be_kept(demonstrations, phase):
    demonstration, public = demonstrations(phase), set(public_pages(demonstrations(phase)))
    found = demonstration.crawled() + demonstration.crawled(language="en")

    kept = [one.path for one in found if "Cache-Control: public" in one.headers]
    assert {path.partition("?")[0] for path in kept} <= public


def test_every_public_page_has_a_twin_that_names_it(demonstrations):
    demonstration = demonstrations("announced")
    pages = public_pages(demonstration)
    files = [path for path in pages if not path.endswith("/")]

    polish = {path for path in pages if not path.startswith("/en/")} - set(files)
    assert {f"/en{path}" for path in polish} == set(pages) - polish - set(files)
    for path in polish:
        client = demonstration.app.test_client()
        for address, language in ((path, "pl"), (f"/en{path}", "en")):
            page = client.get(address).text
            assert f'<html lang="{language}">' in page, address
            assert f'<link rel="canonical" href="http://localhost:8000{address}">' in page, address
            for hreflang, twin in (("pl", path), ("x-default", path), ("en", f"/en{path}")):
                link = f'<link rel="alternate" hreflang="{hreflang}" href="http://localhost:8000{twin}">'
                assert link in page, address
