"""A sheet as a juror's hand meets it: its criteria, their scores, what it costs to give them."""

import re

from playwright.sync_api import expect


def saved(page):
    expect(page.locator("[data-save-state]")).not_to_have_attribute("data-state", "saving")
    page.wait_for_load_state("networkidle")


def criteria(page):
    return page.locator("fieldset.criterion").all()


def radio(criterion, points):
    return criterion.get_by_role("radio", name=str(points), exact=True)


def click_score(criterion, points):
    criterion.locator(".scale label").filter(has_text=re.compile(rf"^\s*{points}\s*$")).click()


class Counted:
    """Counts what a hand does: presses of keys, or clicks."""

    def __init__(self, page):
        self.page, self.steps = page, 0

    def press(self, key):
        self.steps += 1
        self.page.keyboard.press(key)

    def click(self, what):
        self.steps += 1
        what.click()
