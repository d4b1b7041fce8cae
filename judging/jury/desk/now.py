"""The round that the secretary's pages of the jury are about."""

from flask import abort

from judging.editions.models import Edition, Round
from judging.web.access import why_not_impartial


def shown_round(edition: Edition) -> Round | None:
    """Return the current round for pages that say more than it; none where its entries are kept from the reader.

    Counts of sheets, and entries that lack members, would tell whoever acts for an office whether its entry went on.
    """
    round_ = edition.current_round
    return None if round_ and round_.position > 1 and why_not_impartial(edition) else round_


def current_round(edition: Edition) -> Round:
    """Return the current round; who takes part in a later one is kept from whoever acts for an office in it."""
    round_ = edition.current_round or abort(404)
    if round_.position > 1 and (refusal := why_not_impartial(edition)):
        raise refusal
    return round_
