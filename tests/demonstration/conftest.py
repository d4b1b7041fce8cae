"""Fixtures: the demonstration in each phase, filled once a run."""

import pytest

from tests.demonstration.demo import Demonstration, canaries


@pytest.fixture(scope="session")
def demonstrations(tmp_path_factory):
    """A function from a phase to the demonstration standing in it, with its canaries planted."""
    filled = {}

    def demonstration(phase):
        if phase not in filled:
            folder = tmp_path_factory.mktemp(f"demo-{phase}")
            listed = folder / "canaries.json"
            made = Demonstration(folder / "data", "--phase", phase, "--canaries", str(listed))
            made.canaries = canaries(listed)
            filled[phase] = made
        return filled[phase]

    return demonstration
