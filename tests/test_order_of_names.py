"""Names stand in the order of the Polish alphabet, in every list: no other order is asked for anywhere."""

import ast
import re
from pathlib import Path

from sqlalchemy import true

from judging.deliberation import queries as decided
from judging.editions.models import Role
from judging.jury.queries.chapter import seats_of
from judging.offices import queries as offices
from judging.offices.models import Representative
from judging.stats.collation import alphabetical
from tests.factories import BEFORE, a_seat, a_user, an_edition, an_office

NAMES = {"name", "title", "office_name"}
PACKAGE = Path("judging")
KEYS = {  # what is called a name and is a key: nobody reads these lists as names
    "judging/audit/operations/checkpoints.py: AuditChain.name",
    "judging/stats/library/ballot_papers.py: name",
}


def ordered_by(path):
    """Yield what the code of a file orders by that is called a name, without the order of the alphabet."""
    tree = ast.parse(path.read_text())
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    keys: dict[str, ast.AST] = {one.name: one for one in functions if "alphabetical(" not in ast.unparse(one)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        asked: list[ast.AST] = []
        if called == "order_by":
            asked += node.args
        elif called in {"sorted", "sort", "min", "max"}:
            asked += [keyword.value for keyword in node.keywords if _is_plain_key(keyword)]
            asked += [
                keys[it] for it in _named_keys(node) if it in keys and "alphabetical(" not in ast.unparse(keys[it])
            ]
        else:
            continue
        for part in (one for argument in asked for one in ast.walk(argument)):
            if isinstance(part, ast.Attribute) and part.attr in NAMES:
                yield f"{path}: {ast.unparse(part)}"


def _named_keys(call):
    """Return the names of the functions that a call sorts by."""
    return [ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg == "key"]


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


def test_a_list_of_people_or_offices_is_in_the_order_of_the_alphabet(session):
    edition, office, kind = an_edition(), an_office(), {"role": Role.JUROR}
    for name in ("Żaneta Bąk", "Łucja Lis", "Ćwiek Jan", "Cezary Mak", "Lena Zych"):
        session.add(a_seat(edition, user=a_user(name=name), **kind))
        session.add(Representative(office=office, user=a_user(name=name), asked_at=BEFORE, approved_at=BEFORE))
    session.add(reader := a_user())
    session.commit()
    ordered = ["Cezary Mak", "Ćwiek Jan", "Lena Zych", "Łucja Lis", "Żaneta Bąk"]

    lists = {
        "members of the jury": [seat.user.name for seat in seats_of(session, edition)],
        "the chapter": [seat.user.name for seat in decided.chapter(session, edition)],
        "people of an office": [person.user.name for person in office.people if person.user.name in ordered],
        "those who act for offices": [
            one.person for one in offices.confirmed(session, true(), reader) if one.person in ordered
        ],
    }

    assert lists == dict.fromkeys(lists, ordered)
