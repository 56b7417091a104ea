"""An instructor's link in the built book: made on one page, opened on another, left again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import policy
import pytest
from accessibility import examine
from lab import Lab
from leverplug.record import scenario
from leverplug.record.scenario import Scenario, ScenarioShock
from playwright.sync_api import Browser, Page, expect
from serving import serve

pytestmark = pytest.mark.browser

FORM = "book/instructors/scenario_links"
EXIT, VENTURE = "book/partnerships/letting_go", "book/strategy/build_your_venture"
PART = Scenario(
    "choose_exit", "When to part", "Choose a year.", "In which year should the partner go?",
    {"effort": 25, "exit": 3}, ("effort",), ("pictures", "result"), team="Team 2",
)  # fmt: skip
CLASS = Scenario(
    "venture", "The agent walks out", "Plan for it.", "", {"luck": 77}, ("luck", "home_market"),
    ("network state", "trajectory", "markets", "scorecard", "story", "result"), 0.7,
    ScenarioShock(9, "lost", "colleagues"),
)  # fmt: skip


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The book on a host as strict as SECURITY.md has it, below a path."""
    with serve(site, "/spring", headers=policy.headers) as where:
        yield where


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page of the book, all in one browser that nobody used before."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []

    def open_page(name: str, query: str = "") -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
        page.goto(name if "://" in name else f"{address}/{name}.html{query}")
        return page

    yield open_page
    context.close()
    assert complaints == []


def test_a_link_opens_the_lab_hides_asks_shows_and_gives_the_own_work_back(visit):
    first = visit(EXIT)
    lab = Lab(first, "choose-exit").wait()
    lab.view.get_by_role("slider", name="Leave after year").press("ArrowLeft")
    expect(lab.view.locator(".lp-says")).to_contain_text("Leaving after year 9")
    first.close()

    page = visit(EXIT, f"?v={scenario.code(PART)}")
    lab = Lab(page, "choose-exit").wait()
    panel = lab.view.locator(".lp-scenario")
    expect(panel).to_contain_text("Scenario for Team 2")
    expect(panel).to_contain_text("Choose a year.")
    assert "?" not in page.url
    assert lab.view.locator(".lp-chart").count() == 1
    expect(lab.view.locator(".lp-chart")).to_be_hidden()
    expect(lab.view.locator(".lp-says")).to_have_text(
        "The result is hidden until you have kept a prediction."
    )
    slider = lab.view.get_by_role("slider", name="Its effort (%)")
    expect(slider.locator("xpath=ancestor::*[@disabled][1]")).to_have_count(1)
    assert examine(page, ".lp-scenario") == []

    page.reload()
    lab = Lab(page, "choose-exit").wait()
    panel = lab.view.locator(".lp-scenario")
    panel.get_by_label("In which year should the partner go?").fill("In year 5")
    panel.get_by_label("rather sure", exact=True).check()
    panel.get_by_role("button", name="Keep my prediction").click()
    expect(lab.view.locator(".lp-chart")).to_be_visible()
    lab.view.locator(".lp-chart-stage svg").wait_for()
    assert lab.view.locator(".lp-chart-stage svg").bounding_box()["width"] > 200
    expect(lab.view.locator(".lp-says")).to_contain_text("Leaving after year 3")

    page.reload()
    lab = Lab(page, "choose-exit").wait()
    panel = lab.view.locator(".lp-scenario")
    expect(panel).to_contain_text("You predicted: In year 5 (rather sure)")
    panel.get_by_role("button", name="Leave the scenario").click()
    expect(panel).to_contain_text("You have left “When to part”.")
    expect(lab.view.locator(".lp-says")).to_contain_text("Leaving after year 9")


@pytest.mark.parametrize("cut", [-6, 40])
def test_a_link_that_was_cut_is_refused_in_words_and_the_lab_is_as_usual(visit, cut):
    page = visit(VENTURE, f"?v={scenario.code(CLASS)[:cut]}")
    lab = Lab(page, "venture-lab").wait()
    expect(lab.view.locator(".lp-refused").first).to_contain_text(
        "The scenario of this link was not opened"
    )
    expect(lab.view.locator(".lp-says").first).to_contain_text("of 100 runs are born global")
    expect(lab.view.locator(".lp-scenario")).to_be_hidden()


def test_the_form_makes_links_that_open_the_venture_lab_in_its_scenario(visit, address):
    page = visit(FORM)
    form = Lab(page, "scenario-form").wait()
    expect(form.view.get_by_label("Address of the book")).to_have_value(f"{address}/")
    form.view.get_by_label("Title").fill("The agent walks out")
    form.view.get_by_label("trajectory", exact=True).check()
    form.view.get_by_role("button", name="Make the links").click()
    link = form.view.get_by_label("Link", exact=True)
    expect(link).to_be_visible()
    expect(form.view.locator(".lp-links")).to_contain_text("students cannot open it")
    expect(form.view.get_by_role("img", name="QR code of the link for the class")).to_be_visible()
    assert examine(page, '[data-live-cell="scenario-form"]') == []
    asked = scenario.read(link.input_value())
    assert (asked.title, asked.hidden) == ("The agent walks out", ("trajectory",))

    page.reload()
    form = Lab(page, "scenario-form").wait()
    expect(form.view.get_by_label("Title")).to_have_value("The agent walks out")

    venture = visit(scenario.link(f"{address}/{VENTURE}.html", CLASS))
    lab = Lab(venture, "venture-lab").wait()
    panel = lab.view.locator(".lp-scenario")
    expect(panel).to_contain_text("In quarter 9 a shock strikes")
    assert lab.view.locator(".lp-chart:visible").count() == 0
    panel.get_by_label("Of 100 runs of your design").fill("30")
    panel.get_by_role("button", name="Keep my prediction").click()
    expect(lab.view.locator(".lp-chart:visible")).to_have_count(2)
    expect(lab.view.locator(".lp-says").first).to_contain_text("of 100 runs are born global")
    kept = "Object.entries(localStorage).find(([key]) => key.endsWith(':venture-lab'))[1]"
    venture.wait_for_function(f"{kept}.includes('prediction')")
    assert json.loads(venture.evaluate(kept))["scenario"]["prediction"] == 30
