"""What is told of the sheets that came on paper. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of the sheets that count came on paper, who typed them in, and how many a secretary saw."""

    sheets: int
    seen: int  # before the round was closed
    typed_by: Mapping[str, int]  # names, and how many each
