"""One vocabulary: each word is one member of one enum, and has its sentence in both languages."""

import ast
from pathlib import Path

import pytest

from judging.analysis import annotations, reasons, words
from judging.stats.vocabulary import Flag, Level, Method, Missing, Rung, SecondOpinion, Zone
from tests import catalogue

ROOT = Path(__file__).parent.parent.parent
ENUMS = (Method, Rung, Zone, Flag, Missing)
OWN_WORDS = ("stats/vocabulary.py", "results/standalone/verify.py")
TABLES = [
    v
    for part in (annotations, reasons, words)
    for name, v in vars(part).items()
    if name.isupper() and isinstance(v, dict)
]
ABOUT = (annotations.ABOUT_ROUND, annotations.ABOUT_ENTRY, annotations.ABOUT_SHEET, annotations.ABOUT_JUROR)
UNKNOWN = [table for table in TABLES if all(isinstance(key, Missing) for key in table)]


def test_no_bare_string_stands_where_an_enum_exists():
    paths = [
        path
        for path in sorted(ROOT.glob("judging/**/*.py"))
        if "migrations" not in path.parts and not path.as_posix().endswith(OWN_WORDS)
    ]

    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value!r}"
        for path in paths
        for node in bare_words(ast.parse(path.read_text()))
    ]

    assert bare == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('row["method"] == "trimmed"', ["trimmed"]),
        ('flags = ["HALO"]', ["HALO"]),
        ('f"PIVOTAL_JUROR:{juror}"', ["PIVOTAL_JUROR:"]),
        ('{"mean": 1, "median": 2}', ["mean", "median"]),
        ('row["mean"], {"mean": 1, "sd": 2}, row.get("criteria")', []),
    ],
)
def test_a_bare_word_is_told_from_the_name_of_a_column(code, found):
    assert [node.value for node in bare_words(ast.parse(code))] == found


def bare_words(tree):
    """Return the literals that say a word of an enum; the name of a column or a field is none."""
    members = {str(member) for enum in ENUMS for member in enum}
    columns = {id(node) for parent in ast.walk(tree) for node in names_of_columns(parent, members)}
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and (node.value in members or node.value.partition(":")[0] in set(Flag))
        and id(node) not in columns
    ]


def names_of_columns(parent, members):
    """Yield the literals under a node that name a column, a key or a field."""
    if isinstance(parent, ast.Subscript):
        yield parent.slice
        yield from getattr(parent.slice, "elts", [])
    if isinstance(parent, ast.Call):
        if getattr(parent.func, "attr", "") in {"get", "pop", "setdefault", "rename", "agg"}:
            yield from parent.args[:1]
        if getattr(parent.func, "id", "") in {"phrase", "_", "_l"}:  # a message
            yield from parent.args
    if isinstance(parent, ast.Dict | ast.Tuple | ast.List | ast.Set):
        keys = parent.keys if isinstance(parent, ast.Dict) else parent.elts
        said = [key.value for key in keys if isinstance(key, ast.Constant)]
        others = [word for word in said if word not in members]
        if others or (isinstance(parent, ast.Dict) and len(said) == 1):  # a row, not a choice
            yield from keys
    if isinstance(parent, ast.Assign) and getattr(parent.targets[0], "id", "") == "__all__":
        assert isinstance(parent.value, ast.List)
        yield from parent.value.elts
    if isinstance(parent, ast.ClassDef) and any(
        getattr(base, "id", "") == "StrEnum" for base in parent.bases
    ):  # a vocabulary of its own, such as that of options
        yield from (one.value for one in parent.body if isinstance(one, ast.Assign))


@pytest.mark.parametrize("enum", [Method, Rung, Zone, Level])
def test_every_table_of_an_enum_holds_all_its_members(enum):
    inner = words.ZONES.values()
    tables = [t for t in [*TABLES, *inner] if any(isinstance(key, enum) for key in t)]

    assert tables
    assert [set(enum) - set(table) for table in tables] == [set()] * len(tables)


def test_every_way_of_counting_has_a_name():
    assert set(words.METHODS) == set(words.METHODS_IN_SHORT) == {*Method, *SecondOpinion}


def test_every_line_has_words_for_its_zones():
    assert set(words.ZONES) == set(words.Line)


def test_every_flag_has_a_sentence_and_every_reason_why_a_figure_is_missing():
    assert {flag for table in ABOUT for flag in table} == set(Flag)
    assert {why for table in UNKNOWN for why in table} == set(Missing)


def test_every_sentence_is_in_the_catalogue_with_its_polish():
    told = {said for table in TABLES for said in sentences(table)}
    polish = catalogue.known()

    assert len(told) > 50
    assert [said for said in told if said not in polish or not polish[said].string] == []


def sentences(table):
    """Yield the sentences of a table, also those of tables inside."""
    for said in table.values():
        yield from sentences(said) if isinstance(said, dict) else [said]


@pytest.mark.parametrize(
    ("enum", "text"),
    [(Flag, "PIVOTAL_JUDGE:j1"), (Flag, "halo"), (Flag, ""), (Rung, "criterion:new")],
)
def test_a_misspelt_word_does_not_pass_in_silence(enum, text):
    with pytest.raises(ValueError, match="is not a valid"):
        enum.read(text)


def test_remarks_refuse_a_misspelt_flag():
    row = {"sheets": 1, "flags": ["BELOW_MINIMUM"]}

    with pytest.raises(ValueError, match="BELOW_MINIMUM"):
        annotations.flag_annotations(str, row, {"min_sheets": 2, "exclude_below_min": False})
