"""States of an entry and the ways between them, outcomes of the formal check, ways in which an entry came."""

from enum import StrEnum

from judging.core.i18n import _l


class Status(StrEnum):
    """Where an entry stands. ``NEXT`` says where it can go from there."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The status in the reader's language."""
        return str(LABELS[self])


LABELS = {
    Status.DRAFT: _l("Draft"),
    Status.SUBMITTED: _l("Submitted"),
    Status.RETURNED: _l("Returned for correction"),
    Status.ACCEPTED: _l("Accepted for judging"),
    Status.REJECTED: _l("Rejected"),
    Status.WITHDRAWN: _l("Withdrawn"),
}
NEXT = {
    Status.DRAFT: {Status.SUBMITTED},
    Status.SUBMITTED: {Status.RETURNED, Status.ACCEPTED, Status.REJECTED, Status.WITHDRAWN},
    Status.RETURNED: {Status.SUBMITTED, Status.WITHDRAWN},
    Status.ACCEPTED: {Status.SUBMITTED, Status.WITHDRAWN},  # the formal check opened again
    Status.REJECTED: {Status.SUBMITTED},
    Status.WITHDRAWN: {Status.SUBMITTED},  # sent in again before the deadline
}


class Outcome(StrEnum):
    """How the formal check of one version ended."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The outcome in the reader's language."""
        return Status(self.value).label


class Way(StrEnum):
    """How an entry came that its office did not write here."""

    EMAIL = "e-mail"
    POST = "post"
    GOOGLE_FORMS = "google-forms"
    MICROSOFT_FORMS = "microsoft-forms"
    ELSEWHERE = "elsewhere"

    @property
    def label(self) -> str:
        """The way in the reader's language."""
        return str(WAYS[self])


WAYS = {
    Way.EMAIL: _l("by e-mail"),
    Way.POST: _l("by post or over the counter"),
    Way.GOOGLE_FORMS: _l("by Google Forms"),
    Way.MICROSOFT_FORMS: _l("by Microsoft Forms"),
    Way.ELSEWHERE: _l("by another system"),
}
