"""Fixtures: the demonstration in each phase."""

import shutil

import pytest

from tests.demonstration.demo import Demonstration, canaries
from tests.demonstration.people import settle_strangers


@pytest.fixture(scope="session")
def demonstrations(tmp_path_factory, filled_demonstration):
    """A function from a phase to the demonstration standing in it, with its canaries planted."""
    copied = {}

    def demonstration(phase):
        if phase not in copied:
            filled = filled_demonstration(phase)
            folder = tmp_path_factory.mktemp(f"demo-{phase}") / "data"
            shutil.copytree(filled / "data", folder)
            copied[phase] = Demonstration(folder, canaries(filled / "canaries.json"))
            copied[phase].read(settle_strangers)
        return copied[phase]

    return demonstration
