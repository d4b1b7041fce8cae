"""The map of the code base as ``docs/architecture.md`` draws it: what each module is, and what it imports."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLOORS = ("core", "stats", "analysis", "web")
SLICES = (  # each may import those before it; those of one step know one another
    {"audit", "accounts", "notifications", "offices", "colleagues", "searches"},
    {"editions"},
    {"entries"},
    {"call"},
    {"screening"},
    {"participants"},
    {"jury"},
    {"letters"},
    {"results"},
    {"deliberation"},
    {"announcement"},
)
AFTER = ("site", "exchange", "intake", "paper", "invariants", "demonstration")  # read everything, are read by nothing
TOP = ("app", "cli", "server", "workers", "deploy", "routes")
LEVEL = {name: level for level, names in enumerate(SLICES) for name in names}
PAGES = ("views", "desk", "public")
LAYERS = ("models", "rules", "queries", "operations", "forms", "context", *PAGES, "cli")


@dataclass(frozen=True)
class Import:
    """One imported module or name."""

    name: str  # dotted, as written
    line: int
    inside: bool  # of a function
    typing: bool  # only for type checkers


@dataclass(frozen=True)
class Module:
    """One file under ``judging/``: its room and its layer are read from its path."""

    path: Path

    @property
    def name(self) -> str:
        """The dotted name."""
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts)

    @property
    def room(self) -> str:
        """The first folder under ``judging/``, or the file itself at the top."""
        return self.path.relative_to(ROOT / "judging").parts[0].removesuffix(".py")

    @property
    def layer(self) -> str | None:
        """The layer of a slice; None for a pure module and outside the slices."""
        parts = self.path.relative_to(ROOT / "judging").parts
        first = parts[1].removesuffix(".py") if len(parts) > 1 else ""
        return first if self.room in LEVEL and first in LAYERS else None

    @property
    def imports(self) -> list[Import]:
        """All imports of the file."""
        return imports_of(self.path)

    def offers(self) -> list[str]:
        """Return the functions and classes that others may use."""
        tops = (node for node in _tree(self.path).body if isinstance(node, ast.FunctionDef | ast.ClassDef))
        return [node.name for node in tops if not node.name.startswith("_")]

    def mentions(self, besides: str) -> set[str]:
        """Return the names that code uses, but for what one definition says of itself; an import alone uses none."""
        return {name for owner, name in names_used(self.path) if owner != besides}

    def knows(self) -> list[tuple[Import, "Module"]]:
        """Return the modules of ours that this one imports."""
        found = ((one, module_of(one.name)) for one in self.imports)
        return [(one, module) for one, module in found if module]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def names_used(path: Path) -> set[tuple[str, str]]:
    """Return each name that is read in a file, with the definition at the top in which it is."""
    return {
        (getattr(top, "name", ""), node.id if isinstance(node, ast.Name) else node.attr)
        for top in _tree(path).body
        for node in ast.walk(top)
        if isinstance(node, ast.Name | ast.Attribute)
    }


@cache
def imports_of(path: Path) -> list[Import]:
    found: list[Import] = []

    def visit(node: ast.AST, inside: bool, typing: bool) -> None:
        if isinstance(node, ast.Import):
            found.extend(Import(one.name, node.lineno, inside, typing) for one in node.names)
        if isinstance(node, ast.ImportFrom):
            found.extend(Import(f"{node.module}.{one.name}", node.lineno, inside, typing) for one in node.names)
        inside = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        typing = typing or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))
        for child in ast.iter_child_nodes(node):
            visit(child, inside, typing)

    visit(_tree(path), inside=False, typing=False)
    return found


@cache
def module_of(name: str) -> Module | None:
    """Return our module of a dotted name, or of the module that holds it."""
    parts = name.split(".")
    while parts and parts[0] == "judging":
        for path in (
            ROOT.joinpath(*parts).with_suffix(".py"),
            ROOT.joinpath(*parts, "__init__.py"),
        ):
            if path.exists():
                return Module(path)
        parts = parts[:-1]
    return None


@cache
def modules() -> list[Module]:
    """Return every module of ours; migrations are generated."""
    paths = sorted(ROOT.glob("judging/**/*.py"))
    return [Module(path) for path in paths if "migrations" not in path.parts]
