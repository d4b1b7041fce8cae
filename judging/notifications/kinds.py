"""Kinds of letters, as people look for them: each template of a mail is of one. Pure."""

from enum import StrEnum

from judging.core.i18n import _l


class Kind(StrEnum):
    """What a letter is about."""

    WRITTEN = "written"
    ENTRY = "entry"
    CHECK = "check"
    TIME = "time"
    REMINDER = "reminder"
    OFFICE = "office"
    QUESTION = "question"
    INVITATION = "invitation"
    CONFLICT = "conflict"
    SCORING = "scoring"
    RESULT = "result"
    ACCOUNT = "account"

    @property
    def label(self) -> str:
        """The kind in the reader's language."""
        return str(LABELS[self])

    @property
    def templates(self) -> tuple[str, ...]:
        """The templates of this kind."""
        return TEMPLATES[self]


LABELS = {
    Kind.WRITTEN: _l("Written by a secretary"),
    Kind.ENTRY: _l("An entry received, held or withdrawn"),
    Kind.CHECK: _l("Formal check"),
    Kind.TIME: _l("More time"),
    Kind.REMINDER: _l("A draft not submitted yet"),
    Kind.OFFICE: _l("An office and its people"),
    Kind.QUESTION: _l("Questions about the call"),
    Kind.INVITATION: _l("Invitation to the chapter"),
    Kind.CONFLICT: _l("Conflicts of interest"),
    Kind.SCORING: _l("Scoring"),
    Kind.RESULT: _l("Results and thanks"),
    Kind.ACCOUNT: _l("Accounts and secretaries"),
}
TEMPLATES: dict[Kind, tuple[str, ...]] = {
    Kind.WRITTEN: ("letter",),
    Kind.ENTRY: (
        "entries-lapsed",
        "entry-held",
        "entry-lapsed",
        "entry-received",
        "entry-taken-back",
        "entry-typed-in",
        "entry-typed-in-invited",
        "entry-withdrawn",
    ),
    Kind.CHECK: ("entry-accepted", "entry-rejected", "entry-reopened", "entry-returned"),
    Kind.TIME: ("extension-granted", "extension-taken-back"),
    Kind.REMINDER: ("draft-reminder",),
    Kind.OFFICE: (
        "colleague-accepted",
        "colleague-invited",
        "colleague-right",
        "office-viewed",
        "representative-approved",
        "representative-asked",
        "representative-refused",
        "representative-removed",
    ),
    Kind.QUESTION: ("question-answered", "question-asked", "question-set-aside"),
    Kind.INVITATION: ("clerk-invited", "juror-invited", "late-seat", "substitute-invited", "substitute-named"),
    Kind.CONFLICT: ("conflict-detected", "conflict-lifted", "conflict-suspected", "conflicts-to-declare"),
    Kind.SCORING: (
        "entries-assigned",
        "entries-taken-back",
        "juror-reminded",
        "paper-typed-in",
        "reopen-asked",
        "reopen-declined",
        "round-closed-early",
        "round-reopened",
        "sheet-reopened",
    ),
    Kind.RESULT: ("laureate-letter", "thanks-letter"),
    Kind.ACCOUNT: (
        "account-confirm",
        "address-added",
        "address-confirm",
        "address-main",
        "address-removed",
        "account-exists",
        "code-read-out",
        "edition-made",
        "invitation-renewed",
        "passkey-added",
        "passkey-removed",
        "passkey-suspected",
        "password-changed",
        "password-reset",
        "recovery-codes-renewed",
        "second-factor-lost",
        "second-factor-needed",
        "second-factor-removed",
        "second-factor-removed-on-server",
        "second-factor-set",
        "secretary-appointed",
        "secretary-ended",
    ),
}
