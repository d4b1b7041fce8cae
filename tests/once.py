"""What is dear to make is made once a run, by the worker that needs it first."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from fasteners import InterProcessLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder of a name, filled by ``make`` in one worker while the others wait."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # each worker has a folder of its own in that of the run
    folder, unfinished = base / name, base / f"{name}-unfinished"
    with InterProcessLock(base / f"{name}.lock"):
        if not folder.exists():
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(folder)
    return folder
