"""Remarks that travel with a result (``scoring.md`` 7.2): raised from figures by the thresholds."""

from typing import Any

import numpy as np
import pandas as pd

from judging.results.panel import Panel
from judging.stats.thresholds import (
    HALO_CORRELATION,
    OUTLIER_RESIDUAL,
    WEAK_CONTRAST,
    WEAK_DISCRIMINATION,
)


def entry_flags(sheets: pd.DataFrame, panel: Panel) -> dict[Any, list[str]]:
    """Return the flags that the diagnostics add, by label of the entry."""
    flags: dict[Any, list[str]] = {}
    for entry, juror in _outliers(sheets):
        flags.setdefault(panel.entries[entry], []).append(f"OUTLIER_SHEET:{panel.jurors[juror]}")
    return flags


def juror_flags(jurors: pd.DataFrame, sheets: pd.DataFrame, panel: Panel) -> list[list[str]]:
    """Return the flags of each juror, in the order of the frame."""
    flat = not len(panel.sheets) or bool(np.ptp(panel.sheets["total"]) == 0)
    outliers: dict[int, list[str]] = {}
    for entry, juror in _outliers(sheets):
        outliers.setdefault(juror, []).append(f"OUTLIER_SHEET:{panel.entries[entry]}")
    raised = []
    for row in jurors.itertuples():
        flags = {
            "PIVOTAL_JUDGE": row.pivotal is True,
            "ZERO_VARIANCE_JUDGE": row.sd == 0 and not flat,
            "WEAK_DISCRIMINATION": 0 < row.discrimination < WEAK_DISCRIMINATION,
            "HALO": row.halo > HALO_CORRELATION,
        }
        own = [flag for flag, is_raised in flags.items() if is_raised]
        raised.append([*own, *outliers.get(row.Index, [])])
    return raised


def general_flags(
    official: pd.DataFrame, jurors: pd.DataFrame, agreement: dict[str, Any], panel: Panel
) -> tuple[str, ...]:
    """Return every flag: of the round, of entries, of jurors; sheets once, as entry and juror."""
    sheets = panel.sheets
    several_entries, several_jurors = sheets["entry"].nunique() > 1, sheets["juror"].nunique() > 1
    contrast = agreement["worst_contrast"]
    flags = {
        "SINGLE_JUDGE": sheets["juror"].nunique() == 1,
        "SINGLE_ENTRY": sheets["entry"].nunique() == 1,
        "NO_VARIATION": len(sheets) > 1 and bool(np.ptp(sheets["total"]) == 0),
        "DISCONNECTED": (agreement["components"] or 1) > 1,
        "WEAKLY_CONNECTED": several_entries
        and several_jurors
        and contrast is not None
        and contrast > WEAK_CONTRAST + 1e-9,
        "NO_SEPARATION": "NO_SEPARATION" in agreement["flags"],
        "LOW_RELIABILITY": "LOW_RELIABILITY" in agreement["flags"],
        "TIE_AT_BOUNDARY": any("TIE_AT_BOUNDARY" in own for own in official["flags"]),
    }
    raised = [flag for flag, is_raised in flags.items() if is_raised]
    for entry, own in zip(official.index, official["flags"], strict=True):
        raised += [_about(flag, entry) for flag in own if flag != "TIE_AT_BOUNDARY"]
    for code, own in zip(jurors.index, jurors["flags"], strict=True):
        raised += [f"{f}:{panel.jurors[code]}" for f in own if not f.startswith("OUTLIER_SHEET")]
    return tuple(raised)


def _about(flag: str, entry: object) -> str:
    """Name the entry in its flag, before the juror if the flag names one."""
    code, colon, juror = flag.partition(":")
    return f"{code}:{entry},{juror}" if colon else f"{code}:{entry}"


def _outliers(sheets: pd.DataFrame) -> list[tuple[int, int]]:
    """Return entry and juror codes of the sheets far from what the model expects."""
    far = sheets[sheets["studentised"].abs() > OUTLIER_RESIDUAL]
    return list(zip(far["entry"].tolist(), far["juror"].tolist(), strict=True))
