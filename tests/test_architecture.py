"""The shape of the code base, kept by tests rather than by memory."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SLICES = [
    {"stats"},
    {"accounts", "audit", "notifications"},  # acts of accounts are recorded and mailed as well
    {"offices"},
    {"editions"},
    {"entries"},
    {"jury"},
    {"results"},
    {"deliberation"},
    {"announcement"},
    {"exchange", "invariants"},
    {"demonstration"},
]
LEVEL = {name: level for level, names in enumerate(SLICES) for name in names}
PAGES = ["forms", "views", "desk", "public"]
LAYERS = ["models", "rules", "queries", "operations", *PAGES]
WEB = {"flask", "flask_login", "flask_wtf", "werkzeug", "wtforms"}
WALL = 400  # lines; 250 asks to be cut

MODULES = [p for p in sorted(ROOT.glob("judging/*/*.py")) if p.parent.name in LEVEL]
SOURCES = [
    path
    for pattern in (
        "judging/**/*.py",
        "tests/**/*.py",
        "templates/**/*.html",
        "static/css/**/*.css",
        "static/js/*.js",
    )
    for path in sorted(ROOT.glob(pattern))
]
each_module = pytest.mark.parametrize("path", MODULES, ids=lambda p: "/".join(p.parts[-2:]))


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}".split(".") for alias in node.names)


@each_module
def test_slices_know_only_earlier_slices(path):
    if path.parts[-2:] == ("accounts", "login.py"):
        return  # asks whether a seat needs a second factor, at run time
    for package, *modules in imports_of(path):
        if package == "judging":
            assert LEVEL.get(modules[0], 0) <= LEVEL[path.parent.name], modules


@each_module
def test_layers_know_only_lower_layers(path):
    above = LAYERS[LAYERS.index(path.stem) + 1 :] if path.stem in LAYERS else []
    for package, *modules in imports_of(path):
        assert package != "judging" or set(modules).isdisjoint(above), modules
        if path.stem in LAYERS and path.stem not in PAGES:
            assert package not in WEB, package


def test_statistics_run_without_the_web_and_the_database():
    names = [f"judging.stats.{path.stem}" for path in ROOT.glob("judging/stats/*.py")]
    code = f"import sys, judging.analysis.analyse, {', '.join(names)}; print(*sys.modules)"
    python = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )

    assert {"flask", "sqlalchemy"}.isdisjoint(python.stdout.split())


def test_the_server_starts_without_the_statistics():
    code = "import sys, judging.app; print(*sys.modules)"
    python = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )

    assert {"pandas", "scipy", "typst", "openpyxl", "xlsxwriter"}.isdisjoint(python.stdout.split())


def test_urls_are_lower_case_and_their_arguments_typed(app):
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            assert rule.rule == rule.rule.lower()
            assert rule.rule.count("<") == rule.rule.count(":"), rule.rule


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_is_a_wall(path):
    if path.parent.name == "migrations":
        return  # the first migration makes every table
    assert len(path.read_text().splitlines()) <= WALL


def test_pages_hold_no_inline_style_or_script():
    inline = re.compile(r"""<[^>]*\sstyle=|\son[a-z]+=["']|<script(?![^>]*\bsrc=)|\|\s*safe\b""")
    found = [
        path.name for path in ROOT.glob("templates/**/*.html") if inline.search(path.read_text())
    ]

    assert found == []
