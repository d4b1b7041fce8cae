"""Who may do what with an entry, and when.

A rule answers "why not?": it returns the refusal, or None when nothing is in the way.
One rule guards the operation, the page and the button. Rules read, they never write.
"""

from judging.entries.rules.checking import DECIDED, why_not_check, why_not_extend, why_not_reopen
from judging.entries.rules.files import (
    MOST_BYTES,
    MOST_FILES,
    bytes_left,
    too_large_together,
    too_many_files,
    why_not_attach,
    why_not_more_files,
    why_not_twice,
)
from judging.entries.rules.sending import (
    why_not_complete,
    why_not_hand_in,
    why_not_hold,
    why_not_submit,
    why_not_take_back,
    why_not_withdraw,
)
from judging.entries.rules.writing import (
    ONLY_READS,
    ONLY_WRITES,
    TAKEN_BACK_WITHIN,
    call,
    deadline,
    owns,
    too_late,
    why_not_copy,
    why_not_create,
    why_not_delete,
    why_not_drop,
    why_not_edit,
    why_not_of_version,
    writes,
)

__all__ = [
    "DECIDED",
    "MOST_BYTES",
    "MOST_FILES",
    "ONLY_READS",
    "ONLY_WRITES",
    "TAKEN_BACK_WITHIN",
    "bytes_left",
    "call",
    "deadline",
    "owns",
    "too_large_together",
    "too_late",
    "too_many_files",
    "why_not_attach",
    "why_not_check",
    "why_not_complete",
    "why_not_copy",
    "why_not_create",
    "why_not_delete",
    "why_not_drop",
    "why_not_edit",
    "why_not_extend",
    "why_not_hand_in",
    "why_not_hold",
    "why_not_more_files",
    "why_not_of_version",
    "why_not_reopen",
    "why_not_submit",
    "why_not_take_back",
    "why_not_twice",
    "why_not_withdraw",
    "writes",
]
