"""Saving a sheet: with its rules, revision and version, by one juror and by sixteen."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.browsers import Client, load
from benchmarks.cookies import cookie_of
from benchmarks.ground import Ground, Task
from benchmarks.measuring import Figure, Sample, interleaved
from benchmarks.servers import Server, floor, product

SAVES = 400  # of one round, by all clients together
TARGETS = ("1.6 ms CPU, 500/s, no errors", "1.6 ms CPU, 700/s, no errors")


class Pen:
    """What one juror saves on one server: the next score of the next sheet, again and again."""

    def __init__(self, client: Client, path: str, tasks: list[Task]) -> None:
        self.client, self.path, self.tasks = client, path, tasks
        self.versions = {task.id: task.version for task in tasks}
        self.saved = 0

    def save(self, times: int) -> Iterator[bool]:
        """Save sheet after sheet."""
        for _time in range(times):
            task = self.tasks[self.saved % len(self.tasks)]
            self.saved += 1
            status, _body = self.client.ask("POST", self.path.format(task.id), self._fields(task))
            if status == 200:
                self.versions[task.id] += 1
            yield status == 200

    def _fields(self, task: Task) -> dict[str, str]:
        lap = self.saved
        scores = {f"score-{key}": str((steps + lap) % 10) for key, steps in task.scores.items()}
        words = {f"comment-{key}": f"What was read, {lap}." for key in task.scores}
        return {**scores, **words, "note": "", "version": str(self.versions[task.id])}


def measure(data: Ground, folder: Path) -> Iterator[Figure]:
    """Measure one client, then sixteen; each server has its own copy of the data."""
    data = data.copy(folder / "saving")
    data.open_scoring()
    cookies = [(seat, cookie_of(data, user)) for seat, user in data.jurors()]
    bare = data.copy(folder / "saving-floor")
    with product(data) as ours, floor(bare) as other:
        own = [_pen(ours, data, seat, cookie, product_path(data)) for seat, cookie in cookies]
        theirs = [_pen(other, bare, seat, cookie, "/save/{}") for seat, cookie in cookies]
        for count in (1, len(own)):
            yield _figure(ours, other, own[:count], theirs[:count])


def product_path(data: Ground) -> str:
    """Return the address that the page saves to."""
    return f"/jury/{data.slug}/sheets/{{}}/autosave/"


def _pen(server: Server, data: Ground, seat: int, cookie: str, path: str) -> Pen:
    client, tasks = Client(server, cookie), data.tasks(seat)
    if path.startswith("/jury"):
        client.read_token(path.format(tasks[0].id).removesuffix("autosave/"))
    return Pen(client, path, tasks)


def _figure(ours: Server, other: Server, own: list[Pen], theirs: list[Pen]) -> Figure:
    def saved(server: Server, pens: list[Pen]) -> Sample:
        return load(server, [pen.save(SAVES // len(pens)) for pen in pens])

    saved(ours, own)  # warm
    saved(other, theirs)
    mine, bare = interleaved(lambda: saved(ours, own), lambda: saved(other, theirs))
    alone = len(own) == 1
    name = "save a sheet, 1 client" if alone else f"save a sheet, {len(own)} clients"
    return Figure(name, TARGETS[not alone], mine, bare, mine.per_second / bare.per_second)
