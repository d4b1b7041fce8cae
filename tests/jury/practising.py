"""An edition that asks its jurors to practise: two anchors, points of reference, reasons."""

from judging.editions.models import Anchor, PracticeRound

GOOD, WEAK = "A good anchor", "A weak anchor"
REASONS = {"novelty": "Nobody did it before.", "reach": "Everybody is served."}


def an_anchor(edition, title=GOOD, **fields):
    """An anchor that lacks nothing."""
    defaults = {
        "answers": {"problem": f"Problem of {title}.", "solution": "They did it."},
        "points": {"novelty": "8", "reach": "6"},
        "reasons": dict(REASONS),
        "position": len(edition.anchors) + 1,
    }
    anchor = Anchor(title=title, edition_id=edition.id, **defaults | fields)
    edition.anchors.append(anchor)
    return anchor


def with_practice(session, edition, wanted=PracticeRound.FIRST):
    """Give an edition a practice round with two anchors."""
    edition.practice_round = wanted
    anchors = [an_anchor(edition), an_anchor(edition, WEAK, points={"novelty": "2", "reach": "3"})]
    session.commit()
    return anchors
