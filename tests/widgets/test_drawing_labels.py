"""No name in a lab's drawing lies on another name, a frame or dot of another or a thick line."""

from __future__ import annotations

from typing import Any

import pytest
from leverplug.widgets import CoauthorNetwork, KeepFeedCut, SmallVenture

# Boxes of all texts, of frames and dots, and whether a line meets a text without a ground; the
# ground of a name is the same words below it.
LOOK = """
() => {
  const inset = (r, by) => ({ l: r.left + by, t: r.top + by, r: r.right - by, b: r.bottom - by });
  const meet = (a, b) => a.l < b.r && b.l < a.r && a.t < b.b && b.t < a.b;
  const texts = [...document.querySelectorAll("svg text")].map((text) => ({
    words: text.textContent, node: text, box: inset(text.getBoundingClientRect(), 2.5),
  }));
  const wrong = [];
  texts.forEach((one, at) => {
    for (const other of texts.slice(at + 1)) {
      if (one.words === other.words || !meet(one.box, other.box)) continue;
      wrong.push(`${one.words} on ${other.words}`);
    }
    for (const frame of document.querySelectorAll("svg rect, svg g > circle")) {
      if (frame.parentElement === one.node.parentElement) continue;
      const around = inset(frame.getBoundingClientRect(), frame.matches("circle") ? 1.5 : 0);
      if (meet(one.box, around)) wrong.push(`${one.words} on a ${frame.tagName}`);
    }
    for (const line of document.querySelectorAll("svg line[stroke-width]")) {
      if (line.getAttribute("stroke-dasharray") === "2 4") continue;
      const place = line.getScreenCTM();
      const at = (x, y) => [place.a * x + place.e, place.d * y + place.f];
      const [x, y] = at(line.x1.baseVal.value, line.y1.baseVal.value);
      const [u, v] = at(line.x2.baseVal.value, line.y2.baseVal.value);
      const ground = one.node.parentElement.querySelector(":scope > circle")
        || one.node.getAttribute("fill")?.includes("ground")
        || texts.some((other) => other.node.hasAttribute("stroke") && other.words === one.words);
      for (let step = 0; !ground && step <= 200; step++) {
        const [px, py] = [x + ((u - x) * step) / 200, y + ((v - y) * step) / 200];
        const half = line.getAttribute("stroke-width") / 2;
        const dot = { l: px - half, r: px + half, t: py - half, b: py + half };
        if (meet(one.box, dot) && !one.node.hasAttribute("stroke")) {
          wrong.push(`${one.words} on a line`);
          break;
        }
      }
    }
  });
  return wrong;
}
"""


@pytest.fixture
def faults(browser: Any) -> Any:
    page = browser.new_page()
    page.set_viewport_size({"width": 500, "height": 600})

    def look(drawing: str) -> list[str]:
        page.set_content(drawing)
        return page.evaluate(LOOK)

    yield look
    page.close()


@pytest.mark.browser
def test_no_name_in_the_picture_of_ias_contacts_lies_on_anything(faults: Any):
    lab = KeepFeedCut()
    found = {}
    for year in (1, 3, 6, 10):
        for contact in ("JPH", "online", "A", "BH", "S"):
            lab.set(contact=contact, look_at=year)
            found[contact, year] = faults(lab.network.value)
    lab.decide(T="cut", R="feed", JPH="feed")
    lab.set(contact="JPH", look_at=8)
    found["decided"] = faults(lab.network.value)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


@pytest.mark.browser
def test_no_name_in_the_star_lies_on_a_line(faults: Any):
    lab = SmallVenture()
    found = {}
    for settings in ({}, {"trade_fair": 0.4, "multinational": 0.2}, {"trade_council": 0.9}):
        lab.set(**settings)
        found[str(settings)] = faults(lab.star.value)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


@pytest.mark.browser
def test_no_name_of_a_coauthor_lies_on_a_dot_or_on_a_name(faults: Any):
    lab = CoauthorNetwork()
    found = {}
    for years in ((1977, 2016), (1977, 2006), (2000, 2008), (2009, 2016)):
        lab.set(years=years)
        found[years] = faults(lab.picture.value)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}
