"""What a page or a file of the results is given of the jurors' comments: as the edition allows, and no more."""

from judging.accounts.login import me
from judging.core.db import get_session
from judging.editions.models import CommentsSeen
from judging.results import rules
from judging.results.comments import Shown, grouped, of_own_office
from judging.results.queries.comments import comments_of, in_conflict, of_own_offices
from judging.results.snapshot import Snapshot
from judging.results.views.opening import closed_round, scope


def comments(now: Snapshot, entry_id: str | None = None) -> Shown:
    """Return the comments of a closed round, perhaps of one entry; what the edition does not allow is not even read."""
    edition, session = scope().edition, get_session()
    if refusal := rules.why_not_comments(edition):
        return Shown(why_not=str(refusal))
    own = of_own_offices(session, edition, me())
    if entry_id in own:
        return Shown(why_not=of_own_office())
    seen = edition.comments_seen
    found = [one for one in comments_of(session, closed_round(), entry_id) if one.entry not in own]
    groups = grouped(found, now, seen, session.info["comments_key"])
    return Shown(groups, nameless=seen is not CommentsSeen.NAMED, conflicts=in_conflict(session, edition), own=own)
