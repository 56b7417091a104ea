"""A class from end to end: a link, three students in browsers of their own, the board."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import Lab
from leverplug import record
from leverplug.record import scenario
from playwright.sync_api import Browser, Page, expect
from serving import serve

pytestmark = pytest.mark.browser

WHILE_RUNNING = 120_000  # milliseconds that a busy machine may take for a class
# Name, expectation, how sure, steps of experience to the right, second answer, reasons.
STUDENTS = (
    ("Zorana Keahukai", 80, "certain", 0, 10, "Few ties, <b>well fed</b>."),
    ("Wiremu Moanaroa", 20, "a guess", 4, 25, "Experience opens doors."),
    ("Quinlan Tuivasa", 35, "rather sure", 8, 60, "I chose against the fair."),
)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve(site, "/levers/book") as at:
        yield at


@pytest.fixture(scope="module")
def link(browser: Browser, address: str) -> str:
    """What an instructor makes on the page for it."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/book/instructors/scenario_links.html")
    form = Lab(page, "scenario-form").wait().view
    form.get_by_label("Title").fill("Same firm, same luck")
    form.get_by_label("Task").fill("Build for ten years. Hand in your reasons.")
    form.get_by_label("Lock: Home market").check()
    form.get_by_label("Lock: Luck").check()
    for part in ("scorecard", "trajectory", "result"):
        form.get_by_label(part, exact=True).check()
    form.get_by_role("button", name="Make the links").click()
    field = form.get_by_label("Link", exact=True)
    expect(field).to_be_visible()
    made = field.input_value()
    context.close()
    return made


def handed_in(browser: Browser, link: str, student: tuple) -> str:
    """What a student's own browser gives for the text box of a learning platform."""
    _, expected, sure, steps, second, reasons = student
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    lab = Lab(page, "venture-lab").wait()
    panel = lab.view.locator(".lp-scenario")
    expect(panel).to_contain_text("Build for ten years. Hand in your reasons.")
    expect(lab.view.locator(".lp-score")).to_be_hidden()
    handle = lab.view.locator(".widget-slider", has_text="Experience").locator(".noUi-handle")
    for _ in range(steps):
        handle.press("ArrowLeft")
    panel.get_by_label("Of 100 runs of your design").fill(str(expected))
    panel.get_by_label(sure, exact=True).check()
    panel.get_by_role("button", name="Keep my prediction").click()
    expect(lab.view.locator(".lp-score")).to_be_visible()
    panel.get_by_text("Answer again, now that you have seen it").click()
    panel.get_by_label("My answer now").fill(str(second))
    panel.get_by_label("Why, in one sentence").fill("I had not counted the waiting.")
    panel.get_by_role("button", name="Answer again").click()
    expect(panel).to_contain_text(f"Now you say: {second} of 100")
    form = Lab(page, "hand-in").wait()
    form.view.get_by_label("My reasons").fill(reasons)
    text = form.view.get_by_label("Hand-in text", exact=True)
    form.view.get_by_text("See what is handed in").click()
    expect(text).to_have_value(re.compile(re.escape(reasons)))
    found = text.input_value()
    context.close()
    return found


@pytest.fixture(scope="module")
def texts(browser: Browser, link: str) -> list[str]:
    return [handed_in(browser, link, student) for student in STUDENTS]


def test_a_link_is_short_and_says_what_was_set(link: str) -> None:
    assert len(link) <= 700
    asked = scenario.read(link)
    assert asked.title == "Same firm, same luck"
    assert set(asked.locked) == {"home_market", "luck"}
    assert set(asked.hidden) == {"scorecard", "trajectory", "result"}


def test_what_students_hand_in_holds_scenario_prediction_and_second_answer(link, texts) -> None:
    seeds = set()
    for student, text in zip(STUDENTS, texts, strict=True):
        _, expected, sure, _, second, reasons = student
        opened = record.open_text(text)
        assert opened.remarks == ()
        (found,) = opened.records
        assert scenario.from_code(found.scenario) == scenario.read(link)
        assert found.predictions == {"born_global": expected}
        assert record.CONFIDENCE[found.confidence["born_global"]] == sure
        assert found.second == {"born_global": second}
        assert found.answers["reasons"] == reasons
        seeds.add(found.seed)
    assert len(seeds) == 1
    assert len({record.read(text).venture.founder.experience for text in texts}) == 3


def board(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{address}/book/instructors/debrief.html")
    Lab(page, "debrief-board").wait()
    return page


def test_the_board_shows_the_three_beside_each_other(browser, address, texts) -> None:
    page = board(browser, address)
    names = [name for name, *_ in STUDENTS]
    named = "\n\n".join(f"{name}:\n{text}" for name, text in zip(names, texts, strict=True))
    page.get_by_label("Or paste hand-in texts").fill(named)
    page.get_by_role("button", name="Read the pasted text").click()
    says = page.locator(".lp-debrief .lp-status")
    expect(says).to_contain_text("3 records were read", timeout=WHILE_RUNNING)
    expect(page.get_by_role("button", name="Save as CSV")).to_be_enabled(timeout=WHILE_RUNNING)
    expect(page.locator(".lp-debrief")).to_contain_text("Same firm, same luck")
    for title in ("Luck and choice", "Life by life", "Three pairs to talk about"):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    with page.expect_download(timeout=WHILE_RUNNING) as saved:
        page.get_by_role("button", name="Save as CSV").click()
    table = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    for name in names:
        assert name in table
    page.get_by_role("button", name="Projector view").click()
    expect(page.get_by_role("heading", name="Luck and choice")).to_be_visible()
    content = page.content()
    for name, *_, reasons in STUDENTS:
        assert not any(part in content for part in name.split())
        assert reasons not in content
    page.context.close()
