"""Tables of the editions: what an edition is made of before anybody enters it."""

from judging.editions.models.call import DECIDING, LISTED, Area, Declaration, DeclarationKind, FieldKind, FormField
from judging.editions.models.edition import Annex, Competition, Edition, Round, Seat
from judging.editions.models.english import EnglishWording
from judging.editions.models.people import (
    DECLARING,
    LEADERS,
    ON_THE_JURY,
    ROLE_LABELS,
    SECOND_FACTOR,
    Partner,
    PartnerKind,
    Role,
)
from judging.editions.models.practice import Anchor, PracticeRound
from judging.editions.models.scoring import (
    AwardKind,
    CommentsSeen,
    Criterion,
    Part,
    RoundCriterion,
    RoundKind,
    TakenAway,
    YesRule,
)
from judging.editions.models.visits import DeskVisit

__all__ = [
    "DECIDING",
    "DECLARING",
    "LEADERS",
    "LISTED",
    "ON_THE_JURY",
    "ROLE_LABELS",
    "SECOND_FACTOR",
    "Anchor",
    "Annex",
    "Area",
    "AwardKind",
    "CommentsSeen",
    "Competition",
    "Criterion",
    "Declaration",
    "DeclarationKind",
    "DeskVisit",
    "Edition",
    "EnglishWording",
    "FieldKind",
    "FormField",
    "Part",
    "Partner",
    "PartnerKind",
    "PracticeRound",
    "Role",
    "Round",
    "RoundCriterion",
    "RoundKind",
    "Seat",
    "TakenAway",
    "YesRule",
]
