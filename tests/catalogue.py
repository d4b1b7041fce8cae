"""The catalogue of translations: extracted from the code, kept sorted, compiled.

``python -m tests.catalogue`` says what is not fresh; with ``--write`` it updates the files.
"""

import io
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).parent.parent
PO = ROOT / "judging/translations/pl/LC_MESSAGES/messages.po"
KEYWORDS = {"_": None, "_l": None, "gettext": None, "phrase": None, "ngettext": (1, 2)}
NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # the same catalogue gives the same bytes at any time
DATES = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By')  # noise in every diff


def extracted() -> set[str | tuple[str, ...]]:
    """Return every message of the code and the templates."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    found = set()
    for folder in ("judging", "templates"):
        local = [
            (pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods if pattern.startswith(folder)
        ]
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, local, keywords=KEYWORDS, directory_filter=_is_ours):
            found.add(message if isinstance(message, str) else tuple(message))
    return found


def _is_ours(folder: str) -> bool:
    """Tell which folders hold messages; Babel itself would pass over ``_macros`` and ``_parts``."""
    return Path(folder).name != "__pycache__"


def known() -> Catalog:
    """Return the catalogue as it stands."""
    with PO.open("rb") as file:
        return pofile.read_po(file, locale="pl")


def updated() -> Catalog:
    """Return the catalogue with just the messages of the code, in order; new ones are empty."""
    before, after = known(), Catalog(locale="pl", project="Kapituła", version="0", fuzzy=False)
    for message in sorted(extracted(), key=lambda m: m if isinstance(m, str) else m[0]):
        old = before.get(message if isinstance(message, str) else message[0])
        after.add(message, old.string if old else "")
    return after


def as_text(catalogue: Catalog) -> str:
    """Return the catalogue as it is kept in the repository."""
    buffer = io.BytesIO()
    pofile.write_po(buffer, catalogue, sort_output=True, no_location=True, width=100)
    lines = buffer.getvalue().decode().split("\n")
    return "\n".join(line for line in lines if not line.startswith(DATES))


def compiled(text: str) -> bytes:
    """Return the catalogue as the program reads it."""
    buffer = io.BytesIO()
    catalogue = pofile.read_po(io.StringIO(text), locale="pl")
    catalogue.creation_date = catalogue.revision_date = NEVER
    mofile.write_mo(buffer, catalogue)
    return buffer.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the messages without Polish."""

    def complete(message):
        forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        return all(forms)

    return [str(message.id) for message in catalogue if message.id and not complete(message)]


if __name__ == "__main__":
    text = as_text(updated())
    if "--write" in sys.argv:
        PO.write_text(text)
        PO.with_suffix(".mo").write_bytes(compiled(text))
    missing = untranslated(updated())
    sys.stdout.writelines(f"no Polish: {message}\n" for message in missing)
    sys.exit(bool(missing) or text != PO.read_text())
