"""The chart view in a browser: one embedding, then rows only; the newest rows win."""

from __future__ import annotations

import sys

import pytest
from accessibility import examine
from leverplug.widgets import ChartView
from leverplug.widgets.chart import vega
from posters import poster_of

pytestmark = pytest.mark.browser

SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "width": "container",
    "height": 120,
    "data": {"name": "sales"},
    "mark": {"type": "bar", "color": "#1f2937"},
    "encoding": {
        "x": {"field": "quarter", "type": "ordinal"},
        "y": {"field": "sales", "type": "quantitative", "scale": {"domain": [0, 100]}},
    },
}
BAR = ".mark-rect path"


def rows(*heights):
    return [{"quarter": i + 1, "sales": height} for i, height in enumerate(heights)]


@pytest.fixture
def chart(mount):
    view = mount(lambda: ChartView(SPEC, {"sales": rows(20, 40, 80)}, description="Sales rise."))
    view.page.locator(BAR).first.wait_for(timeout=60_000)
    return view


def heights(chart):
    boxes = [bar.bounding_box()["height"] for bar in chart.page.locator(BAR).all()]
    return [round(height / 120 * 100) for height in boxes]


def drawings(chart):
    return int(chart.page.locator(".lp-chart").get_attribute("data-drawn"))


def test_bars_are_as_tall_as_the_rows_say(chart):
    assert heights(chart) == pytest.approx([20, 40, 80], abs=1)
    assert chart.errors == []


def test_new_rows_flow_into_the_view_that_is_already_there(chart):
    chart.page.evaluate("document.querySelector('.lp-chart svg').dataset.same = 'yes'")
    before = drawings(chart)
    chart.widget.data("sales", rows(60, 10))
    chart.push()
    chart.page.wait_for_function(
        f"Number(document.querySelector('.lp-chart').dataset.drawn) > {before}"
    )
    assert heights(chart) == pytest.approx([60, 10], abs=1)
    assert chart.page.locator("svg[data-same=yes]").count() == 1


def test_of_a_burst_of_updates_only_the_newest_is_sure_to_be_drawn(chart):
    before = drawings(chart)
    chart.page.evaluate(
        """() => {
          for (let i = 1; i <= 300; i += 1) {
            model.take({ rows: { sales: [{ quarter: 1, sales: i / 10 }] } });
          }
        }"""
    )
    chart.page.wait_for_function(
        f"Number(document.querySelector('.lp-chart').dataset.drawn) > {before}"
    )
    chart.until(lambda: heights(chart) == pytest.approx([30], abs=1))
    assert drawings(chart) - before <= 2


def test_the_description_is_the_charts_name_and_follows_the_rows(chart):
    assert chart.page.get_by_role("img", name="Sales rise.").count() == 1
    chart.widget.description = "Sales fall."
    chart.push()
    assert chart.page.get_by_role("img", name="Sales fall.").count() == 1


def test_the_numbers_are_there_as_a_table(chart):
    chart.page.get_by_text("Numbers").click()
    chart.page.get_by_role("table").wait_for()
    assert chart.page.get_by_role("cell").all_inner_texts() == ["1", "20", "2", "40", "3", "80"]
    chart.widget.data("sales", [{"quarter": 9, "sales": 1.5}])
    chart.push()
    assert chart.page.get_by_role("cell").all_inner_texts() == ["9", "1.50"]


def test_dark_pages_get_light_ink(chart):
    fill = "document.querySelector('.mark-rect path')?.getAttribute('fill')"
    assert chart.page.evaluate(fill) == "#1f2937"
    chart.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    chart.page.wait_for_function(f"{fill} === '#e5e7eb'")
    assert heights(chart) == pytest.approx([20, 40, 80], abs=1)


def test_the_chart_is_as_wide_as_its_place(chart):
    chart.page.set_viewport_size({"width": 390, "height": 700})
    chart.page.wait_for_function(
        "document.querySelector('.lp-chart svg').getBoundingClientRect().width < 380"
    )
    assert chart.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_axe_finds_nothing_serious(chart):
    chart.page.get_by_text("Numbers").click()
    assert examine(chart.page) == []


def test_a_page_asks_for_vega_once_however_many_charts_it_shows(mount):
    view = mount(lambda: ChartView(SPEC, {"sales": rows(50)}))
    view.page.evaluate(
        """() => {
          window.asked = 0;
          const send = model.send.bind(model);
          model.send = (content) => {
            asked += content.type === "need-vega";
            return send(content);
          };
        }"""
    )
    view.page.locator(BAR).first.wait_for(timeout=60_000)
    sent = view.page.evaluate(
        """async () => {
          const code = document.querySelector("#here");
          return [typeof globalThis.__leverplugEmbed.then, asked];
        }"""
    )
    assert sent[0] == "function"
    assert sent[1] <= 1


def test_without_a_drawing_program_the_words_and_numbers_stay(mount, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    vega.module.cache_clear()
    view = mount(lambda: ChartView(SPEC, {"sales": rows(50)}, description="One bar."))
    view.page.get_by_role("alert").wait_for()
    assert "vl-convert-python" in view.page.get_by_role("alert").inner_text()
    assert "One bar." in poster_of(view.widget)
    assert "<svg" not in poster_of(view.widget)
    vega.module.cache_clear()


def test_a_poster_holds_the_drawing_and_its_words():
    chart = ChartView(SPEC, {"sales": rows(20, 40)}, description="Sales <double>.")
    poster = poster_of(chart)
    assert poster.count("<svg") == 2  # for a wide and for a narrow page
    assert "Sales &lt;double&gt;." in poster
