"""The duties of a member: what whoever judges accepts before the first entry is read. Pure."""

from hashlib import sha256

from judging.core.i18n import _l

VERSION = "2026-12"  # raised with every change of the words
WORDS = (
    _l("I judge by the criteria and by what the entry says, whoever its office is."),
    _l("I say at once when I have a conflict of interest, also when I notice one only while reading."),
    _l(
        "I keep entries, scores and the deliberation to myself until the results are announced; "
        "what is not made public then stays with me for good."
    ),
    _l("I give files and printouts to nobody, and destroy them when the edition is over."),
    _l("I do not talk with offices about their entries; I ask the secretary."),
)


def words() -> list[str]:
    """Return the duties in the language of the reader."""
    return [str(one) for one in WORDS]


def text() -> str:
    """Return them as they are kept, one a line."""
    return "\n".join(words())


def digest(said: str) -> str:
    """Return the SHA-256 of the duties as they were read."""
    return sha256(said.encode()).hexdigest()
