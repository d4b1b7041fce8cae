"""Names stand in the order of the Polish alphabet, in every list: no other order is asked for anywhere."""

import ast
import re
from pathlib import Path

from judging.stats.collation import alphabetical

NAMES = {"name", "title", "office_name"}
PACKAGE = Path("judging")
KEYS = {  # what is called a name and is a key: nobody reads these lists as names
    "judging/audit/operations/checkpoints.py: AuditChain.name",
    "judging/stats/library/ballot_papers.py: name",
}


def ordered_by(path):
    """Yield what the code of a file orders by that is called a name, without the order of the alphabet."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called == "order_by":
            asked = node.args
        elif called in {"sorted", "sort", "min", "max"}:
            asked = [keyword.value for keyword in node.keywords if _is_plain_key(keyword)]
        else:
            continue
        for part in (one for argument in asked for one in ast.walk(argument)):
            if isinstance(part, ast.Attribute) and part.attr in NAMES:
                yield f"{path}: {ast.unparse(part)}"


def _is_plain_key(keyword):
    text = ast.unparse(keyword.value)
    return keyword.arg == "key" and isinstance(keyword.value, ast.Lambda) and "alphabetical(" not in text


def test_no_list_of_names_has_another_order_than_the_alphabet():
    others = {found for path in sorted(PACKAGE.rglob("*.py")) for found in ordered_by(path)}

    assert others - KEYS == set()


def test_no_template_orders_by_itself():
    sorting = re.compile(r"\|\s*(sort|dictsort|groupby)\b")
    wrong = [str(path) for path in Path("templates").rglob("*.html") if sorting.search(path.read_text())]

    assert wrong == []


def test_the_alphabet_of_names_is_the_polish_one():
    names = ["Żak", "Zając", "Łoś", "Lis", "Ćma", "Cis", "Ósmy", "Osa"]

    assert sorted(names, key=alphabetical) == ["Cis", "Ćma", "Lis", "Łoś", "Osa", "Ósmy", "Zając", "Żak"]
