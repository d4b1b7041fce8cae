"""What comes between: each can begin while somebody types and be over later."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.typed.writer import Writer

Act = Callable[[Writer], Any]


@dataclass(frozen=True)
class Interruption:
    """``begin`` comes before the last words, or ``after`` the act; ``end`` puts the world right again."""

    name: str
    begin: Act
    end: Act = lambda _writer: None
    after: bool = False


def _close(writer: Writer) -> None:
    for order in writer.form.close:
        writer.place.change(order)


def _reopen(writer: Writer) -> None:
    for order in writer.form.reopen:
        writer.place.change(order)


ALL = {
    one.name: one
    for one in (
        Interruption("network cut", lambda w: w.context.set_offline(True), lambda w: w.context.set_offline(False)),
        Interruption("server killed", lambda w: w.place.kill(), lambda w: w.place.start()),
        Interruption("session ended", lambda w: w.place.end_sessions(w.form.email), lambda w: w.sign_in_beside()),
        Interruption("signed out elsewhere", lambda w: w.sign_out_beside(), lambda w: w.sign_in_beside()),
        Interruption("signed in elsewhere", lambda w: w.sign_in_beside()),
        Interruption(
            "somebody else signs in",
            lambda w: w.sign_in_beside("administrator@kapitula.example"),
            lambda w: w.sign_in_beside(),
        ),
        Interruption("two tabs", lambda w: w.write_beside(w.context)),
        Interruption("two devices", lambda w: w.write_on_another_device()),
        Interruption("Back", lambda w: w.leave_and_come_back(), after=True),
        Interruption("reload", lambda w: w.reload(), after=True),
        Interruption(
            "full disk", lambda w: w.place.fill_the_disk(full=True), lambda w: w.place.fill_the_disk(full=False)
        ),
        Interruption("closed meanwhile", _close, _reopen),
    )
}
