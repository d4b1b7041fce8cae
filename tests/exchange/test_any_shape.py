"""Any table of scores, written in any container and layout, is read back the same."""

import csv
import io
from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from judging.exchange.asked import Asked
from judging.exchange.scores import read_all

ENTRIES = ["Łąka", "Świt – park", "Praca, która trwa", "Żory"]
JURORS = ["Anna Ćwik", "Jan Lis", "Źdźbło-Nowak Ewa"]
CRITERIA = ["Nowość", "Zasięg; skala"]
POINTS = st.one_of(st.none(), st.integers(0, 20).map(lambda halves: Fraction(halves, 2)))
CELLS = st.lists(POINTS, min_size=24, max_size=24).filter(lambda cells: any(cells))
LAYOUTS = ["tidy", "sheets", "matrix"]
CONTAINERS = ["utf-8", "utf-8-sig", "cp1250", "iso-8859-2", "utf-16", "utf-16-le", "xlsx"]


def rows_of(layout, scores):
    """Lay scores out as a table of a kind."""
    if layout == "tidy":
        yield ["Zgłoszenie", "Juror", "Kryterium", "Ocena"]
        yield from ([*key, points] for key, points in scores.items())
    elif layout == "sheets":
        yield ["Juror", "Zgłoszenie", *CRITERIA, "Uwagi"]
        for entry in ENTRIES:
            for juror in JURORS:
                yield [juror, entry, *(scores[entry, juror, c] for c in CRITERIA), "dobre, „tak”"]
    else:
        yield ["Zgłoszenie", *JURORS]
        for entry in ENTRIES:
            yield [entry, *(scores[entry, juror, CRITERIA[0]] for juror in JURORS)]


def written(folder, rows, container, separator, mark):
    """Write a table into a file and return its path."""
    if container == "xlsx":
        book = Workbook()
        for row in rows:
            book.active.append([float(c) if isinstance(c, Fraction) else c for c in row])
        book.save(folder / "f.xlsx")
        return folder / "f.xlsx"
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator)
    for row in rows:
        shown = [str(float(c)).replace(".", mark) if isinstance(c, Fraction) else c for c in row]
        writer.writerow(shown)
    text = target.getvalue()
    if container in {"iso-8859-2"}:
        text = text.replace("–", "-").replace("„", '""').replace("”", '""')
    (folder / "f.csv").write_bytes(text.encode(container))
    return folder / "f.csv"


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    CELLS,
    st.sampled_from(LAYOUTS),
    st.sampled_from(CONTAINERS),
    st.sampled_from(",;\t|"),
    st.sampled_from(".,"),
)
def test_scores_come_back_as_they_were_written(tmp_path_factory, cells, layout, container, separator, mark):
    keys = [(e, j, c) for e in ENTRIES for j in JURORS for c in CRITERIA]
    scores = dict(zip(keys, cells, strict=True))
    one = layout == "matrix"
    expected = {
        (e.replace("–", "-"), j, "–" if one else c, points)
        for (e, j, c), points in scores.items()
        if points is not None and (not one or c == CRITERIA[0])
    }
    if one:  # a table with the scores of a single juror could have any heading above them
        assume(len({juror for _entry, juror, *_rest in expected}) > 1)
    path = written(tmp_path_factory.mktemp("f"), rows_of(layout, scores), container, separator, mark)
    if not expected:
        return

    read = read_all(path, None, None, Asked())

    unit = read.rules.unit
    assert {
        (e.replace("–", "-"), j, c, steps * unit) for e, j, c, steps in read.scores.itertuples(index=False, name=None)
    } == expected
