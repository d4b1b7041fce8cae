"""Somebody who writes into one form, and what is seen of the text afterwards."""

import secrets
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Request

from tests.chromium import leave, leave_page
from tests.typed.forms import TypedForm
from tests.typed.place import Place, slowness

ON_SCREEN = """text => document.body.innerText.includes(text)
  || [...document.querySelectorAll('textarea, input:not([type=hidden])')].some(one => one.value.includes(text)
       && one.getClientRects().length > 0)"""
READY = "() => document.querySelector('#kept-words') && performance.now() > 0"
SOON = 6  # seconds: "within a few seconds"


class Writer:
    """One person, one form, one browser of their own."""

    def __init__(self, chromium, place: Place, form: TypedForm):
        self.chromium, self.place, self.form = chromium, place, form
        self.path = form.path(place)
        self.words: list[str] = []
        self.others: list[BrowserContext] = []
        self.under_way: set[Request] = set()  # without an answer, once the clock is stopped
        self.context = self._seated()
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000 * slowness())
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.sign_in(self.page)

    def _seated(self) -> BrowserContext:
        context = self.chromium.new_context(base_url=self.place.url, locale="pl-PL")
        self.others.append(context)
        return context

    def leave(self) -> None:
        for context in self.others:
            leave(context)

    # signing in and out

    def sign_in(self, page: Page, email: str = "") -> None:
        page.goto("/demo/")
        row = page.get_by_role("row").filter(has_text=email or self.form.email)
        row.get_by_role("button").click()
        page.wait_for_url(lambda address: "/demo/" not in address)

    def sign_in_beside(self, email: str = "") -> None:
        """Sign in in a second tab, as the page advises or as people do."""
        with self._tab(self.context) as page:
            self.sign_in(page, email)

    def sign_out_beside(self) -> None:
        with self._tab(self.context) as page:
            page.goto("/privacy/")
            page.locator("form[action$='/sign-out/'] button").click()
            page.wait_for_url(f"{self.place.url}/")

    # writing

    def open(self) -> None:
        self.page.goto(self.path)
        self.page.wait_for_load_state("networkidle")

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def write(self) -> None:
        """Write a word more at the end."""
        self.words.append(f"slowo{secrets.token_hex(3)}")
        field = self.page.locator(self.form.field).first
        for other, value in self.form.also:
            self.page.fill(other, value)
        if len(self.words) == 1:
            field.fill(self.text)
        else:
            field.press("Control+End")
            field.press_sequentially(f" {self.words[-1]}")

    def press(self, target: str) -> None:
        """Press a button or follow a link, and see what comes of it."""
        self.page.locator(target).first.click(no_wait_after=True)
        self.page.wait_for_timeout(700)

    def stop_the_clock(self) -> None:
        """Let the time of the page pass only by :meth:`pass_a_second`; the page is opened again for it."""
        self.page.clock.install()
        self.page.on("request", lambda request: self.under_way.add(request))
        self.page.on("requestfinished", lambda request: self.under_way.discard(request))
        self.page.on("requestfailed", lambda request: self.under_way.discard(request))
        self.open()
        an_hour_on = self.page.evaluate("Date.now() / 1000 + 3600")  # what is past by then is never paused at
        self.page.clock.pause_at(an_hour_on)

    def pass_a_second(self) -> None:
        """Let a second pass in the page, and then wait for the answers to what it asked meanwhile."""
        self.page.clock.run_for(1000)
        self.page.wait_for_timeout(20)  # what was asked for is noted
        until = time.monotonic() + SOON * slowness()
        while self.under_way and time.monotonic() < until:
            self.page.wait_for_timeout(20)

    # what others do

    def write_beside(self, context: BrowserContext) -> str:
        """Write something else into the same field, elsewhere, and save it there."""
        other = f"inny{secrets.token_hex(3)}"
        if self.form.saves_itself:
            self.place.wait_for(lambda: self.form.is_stored(self.place, self.text), SOON)
        with self._tab(context) as page:
            page.goto(self.path)
            page.wait_for_load_state("networkidle")
            page.locator(self.form.field).first.fill(other)
            if self.form.save:
                page.locator(self.form.save).first.click()
                assert self.place.wait_for(lambda: self.form.is_stored(self.place, other), 10), "not saved beside"
        return other

    def write_on_another_device(self) -> str:
        context = self._seated()
        with self._tab(context) as page:
            self.sign_in(page)
        return self.write_beside(context)

    def leave_and_come_back(self) -> None:
        self._go(lambda: self.page.goto("/privacy/"))
        self._go(self.page.go_back)
        self.page.wait_for_load_state("networkidle")

    def reload(self) -> None:
        self._go(self.page.reload)
        self.page.wait_for_load_state("networkidle")

    def _go(self, move: Callable[[], object]) -> None:
        """Go away; if the form was on its way at that very moment, once more from where it led."""
        try:
            move()
        except Error as error:
            if "ERR_ABORTED" not in error.message and "interrupted" not in error.message:
                raise
            self.page.wait_for_load_state()
            move()

    def _tab(self, context: BrowserContext) -> "_Tab":
        return _Tab(context)

    # what has become of it

    def is_kept(self, text: str = "") -> bool:
        """Tell whether the text is stored, or stands before the eyes."""
        text = text or self.text
        return self.form.is_stored(self.place, text) or self.is_seen(text)

    def is_seen(self, text: str) -> bool:
        try:
            return self.page.evaluate(ON_SCREEN, text)
        except Error:  # the page is on its way
            return False

    def is_kept_soon(self, text: str = "") -> bool:
        return self.place.wait_for(lambda: self.is_kept(text), SOON)

    def come_again(self) -> None:
        """Open the form once more, whatever page this has become."""
        self._go(lambda: self.page.goto(self.path))
        self.page.wait_for_load_state("networkidle")

    @property
    def here(self) -> str:
        return urlsplit(self.page.url).path


class _Tab:
    """A second tab that is closed again."""

    def __init__(self, context: BrowserContext):
        self._context = context

    def __enter__(self) -> Page:
        self._page = self._context.new_page()
        self._page.set_default_timeout(10_000 * slowness())
        self._page.on("dialog", lambda dialog: dialog.accept())
        return self._page

    def __exit__(self, *_exc) -> None:
        leave_page(self._page)
