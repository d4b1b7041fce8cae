"""Pages: the ranking cold and unchanged, the laureates, a long list; files of all sheets."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from benchmarks.browsers import Client, load, reading
from benchmarks.cookies import cookie_of
from benchmarks.ground import Ground
from benchmarks.measuring import ROUNDS, Figure, Sample, interleaved, side
from benchmarks.servers import Server, floor, product

COLD = 5  # requests of one round
WARM = 40
FILES = 3
STEP = 997  # from one changed sheet to the next: they lie all over the field
CHANGED = (  # a sheet no longer counts, or counts again: its entry and others change their places
    "UPDATE assignment SET in_conflict = NOT in_conflict"
    " WHERE id = (SELECT id FROM assignment ORDER BY id LIMIT 1 OFFSET ?)",
    "UPDATE round SET data_version = data_version + 1",
)


def measure(data: Ground, folder: Path) -> Iterator[Figure]:
    """Measure what the secretary sees of a round that is closed."""
    data = data.copy(folder / "pages")
    user = int(data.one("SELECT user_id FROM seat WHERE role = 'secretary' AND removed_at IS NULL"))
    cookie, desk, sheets = cookie_of(data, user), f"/desk/{data.slug}", int(data.one("SELECT count(*) FROM assignment"))
    numbers = count(STEP, STEP)

    def change() -> None:
        data.change(CHANGED[0].replace("?", str(next(numbers) % sheets)), CHANGED[1])

    with product(data) as ours, floor(data) as other:
        pair = _Pair(Client(ours, cookie), Client(other, cookie), ours, other)
        ranking = (f"{desk}/results/", "/ranking")
        yield pair.figure(
            "ranking page, official table, data just changed",
            "16 ms CPU, ≤ 3 × floor",
            *ranking,
            COLD,
            between=change,
        )
        yield pair.alone(
            "the same with everything said of it",
            "–",
            f"{ranking[0]}?wait=1",
            COLD,
            between=change,
        )
        yield pair.figure("ranking page, unchanged", "4 ms CPU", *ranking, WARM)
        yield pair.figure("list of entries", "≤ 3 × floor", f"{desk}/entries/", "/entries", WARM)
        asked = f"{desk}/results/what-if.json?w_innovation=7&w_fit=3"
        yield pair.alone("what if on weights, as the sliders ask", "20 ms", asked, WARM)
        table = f"{desk}/results/sheets.csv"
        yield pair.figure("CSV of all sheets", "≤ 2 × floor", table, "/sheets.csv", FILES)
        book = f"{desk}/results/ranking.xlsx"
        yield pair.figure("XLSX of all sheets", "≤ 1.4 × floor", book, "/sheets.xlsx", FILES)


class _Pair:
    """A client of the product and one of the floor."""

    def __init__(self, own: Client, bare: Client, ours: Server, other: Server) -> None:
        self.sides = ((own, ours), (bare, other))

    def figure(
        self,
        name: str,
        target: str,
        own: str,
        bare: str,
        times: int,
        between: Callable[[], None] = lambda: None,
    ) -> Figure:
        """Read both addresses in turn; `between` comes before every request."""
        (client, server), (bare_client, bare_server) = self.sides
        ours = _run(client, server, own, times, between)
        theirs = _run(bare_client, bare_server, bare, times, between)
        ours()  # warm
        theirs()
        mine, least = interleaved(ours, theirs)
        return Figure(name, target, mine, least, mine.median / least.median)

    def alone(
        self,
        name: str,
        target: str,
        path: str,
        times: int,
        between: Callable[[], None] = lambda: None,
    ) -> Figure:
        """Read an address of the product, for which there is no floor."""
        client, server = self.sides[0]
        run = _run(client, server, path, times, between)
        run()  # warm
        return Figure(name, target, side([run() for _round in range(ROUNDS)]))


def _run(client: Client, server: Server, path: str, times: int, between: Callable[[], None]) -> Callable[[], Sample]:
    def asked() -> Iterator[bool]:
        for _time in range(times):
            between()
            yield from reading(client, path, 1)

    return lambda: load(server, [asked()])
