"""Making a mail of a message: in its recipient's language, from a template with two blocks."""

import re
import unicodedata
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from judging.accounts.models import User
from judging.core.i18n import PREFIXES, speaking
from judging.core.written import Wordings, wordings
from judging.notifications.masking import for_others, masked
from judging.notifications.models import Message

OF_EDITIONS = {"edition", "edition_name", "award", "area", "round"}  # what a mail names that an edition has worded


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a mail."""

    subject: str
    body: str


def letter(message: Message, recipient: User | None, language: str | None = None, *, mask: bool = False) -> Letter:
    """Return the words of a message, in the language it was written for or another; ``mask``: for others."""
    language = language or message.language
    above, words = unsigned(message, recipient, language, mask=mask), _filling(message, recipient, language)
    signature = current_app.jinja_env.get_template("emails/_signature.txt")
    with speaking(language):
        return Letter(above.subject, f"{above.body}\n\n-- \n{_tidy(signature.render(words))}\n")


def unsigned(message: Message, recipient: User | None, language: str, *, mask: bool) -> Letter:
    """Return the words of a message without the signature, which asks the database."""
    template = current_app.jinja_env.get_template(f"emails/{message.template}.txt")
    filled = masked(message.context, for_others(message.template)) if mask else message.context
    with speaking(language):
        told = _in_words(filled, wordings(message.edition_id))
        context = template.new_context({**told, **_filling(message, recipient, language)})
        subject, body = ("".join(template.blocks[name](context)) for name in ("subject", "body"))
    return Letter(_one_line(subject), _tidy(body))


def _filling(message: Message, recipient: User | None, language: str) -> dict[str, object]:
    """Return what every letter may name."""
    base_url = current_app.config["BASE_URL"].rstrip("/")
    urls = {"base_url": base_url, "public_url": f"{base_url}{PREFIXES[language]}"}
    return {**urls, "recipient": recipient, "edition_id": message.edition_id}


def _in_words(context: Any, known: Wordings, name: str = "") -> Any:
    """Return what a message tells, with the texts of its edition in the recipient's language where they are known."""
    if isinstance(context, dict):
        return {key: _in_words(value, known, key) for key, value in context.items()}
    if isinstance(context, list):
        return [_in_words(one, known, name) for one in context]
    return known.get(context, context) if name in OF_EDITIONS else context


def mail(message: Message, recipient: User | None) -> EmailMessage:
    """Return the mail as it is sent; the same message always has the same Message-ID."""
    config, words = current_app.config, letter(message, recipient)
    made = EmailMessage()
    made["From"] = config["MAIL_FROM"]
    made["To"] = message.to
    made["Subject"] = words.subject
    made["Date"] = format_datetime(message.created_at)
    made["Message-ID"] = f"<{message.public_id}@{urlsplit(config['BASE_URL']).hostname}>"
    made["Content-Language"] = message.language
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(words.body)
    return made


def _one_line(text: str) -> str:
    """Return a header's text: no line breaks, nothing invisible."""
    visible = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in text)
    return re.sub(r"\s+", " ", visible).strip()


def _tidy(text: str) -> str:
    """Return a body without the blank lines that tags of the template leave."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines)
