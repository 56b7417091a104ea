"""A learner can see and clear what the book keeps on the computer."""

from collections.abc import Callable
from pathlib import Path

import contents
import pytest
from asking import CHECKS, PREDICTIONS, SIZES, answer, check, keep, kept, predict
from playwright.sync_api import Browser, Locator, Page, expect
from serving import serve

pytestmark = pytest.mark.browser


def fill(page: Page) -> Locator:
    """Answer something, let a stranger and another part of the kit keep something too."""
    answer(check(page, "claim"), "The second")
    predict(page, "portfolio").get_by_role("radio", name="A mix").check()
    keep(predict(page, "portfolio"))
    page.evaluate("localStorage.setItem('levers-and-plugs:/:shelf', '{}')")
    page.evaluate("localStorage.setItem('a-lab:/_static/files/:3', '{}')")
    page.evaluate("localStorage.setItem('another-site', 'stays')")
    page.reload()
    return page.locator(".clear-data")


def test_clearing_removes_all_of_the_book_and_nothing_else(open_page: Callable):
    page = open_page()
    box = fill(page)
    for part in ("1 prediction", "1 answer to a self-check", "shelf", "1 lab as"):
        expect(box.locator(".kept")).to_contain_text(part)
    page.once("dialog", lambda dialog: dialog.accept())
    box.get_by_role("button", name="Clear my data on this computer").click()
    expect(box.get_by_role("status")).to_have_text("This browser keeps nothing of this book.")
    left = page.evaluate("Object.keys(localStorage)")
    assert [key for key in left if key.startswith(("levers-and-plugs", "a-lab"))] == []
    assert page.evaluate("localStorage.getItem('another-site')") == "stays"
    page.reload()
    expect(page.locator("#reveal-portfolio .kept")).to_contain_text("Look back")
    expect(check(page, "claim").locator("details").first).to_be_hidden()


def test_clearing_asks_first(open_page: Callable):
    page = open_page()
    box = fill(page)
    page.once("dialog", lambda dialog: dialog.dismiss())
    box.get_by_role("button", name="Clear my data on this computer").click()
    assert set(kept(page, CHECKS)) == {"claim"}


# As the labs' own front end names what it keeps, in book/_ext/livepages/web/src/state_store.js.
LAB = "livepages:/_static/livepages/:Levers and Plugs/book/index:1"


def test_the_page_of_the_work_clears_what_is_kept(site: Path, browser: Browser):
    context = browser.new_context(viewport=SIZES["desk"])
    page = context.new_page()
    page.once("dialog", lambda dialog: dialog.accept())
    with serve(site) as address:
        page.goto(f"{address}/book/my_work.html")
        for key in (PREDICTIONS, LAB):
            page.evaluate("key => localStorage.setItem(key, '{\"a\": {}}')", key)
        page.reload()
        button = page.get_by_role("button", name="Clear my data on this computer")
        button.click()
        expect(button).to_be_disabled()
        left = page.evaluate("Object.keys(localStorage)")
        assert {PREDICTIONS, LAB} & set(left) == set()
    context.close()


def test_the_labs_name_what_they_keep_as_the_clearing_expects():
    store = contents.ROOT / "book/_ext/livepages/web/src/state_store.js"
    prefix = LAB.split(":")[0] + ":"
    assert f"`{prefix}${{" in store.read_text(encoding="utf-8")
    assert f':labs: "{prefix}"' in contents.read("book/my_work").text
