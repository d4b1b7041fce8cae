"""The whole call as a document of Word, in which an office can write its answers beforehand. Pure."""

from collections.abc import Sequence

from judging.call.document import printed
from judging.core.cache import Cache
from judging.core.fingerprints import fingerprint
from judging.core.i18n import DEFAULT, speaking
from judging.core.word import NEVER, written
from judging.editions.models import Annex, Edition

_documents: Cache[bytes] = Cache(8)


def in_word(edition: Edition, annexes: Sequence[Annex], written_in: str = DEFAULT) -> bytes:
    """Return the call as DOCX, made once for what it says."""
    with speaking(written_in):
        said = printed(edition, annexes)
    dated = edition.rules_frozen_at or NEVER
    return _documents.made(fingerprint(said), lambda: written(said, dated))
