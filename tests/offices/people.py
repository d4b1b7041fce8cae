"""Who acts for an office, and what is said of an office that registers."""

from judging.offices.models import Representative
from tests.factories import BEFORE, a_user

DETAILS = {"name": "Urząd Gminy Lipa", "email": "ug@example.org", "position": "Clerk"}


def a_representative(office, *, approved_at=BEFORE):
    return Representative(office=office, user=a_user(), asked_at=BEFORE, approved_at=approved_at)
