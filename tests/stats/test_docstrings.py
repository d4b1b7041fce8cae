"""The statistics can be used as a library: every public function says what it takes and gives."""

import importlib
import inspect
import pkgutil
import re

import pytest

import judging.stats

MODULES = [module.name for module in pkgutil.iter_modules(judging.stats.__path__)]
FUNCTIONS = [
    pytest.param(function, id=f"{module}.{name}")
    for module in MODULES
    for name, function in vars(importlib.import_module(f"judging.stats.{module}")).items()
    if inspect.isfunction(function)
    and function.__module__ == f"judging.stats.{module}"
    and not name.startswith("_")
]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_public_function_says_what_it_takes_and_what_it_gives(function):
    text = inspect.getdoc(function)
    sections = re.findall(r"^(\w[\w ]+)\n-+$", text, re.MULTILINE)

    assert "Returns" in sections or "Yields" in sections
    taken = inspect.signature(function).parameters
    assert "Parameters" in sections or not taken
    named = re.findall(r"^(\S.*?)(?: : .*)?$", text, re.MULTILINE)
    assert set(taken) <= {word.strip("* ") for line in named for word in line.split(",")}


def test_the_guide_names_only_modules_that_exist():
    named = set(re.findall(r"(?<!`)`(\w+)`(?!`)", judging.stats.__doc__))

    assert named <= set(MODULES)
