"""A notebook that was changed in the browser's Lab, and the book's newer edition of it."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

pytestmark = pytest.mark.browser

NAME = "second.ipynb"
CONTENTS = "globalThis.jupyterapp?.serviceManager?.contents"
CHANGE = f"""async (name) => {{
  const found = await {CONTENTS}.get(name, {{ content: true }});
  found.content.cells[0].source = "What the reader wrote";
  await {CONTENTS}.save(name, found);
}}"""
READ = f"async (name) => (await {CONTENTS}.get(name, {{ content: true }})).content.cells[0].source"
OPEN = "globalThis.jupyterapp?.shell?.currentWidget?.context?.path"
NEWER = "The book has a newer edition of this notebook"


def corrected(route: Route) -> None:
    """As the host sends the notebook once the book was built anew."""
    notebook = json.loads(route.fetch().text())
    notebook["cells"][0]["source"] = "What was corrected"
    notebook["metadata"]["livepages"]["edition"] = "another"
    route.fulfill(json=notebook)


@pytest.fixture
def lab(context: BrowserContext, demo_address: str) -> Callable[[], Page]:
    page = context.new_page()

    def visit() -> Page:
        page.goto(f"{demo_address}/lite/lab/index.html?path={NAME}")
        page.wait_for_function(f"{OPEN} === {NAME!r}", timeout=120_000)
        return page

    return visit


def test_a_reader_is_told_of_a_newer_edition_and_can_have_it_beside_the_own(
    lab: Callable[[], Page], context: BrowserContext
) -> None:
    page = lab()
    expect(page.get_by_text(NEWER)).to_have_count(0)
    page.evaluate(CHANGE, NAME)
    lab()
    page.wait_for_timeout(2000)
    expect(page.get_by_text(NEWER)).to_have_count(0)  # it is of the edition that is there
    context.route(f"**/lite/files/{NAME}*", corrected)
    lab()
    expect(page.get_by_text(NEWER)).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Open it beside mine").click()
    beside = "second (new edition).ipynb"
    page.wait_for_function(f"{OPEN} === {beside!r}", timeout=60_000)
    assert page.evaluate(READ, beside) == "What was corrected"
    assert page.evaluate(READ, NAME) == "What the reader wrote"
    expect(page.get_by_text(NEWER)).to_have_count(0)


def test_who_changed_nothing_has_the_newer_edition_without_a_word(
    lab: Callable[[], Page], context: BrowserContext
) -> None:
    lab()
    context.route(f"**/lite/files/{NAME}*", corrected)
    page = lab()
    assert page.evaluate(READ, NAME) == "What was corrected"
    expect(page.get_by_text(NEWER)).to_have_count(0)
