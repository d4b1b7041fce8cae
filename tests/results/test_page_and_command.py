"""What the page ranks, the command ranks: the sheets of an edition exported and read again give the page's table."""

import re
from html import unescape

import pytest

from tests.exchange.files import ranking
from tests.results.rounds import a_scored_edition

POINTS = [[9, 8, 9], [7, 6, 8], [7, 8, 6], [3, 4, None], [10, 1, 5]]
RULES = "min = 0\nmax = 10\nmin_sheets = 1\nprizes = 1\ndistinctions = 2\n"


def of_the_page(text):
    """Return place and printed score of each entry, by the title, as the table of the page shows them."""
    body = re.search(r"<tbody.*?</tbody>", text, re.DOTALL).group()
    found = {}
    for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL):
        cells = [
            " ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split())
            for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)
        ]
        title = re.search(r"Practice \d", " ".join(cells))
        score = next((cell for cell in cells if re.fullmatch(r"\d+\.\d+", cell)), None)
        place = re.match(r"\d+", cells[0])
        if title and score and place:
            found[title.group()] = (int(place.group()), score)
    return found


@pytest.mark.parametrize("weights", [(1, 1), (3, 1)])
def test_the_sheets_exported_and_ranked_by_the_command_give_the_ranking_of_the_page(
    session, client_of, tmp_path, weights
):
    scored = a_scored_edition(session, POINTS, weights=weights)
    client = client_of(scored.secretary)
    (tmp_path / "sheets.csv").write_bytes(client.get(f"{scored.url}sheets.csv").data)
    (tmp_path / "k.csv").write_text(
        "criterion;weight\n" + "".join(f"{c.name};{c.weight}\n" for c in scored.edition.criteria)
    )
    (tmp_path / "r.toml").write_text(RULES)

    shown = of_the_page(client.get(scored.url).text)
    counted = ranking(tmp_path / "sheets.csv", "--criteria", tmp_path / "k.csv", "--rules", tmp_path / "r.toml")

    assert len(shown) == len(POINTS)
    assert {entry: (place, score) for place, entry, score, _sheets in counted} == shown
