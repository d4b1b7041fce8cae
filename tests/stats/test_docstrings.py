"""The statistics can be used as a library: every public function says what it takes and gives."""

import importlib
import inspect
import pkgutil
import re

import judging.stats

MODULES = {
    module.name.removeprefix("judging.stats.")
    for module in pkgutil.walk_packages(judging.stats.__path__, "judging.stats.")
}


def public_functions():
    for module in sorted(MODULES):
        name = f"judging.stats.{module}"
        for function in vars(importlib.import_module(name)).values():
            own = inspect.isfunction(function) and function.__module__ == name
            if own and not function.__name__.startswith("_"):
                yield f"{module}.{function.__name__}", function


def what_it_leaves_out(function):
    text = inspect.getdoc(function) or ""
    sections = re.findall(r"^(\w[\w ]+)\n-+$", text, re.MULTILINE)
    if not {"Returns", "Yields"} & set(sections):
        yield "what it returns"
    taken = inspect.signature(function).parameters
    if taken and "Parameters" not in sections:
        yield "what it takes"
    named = re.findall(r"^(\S.*?)(?: : .*)?$", text, re.MULTILINE)
    yield from set(taken) - {word.strip("* ") for line in named for word in line.split(",")}


def test_every_public_function_says_what_it_takes_and_what_it_gives():
    silent = [f"{name}: {what}" for name, function in public_functions() for what in what_it_leaves_out(function)]

    assert silent == []


def test_the_guide_names_only_modules_that_exist():
    named = set(re.findall(r"(?<![`:])`([\w.]+)`(?!`)", judging.stats.__doc__))

    assert named <= MODULES
