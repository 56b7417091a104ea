"""Figures without vl-convert-python: the page draws the one that fits, in its own light."""

from __future__ import annotations

import sys

import pytest
from leverplug import figures
from leverplug.charts import figure
from leverplug.widgets.chart import figure_view

WIDE = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "width": 600,
    "height": 80,
    "data": {"values": [{"n": 1}, {"n": 2}, {"n": 3}]},
    "mark": {"type": "bar", "color": "#1f2937"},
    "encoding": {
        "x": {"field": "n", "type": "ordinal"},
        "y": {"field": "n", "type": "quantitative"},
    },
}
NARROW = {**WIDE, "width": 200}
BARS = ".mark-rect path"


@pytest.fixture
def without_svg(monkeypatch):
    """As in a notebook inside the browser."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    monkeypatch.setattr(figure, "instead_of_svg", None)


def picture():
    return figure_view.FigureView([WIDE, NARROW], "Three bars, each taller than the last.")


@pytest.mark.browser
def test_a_wide_place_gets_the_wide_drawing_and_a_phone_the_narrow_one(mount):
    shown = mount(picture)
    bars = shown.page.locator(BARS)
    bars.first.wait_for(timeout=60_000)
    assert bars.count() == 3
    assert shown.page.locator(".lp-still svg").bounding_box()["width"] >= 600
    shown.page.set_viewport_size({"width": 390, "height": 800})
    shown.page.locator('[data-drawn="1 light"]').wait_for()
    assert shown.page.locator(".lp-still svg").bounding_box()["width"] < 300
    assert shown.errors == []


@pytest.mark.browser
def test_a_dark_page_gets_the_dark_partner_of_each_colour(mount):
    shown = mount(picture, color_scheme="dark")
    shown.page.locator('[data-drawn="0 dark"]').wait_for(timeout=60_000)
    assert shown.page.locator(BARS).first.get_attribute("fill") == "#e5e7eb"


@pytest.mark.browser
def test_the_picture_has_its_words(mount):
    shown = mount(picture)
    image = shown.page.get_by_role("img", name="Three bars, each taller than the last.")
    assert image.count() == 1


@pytest.mark.usefixtures("without_svg")
def test_figures_and_charts_become_widgets_once_the_page_took_over():
    figure_view.take_over()
    bundle = figures.motives()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"] == figures.motives().description


@pytest.mark.usefixtures("without_svg")
def test_without_that_the_missing_package_is_named():
    with pytest.raises(ModuleNotFoundError, match="vl_convert"):
        figures.motives()._repr_mimebundle_()


def test_where_svg_can_be_drawn_nothing_changes(monkeypatch):
    monkeypatch.setattr(figure, "instead_of_svg", None)
    before = figures.motives()._repr_mimebundle_()
    figure_view.take_over()
    assert figures.motives()._repr_mimebundle_() == before
