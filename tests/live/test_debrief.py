"""The debrief board in the built book: a class goes into the page's Python, and nowhere else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import Lab
from leverplug import portfolios, record
from playwright.sync_api import Browser, Page, expect
from serving import serve

pytestmark = pytest.mark.browser

BOARD = "book/instructors/debrief"
WHILE_RUNNING = 120_000  # milliseconds that a busy machine may take for a class


@pytest.fixture(scope="module")
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """The page with its board live; `requests` of it are those since then."""
    with serve(site, "/levers/book") as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        here = context.new_page()
        here.goto(f"{address}/{BOARD}.html")
        Lab(here, "debrief-board").wait()
        yield here
        context.close()


def class_of_three() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, design in enumerate(portfolios.random_portfolios(3)):
            text = record.dumps(design, 1, {"born_global": 30}, {"reasons": "Few <b>ties</b>."})
            archive.writestr(f"Kea {number}_{number + 5}_assignsubmission_file_/r.json", text)
    return whole.getvalue()


def wait_for_rest(page: Page, records: int) -> None:
    says = page.locator(".lp-debrief .lp-status")
    expect(says).to_contain_text(f"{records} records were read", timeout=WHILE_RUNNING)
    expect(page.get_by_role("button", name="Save as CSV")).to_be_enabled(timeout=WHILE_RUNNING)


def test_a_class_becomes_a_board_in_the_page_and_nothing_of_it_leaves_or_stays(page, tmp_path):
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    given = {"name": "class.zip", "mimeType": "application/zip", "buffer": class_of_three()}
    page.get_by_label("Files, or the zip").set_input_files(given)
    wait_for_rest(page, 3)
    expect(page.get_by_role("heading", name="Three pairs to talk about")).to_be_visible()
    page.get_by_role("link", name="A2", exact=True).click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible(timeout=WHILE_RUNNING)
    assert "Few &lt;b&gt;ties&lt;/b&gt;." in page.content()
    assert "Kea 1" in page.content()
    page.get_by_role("button", name="Projector view").click()
    expect(page.get_by_role("heading", name="Luck and choice")).to_be_visible()
    assert "Kea" not in page.content()
    with page.expect_download(timeout=WHILE_RUNNING) as saved:
        page.get_by_role("button", name="Save as one HTML file").click()
    saved.value.save_as(tmp_path / "wall.html")
    wall = (tmp_path / "wall.html").read_text(encoding="utf-8")
    assert "Luck and choice" in wall
    assert "Kea" not in wall
    assert set(sent) <= {""}
    assert "Kea" not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    page.get_by_role("button", name="Projector view").click()
    page.get_by_role("button", name="Forget all").click()
    expect(page.get_by_role("heading", name="Luck and choice")).to_have_count(0)
    assert "Kea" not in page.content()
