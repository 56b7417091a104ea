"""Charts draw the rows they are given, in the book's look, and say what they show."""

import json
import pkgutil
import re
import subprocess
import sys
from functools import cache

import pytest
from chart_rows import given
from each import each
from leverplug import charts, figures
from leverplug.charts import look
from leverplug.charts.figure import Figure, filled, sources

# Marks of one kind that each chart must draw, counted by hand from what it was given.
MARKS = {
    "works": ("rect", 28 + 65),  # years with a work in all, pairs of outlet and year
    "motives": ("symbol", 8 * 2),
    "availability": ("symbol", 5 * 2),
    "resources": ("symbol", 90),
    "coefficients": ("symbol", 9 + 2),
    "odds": ("symbol", 2),
    "ia_network": ("symbol", 27 + 1),
    "cover": ("symbol", 8 + 4),  # two ties and the venture in each of four panels
    "trajectory": ("line", 3 * 40),
    "markets": ("area", 4 * 40),
    "difference": ("line", 40),
    "contributions": ("rect", 2),
    "first_export": ("rect", 11),
    "window": ("symbol", 6 + 2 + 2),  # exits, the best of each line, the signs of two names
    "partner_years": ("rect", 2),
    "stocks": ("line", 4 * 40),
    "supply": ("symbol", 2 * 2),
    "survey_histogram": ("rect", 30),
    "survey_intervals": ("symbol", 2),
    "sensitivity": ("symbol", 4),
    "robustness": ("symbol", 17 * 2),
    "influence": ("symbol", 4),  # all but c on F4, a 1/80 of the largest
    "response": ("symbol", 2),
    "born_global_threshold": ("symbol", 1),
}
WIDTHS = WIDE, _ = 720, 340
each_chart = each(charts.CHARTS)


@cache
def figure(name: str) -> Figure:
    return getattr(charts, name).figure(*given(name))


@cache
def spec(name: str, width: int) -> dict:
    return figure(name).spec(width)


@cache
def scene(name: str, width: int) -> dict:
    """A drawing's scene: everything Vega puts on the page, as JSON."""
    import vl_convert

    return vl_convert.vegalite_to_scenegraph(spec(name, width))


def items(scene, kind, role=None):
    """What a scene holds of a kind of mark, in axes and legends too unless a role is given."""

    def found(node):
        mine = node.get("marktype") == kind and role in (None, node.get("role"))
        yield from node["items"] if mine else ()
        for item in node.get("items", ()):
            for part in item.get("items", ()):
                yield from found(part)

    return list(found(scene["scenegraph"]))


def texts(node):
    """All texts in a JSON value, keys apart."""
    if isinstance(node, dict):
        return [text for key, part in node.items() if key != "$schema" for text in texts(part)]
    if isinstance(node, list):
        return [text for part in node for text in texts(part)]
    return [node] if isinstance(node, str) else []


@pytest.mark.parametrize("name", charts.CHARTS)
def test_a_drawing_has_a_mark_for_each_row_and_the_width_asked_for(name):
    kind, number = MARKS[name]
    for width in WIDTHS:
        drawing = scene(name, width)
        assert len(items(drawing, kind, "mark")) == number
        assert drawing["width"] == width


@each_chart
def test_no_text_is_smaller_than_twelve_pixels(name):
    for width in WIDTHS:
        assert min(text["fontSize"] for text in items(scene(name, width), "text")) >= 12


@each_chart
def test_the_description_says_more_than_a_title_and_tells_numbers(name):
    words = figure(name).description
    assert len(words.split()) >= 20
    assert re.search(r"\d", words)
    assert words.endswith(".")
    assert "nan" not in words
    assert "None" not in words


@each_chart
def test_rows_are_plain_json_and_fill_every_source(name):
    rows = figure(name).rows
    assert json.loads(json.dumps(rows)) == rows
    assert sources(spec(name, WIDE)) == set(rows)


@each_chart
def test_every_colour_belongs_to_the_palette_so_that_it_has_a_dark_partner(name):
    known = {colour.light for colour in look.COLOURS.values()}
    found = {text for text in texts(spec(name, WIDE)) if re.fullmatch(r"#[0-9a-fA-F]{3,8}", text)}
    assert found <= known
    assert found


@each_chart
def test_no_specification_names_another_host(name):
    assert not [text for text in texts(spec(name, WIDE)) if "//" in text]
    assert spec(name, WIDE)["$schema"].startswith("https://vega.github.io/schema/vega-lite/v6")


# --- specifications for live labs ------------------------------------------


@each(charts.live)
def test_a_live_specification_is_as_wide_as_its_place_and_holds_no_data(name):
    live = charts.spec(name)
    assert live["width"] == "container"
    assert not live.get("datasets")
    assert sources(live) == set(figure(name).rows)
    assert '"values": [{' not in json.dumps(live)


def test_the_compiled_specifications_are_those_of_the_live_charts():
    assert charts.compile_specs() == {name: charts.spec(name) for name in charts.live()}


def test_rows_must_match_the_sources_of_a_chart():
    with pytest.raises(ValueError, match="the chart has the sources odds"):
        filled(charts.odds.draw().to_dict(), {"odd": []})


def test_an_unknown_chart_is_named_with_those_there_are():
    with pytest.raises(KeyError, match="trajectory"):
        charts.spec("pie")
    with pytest.raises(AttributeError, match="pie"):
        figures.pie()


def test_no_module_of_the_package_hides_a_chart_of_its_name():
    modules = {module.name for module in pkgutil.iter_modules(charts.__path__)}
    assert not modules & set(charts.CHARTS)


WITHOUT_ALTAIR = """
import json, os, sys
sys.modules["altair"] = sys.modules["vl_convert"] = None  # as in the page, which has neither
from leverplug import Venture, charts, simulate
rows = charts.trajectory.rows(simulate(Venture(), 5, 1))
assert charts.trajectory.describe(rows)
try:
    charts.spec("trajectory")
except ModuleNotFoundError:
    pass
else:
    raise AssertionError("compiled without Altair")
os.environ["LIVEPAGES_SPECS"] = sys.argv[1]
assert charts.spec("trajectory") == {"mark": "line"}
"""


def test_without_altair_rows_words_and_compiled_specifications_still_work(tmp_path):
    file = tmp_path / "specs.json"
    file.write_text(json.dumps({"trajectory": {"mark": "line"}}), encoding="utf-8")
    subprocess.run([sys.executable, "-c", WITHOUT_ALTAIR, str(file)], check=True)
