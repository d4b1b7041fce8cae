"""Of what kind a fault of sending is, for whoever runs the server and reads no letter; and what helps. Pure."""

import re

from judging.core.i18n import _l

KINDS_OF_FAULT = (
    re.compile(r"\b\w*(?:Error|Refused|Unreachable|Unwritable|Disconnected)\b"),  # our word for it
    re.compile(r"\b[45]\d\d\b"),  # the server's
    re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b"),
)
OTHER = (
    _l("The mail server did not take this letter."),
    _l("Send it again. If it comes back, show the server's words to whoever runs the server."),
)
REMEDIES = (  # the first that fits: what happened, what to do
    (
        re.compile(r"\bUnwritable\b"),
        _l("The system could not write this letter: it is a fault of the program, not of the address."),
        _l("Tell whoever runs the server. After the repair send it again."),
    ),
    (
        re.compile(r"\b53[045]\b|Authentication"),
        _l("Our mail server did not let us sign in."),
        _l("Whoever runs the server must correct the settings of mail. Then send the letter again."),
    ),
    (
        re.compile(r"\b5\.7\.\d|\b554\b|spam|policy", re.IGNORECASE),
        _l("The recipient's mail server took this letter for unwanted mail."),
        _l("Ask the person to let mail from this address through, and whoever runs the server to check it."),
    ),
    (
        re.compile(r"\b[45]\.2\.2\b|\b[45]52\b|quota|\bfull\b", re.IGNORECASE),
        _l("The recipient's mailbox is full."),
        _l("Tell the person in another way, and send the letter again once there is room."),
    ),
    (
        re.compile(r"\b5\.1\.\d|\b55[013]\b"),
        _l("The recipient's mail server does not know this mailbox."),
        _l(
            "Check the address with the person. If it works again, send the letter again; "
            "if it is misspelt, the person must join under the right one."
        ),
    ),
    (
        re.compile(r"\b4\d\d\b|Unreachable|Disconnected|OSError|Connection|[Tt]imed? ?out"),
        _l("The mail server could not be reached, or asked to try later, for too long."),
        _l("Send the letter again. If it still fails, tell whoever runs the server."),
    ),
)


def kind_of_fault(error: str) -> str:
    """Return of what kind a fault is, without its words: a server quotes addresses and letters, we name templates."""
    found = [kind.search(error) for kind in KINDS_OF_FAULT]
    return " ".join(match.group() for match in found if match)


def remedy(error: str) -> tuple[str, str]:
    """Return in plain words what happened to a letter that could not be sent, and what to do."""
    found = next(((what, help_) for pattern, what, help_ in REMEDIES if pattern.search(error)), OTHER)
    return str(found[0]), str(found[1])
