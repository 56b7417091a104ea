"""Answers the questions of a page as a learner would, and looks at what the browser keeps."""

import json

from playwright.sync_api import Locator, Page


def key(name: str, book: str = "/") -> str:
    """Where a page keeps what it keeps, for the copy of the book below a path."""
    return f"levers-and-plugs:{book}:{name}"


PREDICTIONS, CHECKS = key("predictions"), key("self-checks")
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


def check(page: Page, key: str) -> Locator:
    return page.locator(f"#check-{key}")


def answer(box: Locator, text: str) -> None:
    box.get_by_role("radio", name=text).check()
    box.get_by_role("button", name="Check my answer").click()


def kept(page: Page, key: str) -> dict:
    return json.loads(page.evaluate("key => localStorage.getItem(key)", key) or "{}")


def predict(page: Page, key: str) -> Locator:
    return page.locator(f"#predict-{key}")


def keep(box: Locator) -> None:
    box.get_by_role("button", name="Keep my prediction").click()
