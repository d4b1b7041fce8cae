"""The shape of the code base, kept by tests rather than by memory: see docs/architecture.md."""

import re
import subprocess
import sys

from judging.web.access import declared
from tests.layout import AFTER, FLOORS, LAYERS, LEVEL, PAGES, ROOT, TOP, imports_of, modules

WEB = {"flask", "flask_babel", "flask_login", "flask_wtf", "jinja2", "werkzeug", "wtforms"}
OF_A_REQUEST = {
    "flask.request",
    "flask.session",
    "flask.g",
    "flask.url_for",
    "flask_login.current_user",
}
TYPED = re.compile(r"\brequest\.(?:form|values|files|json|get_json|get_data)\b")
WALL = 400  # lines; 250 asks to be cut
GLUE = {  # threads between the frame of a request and a slice, told to the frame by create_app
    "judging.accounts.login",
    "judging.editions.seats",
    "judging.entries.participation",
    "judging.notifications.rendering",
    "judging.offices.acting",
}
LATE = {  # what may be imported inside a function: it is dear, and most pages do without it
    "numpy pandas scipy judging.stats judging.analysis": "figures",
    "typst pikepdf PIL xlsxwriter openpyxl docx zipfile": "documents",
    "alembic email_validator fido2 rapidfuzz segno": "what few pages need",
    "ortools pysqlite3": "optional parts",
}
COMMANDS = {"cli", "server", "deploy", "routes"}  # load what they need when they are called
ON_FRAMES = {  # the formulas that the product runs on codes, as the docstrings and published cases tell them
    "judging.stats.methods::kept_sheets",
    "judging.stats.methods::majority_grades",
    "judging.stats.methods::trimmed_mean",
    "judging.stats.sheets::incomplete_sheets",
    "judging.stats.sheets::sheet_points",
    "judging.stats.sheets::sheet_totals",
}
READ_BARE = {  # what is read of a form without one: which button, where one came from, a form carried by the pages
    "judging.accounts.views.entrance": 2,
    "judging.accounts.views.sign_in": 2,
    "judging.entries.views.entries": 1,
    "judging.jury.views.grid": 3,  # as on the sheet
    "judging.jury.views.handing_in": 3,
    "judging.jury.views.practice": 3,  # the very sheet of a round
    "judging.paper.forms": 1,  # the sheet in the form of its typing-in
    "judging.jury.views.sheets": 5,  # the scores as well: a save is the hottest path; forms/sheets.py reads them
}
SOURCES = (
    "judging/**/*.py",
    "tests/**/*.py",
    "templates/**/*.html",
    "static/css/**/*.css",
    "static/js/**/*.js",
)


def test_core_knows_no_slice_and_no_request_web_no_slice_and_statistics_nothing_of_ours():
    allowed = {
        "core": {"core"},
        "web": {"core", "web"},
        "stats": {"stats"},
        "analysis": {"stats", "analysis"},
    }
    offenders = []
    for module in modules():
        if module.room in FLOORS:
            rooms = {known.room for _import, known in module.knows()}
            offenders += [f"{module.name} imports {room}" for room in rooms - allowed[module.room]]
            names = {one.name for one in module.imports}
            if module.room == "core":
                offenders += [f"{module.name} asks {name}" for name in names & (OF_A_REQUEST - {"flask.g"})]
            if module.room in {"stats", "analysis"}:
                web = {name for name in names if name.split(".")[0] in {*WEB, "sqlalchemy"}}
                offenders += [f"{module.name} imports {name}" for name in web]

    assert offenders == []


def test_a_lower_layer_imports_no_higher_one_a_slice_none_after_it_and_every_other_module_is_pure():
    offenders = []
    for module in modules():
        if module.room not in LEVEL or module.name in GLUE:
            continue
        for one, known in module.knows():
            later = LEVEL.get(known.room, 99 if known.room in (*AFTER, *TOP) else 0) > LEVEL[module.room]
            if later or _is_above(module.layer, known.layer):
                offenders.append(f"{module.name}:{one.line} imports {known.name}")
        offenders += [f"{module.name} imports {name}" for name in _of_the_web(module)]

    assert offenders == []


def _is_above(layer, other):
    """Tell whether a layer may not import the other; no layer at all is pure."""
    if other is None:
        return False
    if layer is None:
        return other not in {"models", "rules"}
    if {layer, other} <= set(PAGES):
        return False
    return LAYERS.index(other) > LAYERS.index(layer)


def _of_the_web(module):
    """Return what a module below the forms imports of the web, and a pure one of the database too."""
    if module.layer and LAYERS.index(module.layer) > LAYERS.index("operations"):
        return []
    names = {one.name for one in module.imports}
    found = [name for name in names if name.split(".")[0] in WEB or name.startswith("judging.web")]
    if module.layer is None:
        needed = {one.name for one in module.imports if not one.typing}
        found += [name for name in needed if name.startswith(("sqlalchemy", "judging.core.db"))]
    return found


def test_blueprints_stand_only_in_views_desk_and_public_and_every_route_declares_its_callers(app):
    offenders = [
        module.name
        for module in modules()
        if re.search(r"\bBlueprint\(", module.path.read_text())
        and not re.match(rf"judging\.\w+\.({'|'.join(PAGES)})\b", module.name)
    ]
    silent = [rule.endpoint for rule in app.url_map.iter_rules() if not declared(app, rule.endpoint)]

    assert offenders + silent == []


def test_only_pages_read_what_the_frame_has_loaded_for_a_request():
    offenders = [
        module.name
        for module in modules()
        if module.room in LEVEL and module.layer not in PAGES and module.name not in GLUE
        if "flask.g" in {one.name for one in module.imports}
    ]

    assert offenders == []


def test_what_is_typed_is_read_by_forms():
    read = {module.name: len(TYPED.findall(module.path.read_text())) for module in modules() if module.room != "web"}

    assert {name: times for name, times in read.items() if times} == READ_BARE


def test_no_modules_import_one_another_in_a_circle():
    knows = {module.name: {known.name for _import, known in module.knows()} for module in modules()}
    circles = []

    def walk(name, way):
        if name in way:
            circles.append(" -> ".join([*way[way.index(name) :], name]))
        elif name not in done:
            for known in sorted(knows.get(name, ())):
                walk(known, [*way, name])
            done.add(name)

    done: set[str] = set()
    for name in knows:
        walk(name, [])

    assert circles == []


def test_an_import_inside_a_function_has_a_reason():
    late = tuple(name for names in LATE for name in names.split())
    offenders = [
        f"{module.name}:{one.line} imports {one.name}"
        for module in modules()
        for one in module.imports
        if one.inside and module.path.stem not in COMMANDS
        if not any(one.name == name or one.name.startswith(f"{name}.") for name in late)
    ]

    assert offenders == []


def test_statistics_that_something_calls_do_not_stand_in_the_library():
    callers = [
        f"{module.name} imports {known.name}"
        for module in modules()
        for _import, known in module.knows()
        if "judging.stats.library" in known.name and "judging.stats.library" not in module.name
    ]

    assert callers == []


def test_statistics_that_nothing_calls_stand_in_the_library():
    called = [module for module in modules() if "judging.stats.library" not in module.name]
    idle = [
        f"{module.name}::{name}"
        for module in called
        if module.room == "stats"
        for name in module.offers()
        if not any(name in other.mentions(besides=name) for other in called)
    ]

    assert set(idle) == ON_FRAMES


def test_nothing_is_imported_from_a_test_file():
    offenders = [
        f"{path.relative_to(ROOT)}:{one.line} imports {one.name}"
        for path in sorted(ROOT.glob("tests/**/*.py"))
        for one in imports_of(path)
        if ".test_" in one.name and not one.name.startswith("tests.test_enhancements.")
    ]

    assert offenders == []


def test_no_file_is_a_wall():
    files = [path for pattern in SOURCES for path in ROOT.glob(pattern) if "migrations" not in path.parts]
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}

    assert {name: lines for name, lines in long.items() if lines > WALL} == {}


def test_statistics_and_what_is_told_of_them_run_without_the_web_and_the_database():
    names = [module.name for module in modules() if module.room in {"stats", "analysis"}]

    assert {"flask", "sqlalchemy"}.isdisjoint(loaded_by(*names))


def test_ranking_a_file_loads_no_slice_of_the_web():
    names = [f"judging.exchange.{name}" for name in ("cli", "ranking", "scores")]
    slices = {name.split(".")[1] for name in loaded_by(*names) if name.count(".") and name.startswith("judging.")}

    assert slices <= {"analysis", "core", "exchange", "stats"}
    assert {"flask", "sqlalchemy"}.isdisjoint(loaded_by(*names))


def test_the_server_starts_without_the_statistics():
    late = {"pandas", "numpy", "scipy", "typst", "openpyxl", "xlsxwriter"}

    assert late.isdisjoint(loaded_by("judging.app"))


def loaded_by(*names):
    """Return the modules that a fresh Python has loaded after importing these."""
    code = f"import sys, {', '.join(names)}; print(*sys.modules)"
    python = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    return set(python.stdout.split())


def test_urls_are_lower_case_and_their_arguments_typed(app):
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            assert rule.rule == rule.rule.lower()
            assert rule.rule.count("<") == rule.rule.count(":"), rule.rule


def test_pages_hold_no_inline_style_or_script():
    inline = re.compile(r"""<[^>]*\sstyle=|\son[a-z]+=["']|<script(?![^>]*\bsrc=)|\|\s*safe\b""")
    found = [path.name for path in ROOT.glob("templates/**/*.html") if inline.search(path.read_text())]

    assert found == []
