"""The fingerprint of what a result was counted from: the same scores and rules, the same digits."""

import hashlib
import json

import pandas as pd

from judging.stats.codes import counted_from_lowest, encode, sort_together
from judging.stats.rules import ScoringRules


def canonical_input(scores: pd.DataFrame, rules: ScoringRules) -> str:
    """Write scores and rules as one text, whatever the order of the rows.

    Parameters
    ----------
    scores : DataFrame of shape (n_scores, 4)
        See :func:`judging.stats.frames.check_scores`.
    rules : ScoringRules
        With the criteria.

    Returns
    -------
    str
        The first line is the rules as JSON with sorted keys and no spaces; then one line
        ``["entry","juror","criterion",steps]`` a score, sorted by the text of the three labels.
        UTF-8, lines end in a line feed, the last one too.
    """
    labels = [encode(scores[name]) for name in ("entry", "juror", "criterion")]
    above, lowest, span = counted_from_lowest(scores["steps"].to_numpy())
    fields = [(codes, len(names)) for codes, names in labels]
    *codes, above = sort_together(*fields, (above, span))
    written = [[_compact(str(name)) for name in names] for _, names in labels]
    columns = [[texts[code] for code in column] for texts, column in zip(written, codes, strict=True)]
    rows = zip(*columns, (above + lowest).tolist(), strict=True)
    head = _compact(rules.to_dict())
    return "".join([head, "\n", *(f"[{e},{j},{c},{s}]\n" for e, j, c, s in rows)])


def input_sha256(scores: pd.DataFrame, rules: ScoringRules) -> str:
    """Return the SHA-256 of :func:`canonical_input` in hexadecimal digits."""
    return hashlib.sha256(canonical_input(scores, rules).encode()).hexdigest()


def seed_of(sha256: str) -> int:
    """Return the seed of every draw: the first 64 bits of the fingerprint."""
    return int(sha256[:16], 16)


def _compact(value: object) -> str:
    """Write JSON without spaces, keys sorted."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
