"""Who decides what in the deliberation, and why not.

The ranking advises, the chapter decides: within the number of awards, with a quorum, without
members in conflict, and with a written reason wherever it departs from the ranking.
"""

from judging.deliberation.rules.awards import why_not_award, why_not_move
from judging.deliberation.rules.sealing import why_not_protocol, why_not_seal, why_not_withdraw
from judging.deliberation.rules.voting import (
    able,
    aside,
    counted,
    figures,
    present,
    presiding,
    standing,
    why_no_quorum,
    why_not_attend,
    why_not_count,
    why_not_meet,
    why_not_ready,
    why_not_stand_in,
    why_not_vote,
)

__all__ = [
    "able",
    "aside",
    "counted",
    "figures",
    "present",
    "presiding",
    "standing",
    "why_no_quorum",
    "why_not_attend",
    "why_not_award",
    "why_not_count",
    "why_not_meet",
    "why_not_move",
    "why_not_protocol",
    "why_not_ready",
    "why_not_seal",
    "why_not_stand_in",
    "why_not_vote",
    "why_not_withdraw",
]
