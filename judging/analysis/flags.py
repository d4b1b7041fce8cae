"""Flags that travel with a result (``scoring.md`` 7.2): raised from figures by the thresholds."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from judging.analysis.complete_sheets import CompleteSheets
from judging.stats.thresholds import (
    FEW_SHEETS_SHARE,
    HALO_CORRELATION,
    OUT,
    OUTLIER_RESIDUAL,
    WEAK_CONTRAST,
    WEAK_DISCRIMINATION,
)
from judging.stats.vocabulary import Doubt, Flag, Method


def entry_flags(
    sheets: pd.DataFrame, official: pd.DataFrame, figures: pd.DataFrame, complete: CompleteSheets
) -> dict[Any, list[str]]:
    """Return the flags that the diagnostics add, by label of the entry."""
    flags: dict[Any, list[str]] = {}
    few = _with_few_sheets(official)
    for entry in few:
        flags.setdefault(entry, []).append(Flag.FEW_SHEETS)
    for entry, doubt in _doubts(official, figures, few, complete):
        flags.setdefault(entry, []).append(Flag.UNLIKELY_WINNER.about(doubt))
    for entry, juror in _outliers(sheets):
        flags.setdefault(complete.entries[entry], []).append(Flag.OUTLIER_SHEET.about(complete.jurors[juror]))
    return flags


def _with_few_sheets(official: pd.DataFrame) -> list[Any]:
    """Return the entries with fewer than half as many sheets as the median entry."""
    count = official["sheets"][official["sheets"] > 0]
    least = FEW_SHEETS_SHARE * float(np.median(count)) if len(count) else 0.0
    return [entry for entry, sheets in count.items() if sheets < least]


def _doubts(
    official: pd.DataFrame, figures: pd.DataFrame, few: list[Any], complete: CompleteSheets
) -> Iterator[tuple[Any, Doubt]]:
    """Yield the entries in the main prizes whose chance of one is next to nothing, and why."""
    place = official["place"]
    inside = set(place.index[(place <= complete.line).fillna(value=False)])
    chances, adjusted = (figures[name].astype(float) for name in ("p_main", "adjusted_place"))
    equal = chances.max() - chances.min() < OUT
    for code in chances.index[chances < OUT].tolist():
        if (entry := complete.entries[code]) in inside:
            reasons = {
                Doubt.NO_SEPARATION: equal,
                Doubt.FEW_SHEETS: entry in few,
                Doubt.OTHER_METHOD: complete.rules.method is not Method.MEAN,
                Doubt.GENEROUS_JURORS: bool(adjusted[code] > complete.line),
            }
            yield entry, next((why for why, told in reasons.items() if told), Doubt.CLOSE_FIELD)


def juror_flags(jurors: pd.DataFrame, sheets: pd.DataFrame, complete: CompleteSheets) -> list[list[str]]:
    """Return the flags of each juror, in the order of the frame."""
    outliers: dict[int, list[str]] = {}
    for entry, juror in _outliers(sheets):
        outliers.setdefault(juror, []).append(Flag.OUTLIER_SHEET.about(complete.entries[entry]))
    raised = []
    for code, figures in zip(jurors.index.tolist(), jurors.to_dict("records"), strict=True):
        flags = {
            Flag.PIVOTAL_JUROR: figures["pivotal"] is True,
            Flag.ZERO_VARIANCE_JUROR: figures["sd"] == 0 and complete.varies,
            Flag.WEAK_DISCRIMINATION: 0 < figures["discrimination"] < WEAK_DISCRIMINATION,
            Flag.HALO: figures["halo"] > HALO_CORRELATION,
        }
        own: list[str] = [flag for flag, is_raised in flags.items() if is_raised]
        raised.append([*own, *outliers.get(code, [])])
    return raised


def general_flags(
    official: pd.DataFrame,
    jurors: pd.DataFrame,
    agreement: dict[str, Any],
    complete: CompleteSheets,
) -> tuple[str, ...]:
    """Return every flag: of the round, of entries, of jurors; sheets once, as entry and juror."""
    entries, scoring = complete.shape
    contrast = agreement["worst_contrast"]
    flags = {
        Flag.SINGLE_JUROR: scoring == 1,
        Flag.SINGLE_ENTRY: entries == 1,
        Flag.NO_VARIATION: len(complete.sheets) > 1 and not complete.varies,
        Flag.DISCONNECTED: (agreement["components"] or 1) > 1,
        Flag.WEAKLY_CONNECTED: contrast is not None and contrast > WEAK_CONTRAST + 1e-9,
        Flag.NO_SEPARATION: Flag.NO_SEPARATION in agreement["flags"],
        Flag.UNLIKELY_WINNER: any(_is(Flag.UNLIKELY_WINNER, own) for own in official["flags"]),
        Flag.LOW_RELIABILITY: Flag.LOW_RELIABILITY in agreement["flags"],
        Flag.TIE_AT_BOUNDARY: any(Flag.TIE_AT_BOUNDARY in own for own in official["flags"]),
    }
    raised: list[str] = [flag for flag, is_raised in flags.items() if is_raised]
    for entry, own in zip(official.index, official["flags"], strict=True):
        raised += [
            _about(flag, entry)
            for flag in own
            if flag != Flag.TIE_AT_BOUNDARY and Flag.read(flag)[0] is not Flag.UNLIKELY_WINNER
        ]
    for code, own in zip(jurors.index, jurors["flags"], strict=True):
        words = [word for word, _entry in map(Flag.read, own) if word is not Flag.OUTLIER_SHEET]
        raised += [word.about(complete.jurors[code]) for word in words]
    return tuple(raised)


def _about(flag: str, entry: object) -> str:
    """Name the entry in its flag, before the juror if the flag names one."""
    word, juror = Flag.read(flag)
    return word.about(entry, juror) if juror else word.about(entry)


def _is(flag: Flag, raised: list[str]) -> bool:
    """Tell whether a flag is raised, whatever it is about."""
    return any(Flag.read(text)[0] is flag for text in raised)


def _outliers(sheets: pd.DataFrame) -> list[tuple[int, int]]:
    """Return entry and juror codes of the sheets far from what the model expects."""
    far = sheets[sheets["studentised"].abs() > OUTLIER_RESIDUAL]
    return list(zip(far["entry"].tolist(), far["juror"].tolist(), strict=True))
