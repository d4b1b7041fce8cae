"""The dashboard in every state, from the tables: the state it finds, and links that lead to open pages."""

import html
import re

import pytest
from flask import g
from sqlalchemy import select

from judging.editions.guidance.facts import Facts
from judging.editions.guidance.now import step_of
from judging.editions.guidance.steps import State
from judging.editions.models import Role, Seat
from tests.editions.states import SITUATIONS


def secretary_of(session, edition):
    query = select(Seat).where(Seat.edition_id == edition.id, Seat.role == Role.SECRETARY)
    return session.scalars(query).one().user


def links_of(page):
    """The button, then the links of what is in the way."""
    [first] = re.findall(r'<section class="now".*?</section>', page, re.S)
    in_the_way = re.findall(r"What stands in the way.*?</div>", page, re.S)
    found = [re.findall(r'<a[^>]*href="([^"]+)"', part) for part in [first, *in_the_way]]
    return [html.unescape(href) for part in found for href in part]


def test_every_state_has_its_situation():
    assert set(SITUATIONS) == set(State)


@pytest.mark.parametrize("state", list(State))
def test_in_every_state_the_button_and_what_is_in_the_way_lead_to_open_pages(
    app, session, client_of, stop_clock, state
):
    at, make = SITUATIONS[state]
    stop_clock(at)
    edition = make(session)
    session.commit()
    secretary = secretary_of(session, edition)
    client, url = client_of(secretary), f"/desk/{edition.slug}/"
    with app.test_request_context(url):
        g._login_user = secretary  # where Flask-Login keeps who it has found
        parts = [panel(session, edition, at).part for panel in app.extensions["panels"]]
        found = step_of(Facts(edition, at, parts))
        sentence = found.sentence

    page = client.get(url).text
    assert found.state is state
    links = links_of(page)
    assert len(links) == 1 + len(found.obstacles)
    assert sentence
    for link in links:
        address, _, place = link.partition("#")
        answer = client.get(address)
        assert (link, answer.status_code) == (link, 200)
        assert not place or f'id="{place}"' in answer.text, link
