"""A person at a browser of their own, who does what people do: reads, follows, fills in, presses."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pyotp
from playwright.sync_api import Locator, Response, expect

from judging.core.i18n import LANGUAGES, PREFIXES
from tests.journeys import page_checks
from tests.journeys.site import Site

PASSWORD = "zielona-latarnia-nad-rzeką-7"
CODE = "Code"
SAVED = {"en": "Saved at", "pl": "Zapisano"}


class Person:
    """Somebody with an own browser; every page they meet is looked at by :mod:`page_checks`."""

    def __init__(self, chromium, site: Site, seen: set, *, language: str = "en", theme: str = "light"):
        locale = {"en": "en-GB", "pl": "pl-PL"}[language]
        self.site, self.language, self.theme = site, language, theme
        self.context = chromium.new_context(
            base_url=site.url, locale=locale, color_scheme=theme, viewport=page_checks.WIDE
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.secret = ""
        self._seen = seen
        self._complaints: list[str] = []
        self._answer: Response | None = None
        self.page.on("response", self._note_answer)
        self.page.on("console", self._note_complaint)
        self.page.on("pageerror", lambda error: self._complaints.append(str(error)))

    # going about

    def visit(self, path: str) -> None:
        """Open an address."""
        self.page.goto(path)
        self._look()

    def visit_in_vain(self, path: str) -> None:
        """Open an address that must not exist for this person."""
        self.visit(path)
        assert self._answer.status == 404, f"{path} answers {self._answer.status}"

    def visit_refused(self, path: str) -> None:
        """Open a page that answers no, in calm words."""
        self.visit(path)
        assert self._answer.status in {403, 404, 409}, f"{path} answers {self._answer.status}"

    def follow(self, name: str, *, within: Locator | None = None, exact: bool = True) -> None:
        """Follow a link by its words."""
        self._go((within or self.page).get_by_role("link", name=name, exact=exact).first)

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """Press a button that leads to another page."""
        self._go((within or self.page).get_by_role("button", name=name, exact=True).first)

    def tab_to(self, target: Locator, most: int = 120) -> None:
        """Press Tab until the focus is on something."""
        for _ in range(most):
            if target.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached by {most} tabs")

    def enter(self, role: str, name: str) -> None:
        """Go to a link or a button by Tab alone and press Enter there."""
        self.tab_to(self.page.get_by_role(role, name=name, exact=True).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self._look()

    def download(self, name: str) -> bytes:
        """Follow a link to a file and return what came."""
        with self.page.expect_download() as expected:
            self.page.get_by_role("link", name=name).first.click()
        return Path(expected.value.path()).read_bytes()

    def _go(self, target: Locator) -> None:
        with self.page.expect_navigation():
            target.click()
        self._look()

    # filling in

    def fill(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def field(self, label: str) -> Locator:
        """Return the field with a label; what is required says so in its label."""
        exact = re.compile(rf"^\s*{re.escape(label)}\s*(\(required\)|\(wymagane\))?\s*$")
        return self.page.get_by_label(exact).and_(self.page.locator("input, textarea, select")).first

    def fill_in(self, fields: dict[str, str]) -> None:
        """Fill several fields by their labels."""
        for label, text in fields.items():
            self.fill(label, text)

    def write_and_see_it_saved(self, fields: dict[str, str]) -> None:
        """Type into fields until the page says that the last words are saved."""
        last = list(fields.values())[-1]
        with self.saving(last):
            self.fill_in(fields)

    @contextmanager
    def saving(self, words: str) -> Iterator[None]:
        """Wait for the save that carries these words, and for the line that tells of it."""

        def carries(answer) -> bool:
            sent = answer.request.post_data_buffer or b""
            return "/autosave/" in answer.url and words.encode() in sent

        with self.page.expect_response(carries):
            yield
        expect(self.page.locator("[data-save-state]")).to_contain_text(SAVED[self.language])

    def tick(self, label: str) -> None:
        self.page.get_by_label(label).first.check()

    def open_fold(self, summary: str) -> None:
        """Open what is folded away under a summary."""
        self.page.locator("summary", has_text=summary).first.click()

    # reading

    def sees(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(text)

    def sees_not(self, text: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(text)

    def sees_error(self) -> None:
        """The page says at its top what is to be mended."""
        expect(self.page.get_by_role("alert").first).to_be_visible()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    # signing in

    def sign_in(self, email: str) -> None:
        """Sign in by password and, if asked, by a code."""
        self.visit(self.address("/sign-in/"))
        self.fill("E-mail", email)
        self.fill("Password", PASSWORD)
        self.press("Sign in", within=self.page.locator("main"))
        if self.path == self.address("/second-factor/"):
            self.set_up_second_factor()
        elif self.path == self.address("/sign-in/code/"):
            self.fill(CODE, self.code())
            self.press("Sign in", within=self.page.locator("main"))
        self.read_in_my_language()

    def set_up_second_factor(self) -> None:
        """Type the secret into an authenticator and its first code into the page."""
        shown = self.page.locator("main .fingerprint").first.inner_text()
        self.secret = re.sub(r"\s", "", shown)
        self.fill(CODE, self.code())
        self.press("Set up")
        self.follow("I have kept them – go on")

    def code(self) -> str:
        """Return a fresh code: each works once, so half a minute passes."""
        self.site.pass_time(seconds=31)
        return pyotp.TOTP(self.secret).at(self.site.now)

    def read_in_my_language(self) -> None:
        """Choose the language at the head of the page, unless it is the one shown."""
        name = LANGUAGES[self.language]
        choice = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name, exact=True))
        if choice.count():
            self._go(choice.first)

    def address(self, path: str) -> str:
        """Return the address of a page open to everybody in the person's language."""
        return f"{PREFIXES[self.language]}{path}"

    # looking

    def _note_answer(self, response) -> None:
        if response.request.is_navigation_request() and response.status not in range(300, 400):
            self._answer = response

    def _note_complaint(self, message) -> None:
        refused = message.text.startswith("Failed to load resource")
        asked = refused and "409" in message.text and message.location["url"].endswith("/autosave/")  # which to keep
        if message.type == "error" and not asked and not (refused and message.location["url"] == self.page.url):
            self._complaints.append(f"{message.text} ({message.location['url']})")

    def _look(self) -> None:
        """Check the page just opened: the source always, the rest once for pages of one shape."""
        text, where = self._answer.text(), f"{self.path} ({self.language}, {self.theme})"
        assert self._answer.status < 500, f"{where}: {self._answer.status}"
        page_checks.check_source(text, where)
        assert not self._complaints, f"{where}: {self._complaints}"
        known = (self.language, self.theme, page_checks.shape(text))
        if known not in self._seen:
            self._seen.add(known)
            page_checks.check_accessible(self.page, where)
            page_checks.check_narrow(self.page, where)
