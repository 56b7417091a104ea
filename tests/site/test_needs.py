"""Pages read well at 400 per cent, in forced colours, on paper, without motion, and by ear."""

from collections.abc import Iterator

import pytest
import visits
from lab import LIVE_BOX, wait_for_all
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# The largest labs, a chapter with a lab and predictions, and the longest tables.
PAGES = [
    "book/strategy/build_your_venture",
    "book/lever_plug/lever_and_plug",
    "book/appendix/parameters",
]
DESK = {"width": 1280, "height": 900}
AT_400_PER_CENT = {"width": 320, "height": 256}  # what is left then of 1280 by 1024 px
SHEET = {"width": 718, "height": 1047}  # of A4, within margins of 10 mm
OTHER = {"light": "dark", "dark": "light"}
CONTROLS = {
    "button", "checkbox", "combobox", "link", "listbox", "menuitem", "radio", "searchbox", "slider",
    "spinbutton", "switch", "tab", "textbox",
}  # fmt: skip
MOVING = """() => document.getAnimations()
  .filter((each) => each.playState === "running" && each.effect.getComputedTiming().duration > 1)
  .map((each) => each.effect.target.outerHTML.slice(0, 120))"""

# What each look below goes through: what is seen of some elements, and how to name one.
SEEN = """const all = (selector) => [...document.querySelectorAll(selector)]
  .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
const named = (elements) => elements.map((each) => each.outerHTML.slice(0, 160));
const style = (element) => getComputedStyle(element);
const light = (colour) => {
  const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
  const [r, g, b] = parts.map((p) => (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
};
const contrast = (one, other) => {
  const [a, b] = [light(one), light(other)];
  return Math.max(a, b) / Math.min(a, b);
};
const ground = (element) => {
  const own = style(element).backgroundColor;
  return element.parentElement && own.endsWith(", 0)") ? ground(element.parentElement) : own;
};"""
# Words of drawings that go over the drawing's edge where that cuts, or over the page's.
CUT_IN_DRAWINGS = """return all(".cell_output svg text").filter((word) => {
  const free = style(word.ownerSVGElement).overflowX === "visible";
  const frame = free ? document.documentElement : word.ownerSVGElement;
  const [inner, outer] = [word, frame].map((each) => each.getBoundingClientRect());
  return word.textContent.trim() && (inner.right > outer.right + 1 || inner.left < outer.left - 1);
}).map((word) => word.textContent)"""
# Controls that something else lies upon, even where the page is scrolled to them.
COVERED = """return named(
  all(".bd-article :is(button, input, select, textarea, summary, [role=slider])").filter((each) => {
    each.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = each.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return width > 1 && !each.disabled && !each.contains(there);
  }))"""
# What has to be scrolled to be read, or goes over the edge.
OFF_PAPER = """return named(all(".bd-article *").filter((each) => !each.closest("svg")
  && (each.getBoundingClientRect().right > innerWidth + 1
    || (style(each).overflowX !== "visible" && each.clientWidth > 2
      && each.scrollWidth > each.clientWidth + 1))))"""
TRACKS_OFF_PAPER = """return named(
  all(".noUi-target").filter((each) => style(each).printColorAdjust !== "exact"))"""
# Each control that shows nothing when it has the focus. Drawings draw a ring of their own.
WITHOUT_RING = """return named(
  all(`.bd-article :is(button, input, select, a, summary, div[tabindex="0"])`).filter((each) => {
    each.focus({ focusVisible: true });
    return document.activeElement === each
      && (style(each).outlineStyle === "none" || parseFloat(style(each).outlineWidth) < 1);
  }))"""
# Each button of a lab that is a word like others, and each part of a slider that is not seen.
WITHOUT_EDGE = """return named(
  all(".livepages-stage :is(button, .noUi-target, .noUi-handle)").filter((each) =>
    style(each).borderStyle === "none" || parseFloat(style(each).borderTopWidth) < 1
    || contrast(style(each).borderTopColor, ground(each.parentElement)) < 3 && !each.disabled))"""
# Each chosen button that looks as its neighbour does, which is not chosen.
NOT_SEEN_AS_CHOSEN = """const chosen = ".mod-active, [aria-pressed=true]";
const look = (each) => [style(each).backgroundColor, style(each).borderTopWidth].join();
const others = (each) => [...each.parentElement.children].filter((other) => !other.matches(chosen));
return named(all(`.livepages-stage :is(${chosen})`)
  .filter((each) => others(each).some((other) => look(other) === look(each))))"""
# Words and lines of drawings that are hardly seen on what lies behind them.
FAINT = """const drawing = ".livepages-stage :is(.lp-chart, .lp-stage) svg";
const faint = (each, colour, least) =>
  colour !== "none" && contrast(colour, ground(each.ownerSVGElement)) < least;
return [
  ...all(`${drawing} text`).filter((each) => faint(each, style(each).fill, 4.5)),
  ...all(`${drawing} .mark-line path`).filter((each) => faint(each, style(each).stroke, 3)),
].map((each) => `${each.textContent || each.outerHTML.slice(0, 120)}`)"""


@pytest.fixture(scope="module", params=PAGES)
def opened(request: pytest.FixtureRequest, address: str, browser: Browser) -> Iterator[Page]:
    """A page with its labs live, opened at 400 per cent by somebody who wants no motion."""
    context = browser.new_context(viewport=AT_400_PER_CENT, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/{request.param}.html")
    boxes = page.locator(LIVE_BOX)
    if boxes.count():
        boxes.first.scroll_into_view_if_needed()
        page.wait_for_selector("[data-live-state=starting], [data-live-state=live]")
    page.evaluate(f"globalThis.movedAtTheStart = ({MOVING})()")
    assert set(wait_for_all(page)) <= {"live"}
    yield page
    context.close()


@pytest.fixture
def page(opened: Page) -> Page:
    """The same page at a desk, light, on a screen."""
    opened.set_viewport_size(DESK)
    opened.emulate_media(media="screen", forced_colors="none", color_scheme="light")
    return opened


def found(page: Page, look: str) -> list[str]:
    """What a look finds, once drawings have had time to fit themselves."""
    for _ in range(visits.SETTLING):
        named = page.evaluate(f"() => {{ {SEEN} {look} }}")
        if not named:
            break
        page.wait_for_timeout(200)
    return named


def test_nothing_moves_for_who_asks_for_that(page: Page):
    assert page.evaluate("movedAtTheStart") == []
    assert page.evaluate(MOVING) == []


def test_nothing_is_cut_off_at_400_per_cent_and_controls_are_free(page: Page):
    page.set_viewport_size(AT_400_PER_CENT)
    assert found(page, f"return ({visits.STICKING_OUT})()") == []
    assert found(page, f"return ({visits.CUT_OFF})()") == []
    assert found(page, CUT_IN_DRAWINGS) == []
    assert found(page, COVERED) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_controls_and_drawings_are_seen_in_forced_colours(page: Page, scheme: str):
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    for look in (WITHOUT_EDGE, WITHOUT_RING, NOT_SEEN_AS_CHOSEN, FAINT):
        assert found(page, look) == []
    # The reader's own choice of a theme may be another one than that of the colours.
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", OTHER[scheme])
    assert found(page, FAINT) == []


def test_nothing_is_cut_off_on_paper(page: Page):
    page.set_viewport_size(SHEET)
    page.emulate_media(media="print")
    assert found(page, OFF_PAPER) == []
    assert found(page, TRACKS_OFF_PAPER) == []


def test_each_control_has_a_name_for_who_listens(page: Page):
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    controls = [node for node in nodes if node.get("role", {}).get("value") in CONTROLS]
    assert len(controls) > 30
    nameless = [node for node in controls if not node.get("name", {}).get("value", "").strip()]
    places = [{"backendNodeId": node["backendDOMNodeId"]} for node in nameless]
    assert [session.send("DOM.getOuterHTML", place)["outerHTML"][:160] for place in places] == []
