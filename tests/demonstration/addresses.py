"""Every address of `judging routes` that can be opened, with ids from the database: linked or not."""

from itertools import product

from sqlalchemy import select

from judging.deliberation.models import Award, Motion
from judging.editions.models import Edition, Role, Seat
from judging.entries.models import Attachment, Entry, EntryVersion
from judging.jury.models import Assignment
from judging.offices.models import Office, Representative
from judging.web.access import declared
from judging.web.languages import NAME

FEW = 4  # ids of a kind, spread over all there are, where not every one is tried
MANY = 10**6


def ids(session, most):
    """Return the values that the arguments of addresses take: every id there is, or some of each kind."""

    def some(query):
        found = list(session.scalars(query))
        return found[:: max(1, len(found) // most)][:most]

    honoured = session.scalars(select(Entry.public_id).join(Award, Award.entry_id == Entry.id).limit(most)).all()
    return {
        "slug": list(session.scalars(select(Edition.slug))),
        "edition": list(session.scalars(select(Edition.slug))),
        "entry_id": list(dict.fromkeys([*honoured, *some(select(Entry.public_id).order_by(Entry.id))])),
        "file_id": some(select(Attachment.public_id).order_by(Attachment.id)),
        "sheet_id": some(select(Assignment.public_id).order_by(Assignment.id)),
        "seat_id": some(select(Seat.public_id).where(Seat.role != Role.SECRETARY)),
        "person_id": some(select(Representative.public_id).order_by(Representative.id)),
        "office_id": some(select(Office.public_id).order_by(Office.id)),
        "award_id": some(select(Award.public_id).order_by(Award.id)),
        "motion_id": some(select(Motion.public_id).order_by(Motion.id)),
        "number": sorted(set(session.scalars(select(EntryVersion.number))))[:2],
        "teryt": ["0000000"],
        "token": ["0" * 32],
        "filename": [],
    }


def addresses(demonstration, most=MANY):
    """Return the addresses of all routes that are read, each with the ids that its arguments can take."""
    app, values = demonstration.app, demonstration.read(lambda session: ids(session, most))
    found = []
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if "GET" not in rule.methods or declared(app, rule.endpoint).demonstration:
                continue
            names, told = sorted(rule.arguments - {NAME}), rule.defaults or {}
            for chosen in product(*(values[name] for name in names)):
                found.append(adapter.build(rule.endpoint, told | dict(zip(names, chosen, strict=True))))
    return sorted(set(found))
