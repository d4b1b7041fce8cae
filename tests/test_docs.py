"""What the documents name exists: paths, names inside files (``file::name``), modules, links."""

import re
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
TOP = {path.name for path in ROOT.iterdir() if path.is_dir()} - {"var", ".git", ".venv"}
SAMPLE = re.compile(r"[<>…{}]|NNNN")  # stands for many names
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def told(document):
    """Return what stands in backticks, but for samples and blocks of code."""
    words = re.findall(r"`([^`\n]+)`", FENCE.sub("", document.read_text()))
    return [word for word in words if " " not in word and not SAMPLE.search(word)]


def test_every_path_and_every_name_in_a_file_exists():
    missing = [
        f"{document.relative_to(ROOT)}: {word}"
        for document in DOCUMENTS
        for word in told(document)
        if not _is_known(word)
    ]

    assert missing == []


def _is_known(word):
    path, _, name = word.partition("::")
    if "/" in path and path.split("/")[0] in TOP:
        found = [one for one in ROOT.glob(path.rstrip("/")) if not path.endswith("/") or one.is_dir()]
        return bool(found) and (not name or any(_defines(one, name) for one in found))
    if re.fullmatch(r"[\w-]+\.(py|md|lock)", path):
        return any(ROOT.glob(path)) or any(next(ROOT.glob(f"{top}/**/{path}"), None) for top in TOP)
    return True


def _defines(path, name):
    pattern = rf"^(?:export )?(?:    )?(?:def |class |function |const )?{re.escape(name)}\b"
    return re.search(pattern, path.read_text(), re.MULTILINE) is not None


def test_every_module_and_what_is_named_in_it_is_there():
    missing = [
        f"{document.relative_to(ROOT)}: {word}"
        for document in DOCUMENTS
        for word in told(document)
        if re.fullmatch(r"judging(\.\w+)+", word) and not _imports(word)
    ]

    assert missing == []


def _imports(dotted):
    try:
        import_module(dotted)
    except ModuleNotFoundError:
        module, _, name = dotted.rpartition(".")
        return bool(module) and hasattr(import_module(module), name)
    return True


def test_every_link_to_a_file_leads_somewhere():
    broken = [
        f"{document.relative_to(ROOT)}: {link}"
        for document in DOCUMENTS
        for link in LINK.findall(FENCE.sub("", document.read_text()))
        if not re.match(r"[a-z]+:", link) and not (document.parent / link).exists()
    ]

    assert broken == []


def test_every_decision_stands_in_the_index():
    index = (ROOT / "docs/decisions/README.md").read_text()
    forgotten = [path.name for path in sorted(ROOT.glob("docs/decisions/[0-9]*.md")) if f"]({path.name})" not in index]

    assert forgotten == []
