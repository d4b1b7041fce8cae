"""Plain makers of results as the exports read them."""

from judging.analysis.analyse import analyse
from judging.analysis.document import whole_document
from judging.results.files.pack import Occasion
from judging.results.snapshot import EntryName, Snapshot

OCCASION = Occasion("Sekrety Zarządzania", "Edycja 2027", "2027", 2027, "Ocena", "a" * 64)


def a_snapshot(scores, rules, *, entries=None, titles=None, office="Urząd Gminy", jurors=None):
    """Return what the pages of a closed round show of these scores."""
    analysis = analyse(scores, rules, entries=entries)
    document = whole_document(analysis)
    names = {
        row["entry"]: EntryName(row["entry"], number, office, (titles or {}).get(row["entry"], row["entry"]), "Obszar")
        for number, row in enumerate(sorted(document["ranking"], key=lambda r: r["entry"]), 1)
    }
    called = jurors or {name: f"Juror {name}" for name in sorted(set(scores["juror"]))}
    criteria = {str(c.name): f"Kryterium {c.name}" for c in rules.criteria}
    return Snapshot(document, names, called, criteria, scores, rules)
