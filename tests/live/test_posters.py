"""A still picture of any tree of widgets stands as the live one: nothing moves when that comes."""

from collections.abc import Callable

import pytest
from lab import Lab

pytestmark = pytest.mark.browser

CLOSE_PX = 2.0
# Where each widget stands in its box, in the order of the page: left, top, width, height.
LIVE = ".jupyter-widgets, .widget-toggle-buttons, .widget-radio"
DRAWN = ".livepages-box, .livepages-widget"
PLACES = """([box, kind]) => {
  const within = box.getBoundingClientRect();
  return [...box.querySelectorAll(kind)].map(element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left - within.left, top - within.top, width, height];
  });
}"""


def places(lab: Lab, selector: str, kind: str) -> list[list[float]]:
    box = lab.box.locator(selector).element_handle()
    return lab.page.evaluate(PLACES, [box, kind])


@pytest.mark.parametrize("width", [1280, 700, 360])
def test_each_widget_of_a_poster_stands_where_the_live_one_will(
    open_lab: Callable, width: int
) -> None:
    lab = open_lab("layout", "cell-1", block="**/worker-*.js")
    lab.page.set_viewport_size({"width": width, "height": 900})
    drawn = places(lab, ".livepages-poster", DRAWN)
    lab.page.context.unroute_all()
    lab = open_lab("layout", "cell-1")
    lab.page.set_viewport_size({"width": width, "height": 900})
    live = places(lab.wait(), ".livepages-stage", LIVE)
    assert len(drawn) == len(live) > 15
    moved = [
        (number, one, two)
        for number, (one, two) in enumerate(zip(drawn, live, strict=True))
        if any(abs(a - b) > CLOSE_PX for a, b in zip(one, two, strict=True))
    ]
    assert moved == []
