"""Plain makers of results as the exports read them."""

from judging.results.analysis import analyse
from judging.results.frames import EntryName
from judging.results.pack import Occasion
from judging.results.standing import Standing

OCCASION = Occasion("Sekrety Zarządzania", "Edycja 2027", "2027", 2027, "Ocena", "a" * 64)


def a_standing(scores, rules, *, entries=None, titles=None, office="Urząd Gminy", jurors=None):
    """Return what the pages of a closed round show of these scores."""
    analysis = analyse(scores, rules, entries=entries)
    document = analysis.to_dict()
    names = {
        row["entry"]: EntryName(
            row["entry"], number, office, (titles or {}).get(row["entry"], row["entry"]), "Obszar"
        )
        for number, row in enumerate(sorted(document["ranking"], key=lambda r: r["entry"]), 1)
    }
    called = jurors or {name: f"Juror {name}" for name in sorted(set(scores["juror"]))}
    criteria = {str(c.name): f"Kryterium {c.name}" for c in rules.criteria}
    return Standing(document, names, called, criteria, scores, rules)
