"""What was done in a chapter's lab, code and exercise stands on the page of the work."""

import json
import re
from collections.abc import Iterator

import pytest
from code_cells import CodeCell, solved
from lab import Lab
from leverplug.record import work
from playwright.sync_api import Browser, Page, expect

import exercises

pytestmark = pytest.mark.browser

CHAPTER = "book/lever_plug/whose_help"
GATHERED = """() => {
  const detail = { text: "" };
  document.dispatchEvent(new CustomEvent("practice:gather", { detail }));
  return detail.text;
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that nobody used before."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_a_lab_a_challenge_code_and_an_exercise_whose_check_passed(
    address: str, page: Page
) -> None:
    page.goto(f"{address}/{CHAPTER}.html")
    exercise = exercises.of_page(f"{address}/{CHAPTER}.html")[0]
    cell = CodeCell(page, f"{exercise.label}-try")
    for code, checked in ((f"1 + 1\n{exercise.check}", None), (solved(exercise), True)):
        cell.write(code).run()
        kept = json.loads(page.evaluate(GATHERED))["exercises"][exercise.label]
        assert kept.get("checked") is checked, code
    lab = Lab(page, "portfolio-builder").wait()
    lab.view.get_by_role("slider").first.press("ArrowRight")
    expect(lab.box.get_by_role("button", name="Copy link")).to_be_visible()
    found = work.parse(page.evaluate(GATHERED))
    assert set(found.labs) == {f"{CHAPTER}:portfolio-builder"}
    assert set(found.code) == {f"{CHAPTER}:{exercise.label}-try"}
    page.goto(f"{address}/book/my_work.html")
    box = page.locator(f"details[data-page='{CHAPTER}']")
    box.locator("summary").click()
    expect(box).to_contain_text("Tried, and its check passed.")
    expect(box).to_contain_text("Kept as you left it.")
    expect(box.get_by_text("Code you changed")).to_be_visible()
    expect(page.locator(".count", has_text="Challenges")).to_contain_text(re.compile(r"of \d\d"))
    box.get_by_role("link", name="Portfolio builder").click()
    expect(page).to_have_url(re.compile(r"#live-portfolio-builder$"))
    Lab(page, "portfolio-builder").wait()
