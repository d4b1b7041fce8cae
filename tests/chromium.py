"""The system's Chromium: one a worker, open only while tests in a browser follow each other."""

import os
import shutil
from contextlib import ExitStack, suppress

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-smooth-scrolling",  # a forced click would miss what is still moving
    "--disable-gpu-rasterization",
    "--disable-software-rasterizer",  # a quarter of its time
)
_open = ExitStack()
_browsers: list[Browser] = []


def browser() -> Browser:
    """Return the browser of this worker, started when it is needed first."""
    if not _browsers:
        path = _path()
        playwright = _open.enter_context(sync_playwright())
        started = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        _open.callback(started.close)
        _browsers.append(started)
    return _browsers[0]


def leave(context: BrowserContext) -> None:
    """Close everything that one person has open."""
    for page in context.pages:
        leave_page(page)
    context.close()


def leave_page(page: Page) -> None:
    """Close a page, but not at the moment another takes its place.

    Chromium may never answer then, and Playwright waits for that without a timeout. Going to an empty page may
    get stuck in the same way, but that can be given up, and by then the other page is there.
    """
    with suppress(Error):
        page.goto("about:blank", timeout=3_000)
    page.close()


def close() -> None:
    """Close it: beside Playwright's event loop Flask cannot end its requests."""
    _browsers.clear()
    _open.close()


def _path() -> str:
    """Return where Chromium is; without one there is nothing to drive."""
    path = shutil.which("chromium")
    if path is None and os.environ.get("CI") != "true":
        pytest.skip("Chromium is not installed: tests in a browser are skipped")
    assert path, "Chromium is not installed, and CI=true asks for it"
    return path
