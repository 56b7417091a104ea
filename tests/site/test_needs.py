"""Pages read well at 400 per cent, in forced colours, without motion, and by ear."""

from collections.abc import Iterator

import pytest
import visits
from lab import LIVE_BOX, wait_for_all
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = ["book/strategy/build_your_venture", "book/lever_plug/lever_and_plug", "book/how_to_use"]
AT_400_PER_CENT = {"width": 320, "height": 256}  # what is left then of 1280 by 1024 px
CONTROLS = {
    "button", "checkbox", "combobox", "link", "listbox", "menuitem", "radio", "searchbox", "slider",
    "spinbutton", "switch", "tab", "textbox",
}  # fmt: skip
MOVING = """() => document.getAnimations()
  .filter((each) => each.playState === "running" && each.effect.getComputedTiming().duration > 1)
  .map((each) => each.effect.target.outerHTML.slice(0, 120))"""
# Each control that shows nothing when it has the focus. Drawings draw a ring of their own.
WITHOUT_RING = """(part) => [...document.querySelectorAll(`${part} :is(button, input, select, a,
    summary, div[tabindex="0"])`)].filter((each) => {
  if (!each.checkVisibility()) return false;
  each.focus({ focusVisible: true });
  if (document.activeElement !== each) return false;
  const { outlineStyle, outlineWidth } = getComputedStyle(each);
  return outlineStyle === "none" || parseFloat(outlineWidth) < 1;
}).map((each) => each.outerHTML.slice(0, 120))"""

# Each button of a lab that is a word like others, where backgrounds are gone.
WITHOUT_EDGE = """() => [...document.querySelectorAll(".livepages-stage button")]
  .filter((each) => each.checkVisibility() && getComputedStyle(each).borderStyle === "none")
  .map((each) => each.outerHTML.slice(0, 120))"""

on_each_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a browser that nobody used before."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def come_to_life(page: Page, address: str) -> None:
    """Open a page and bring all its labs to life."""
    page.goto(address)
    assert set(wait_for_all(page)) <= {"live"}


@on_each_page
def test_nothing_is_cut_off_at_400_per_cent(name: str, address: str, page: Page):
    page.set_viewport_size(AT_400_PER_CENT)
    come_to_life(page, f"{address}/{name}.html")
    assert page.evaluate(visits.STICKING_OUT) == []
    assert page.evaluate(visits.CUT_OFF) == []


@on_each_page
def test_buttons_and_the_focus_are_seen_in_forced_colours(name: str, address: str, page: Page):
    page.emulate_media(forced_colors="active")
    come_to_life(page, f"{address}/{name}.html")
    assert page.evaluate(WITHOUT_EDGE) == []
    assert page.evaluate(WITHOUT_RING, ".bd-article") == []


@on_each_page
def test_nothing_moves_for_who_asks_for_that(name: str, address: str, page: Page):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}/{name}.html")
    boxes = page.locator(LIVE_BOX)
    if boxes.count():
        boxes.first.scroll_into_view_if_needed()
        page.wait_for_selector("[data-live-state=starting], [data-live-state=live]")
    assert page.evaluate(MOVING) == []
    wait_for_all(page)
    assert page.evaluate(MOVING) == []


@on_each_page
def test_each_control_has_a_name_for_who_listens(name: str, address: str, page: Page):
    come_to_life(page, f"{address}/{name}.html")
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    controls = [node for node in nodes if node.get("role", {}).get("value") in CONTROLS]
    assert len(controls) > 30
    nameless = [node for node in controls if not node.get("name", {}).get("value", "").strip()]
    places = [{"backendNodeId": node["backendDOMNodeId"]} for node in nameless]
    assert [session.send("DOM.getOuterHTML", place)["outerHTML"][:160] for place in places] == []
