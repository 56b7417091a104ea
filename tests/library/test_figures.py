"""Figures: pictures that follow the page's light and width, speak for themselves, fetch nothing."""

import re
from xml.etree import ElementTree

import pytest
from each import each
from leverplug import charts, figures
from leverplug.charts import look
from leverplug.charts.figure import Figure, html, mimebundle

SVG = "{http://www.w3.org/2000/svg}"
# Meanings that hold in the whole book, as agreed; a chart may not bend them.
MEANINGS = {
    "lever": "#00798c",
    "plug": "#c8553d",
    "personal": "#8a6fb0",
    "business": "#2f6fb7",
    "institutional": "#4d8b31",
    "other": "#8c6d1f",
    "home": "#6b7280",
    "venture": "#1f2937",
}
TEXTS = ("ink", "muted", "lever_text", "plug_text")


@pytest.fixture(scope="module")
def bundle():
    return figures.odds()._repr_mimebundle_()


def test_colours_keep_their_meanings():
    assert {name: look.light(name) for name in MEANINGS} == MEANINGS


def contrast(first: str, second: str) -> float:
    """Contrast of two colours, 1 (none) to 21, as WCAG 2.2 defines it."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return round((bright + 0.05) / (dim + 0.05), 2)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrasts(name: str) -> list[float]:
    """With the light page, and with the dark one."""
    pairs = zip(look.COLOURS[name], look.BACKGROUND, strict=True)
    return [contrast(colour, page) for colour, page in pairs]


@each(look.MARKS)
def test_marks_stand_out_from_the_page(name):
    assert min(contrasts(name)) >= 3


@each(TEXTS)
def test_text_reads_well_on_the_page(name):
    assert min(contrasts(name)) >= 4.5


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#ffffff", "#000000") == 21
    # The grey that the guidelines' own explanations give as the limit on white.
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_no_two_meanings_share_a_colour():
    colours = [look.COLOURS[name] for name in look.MARKS]
    for page in (0, 1):
        assert len({colour[page] for colour in colours}) == len(colours)


def test_both_drawings_say_what_they_show(bundle):
    drawings = re.findall(r"<svg .*?</svg>", bundle["text/html"], re.DOTALL)
    assert len(drawings) == 2
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        assert root.get("role") == "img"
        assert root.get("aria-label") == root.find(f"{SVG}desc").text == bundle["text/plain"]
    assert "0.63 (0.42 to 0.95)" in bundle["text/plain"]


def test_the_plain_picture_stands_alone(bundle):
    root = ElementTree.fromstring(bundle["image/svg+xml"])
    assert root.get("viewBox").endswith(root.get("height"))
    assert "var(" not in bundle["image/svg+xml"]
    assert [
        text.text for text in root.iter(f"{SVG}text") if text.text == "Use of personal networks"
    ]


def test_nothing_is_fetched_and_no_script_runs(bundle):
    for text in bundle.values():
        hosts = set(re.findall(r"https?://[^\"'\s<)]+", text))
        assert hosts <= {"http://www.w3.org/2000/svg"}
    assert "<script" not in bundle["text/html"]
    assert "@import" not in bundle["text/html"]


def test_every_colour_of_the_page_is_a_variable(bundle):
    drawn = re.sub(r"<style>.*?</style>", "", bundle["text/html"], flags=re.DOTALL)
    bare = re.sub(r"var\(--lp-chart-[a-z-]+, #[0-9a-f]{6}\)", "", drawn)
    assert not re.findall(r"#[0-9a-fA-F]{6}\b", bare)
    for name in re.findall(r"var\((--lp-chart-[a-z-]+),", drawn):
        assert bundle["text/html"].count(f"{name}:") == 3  # light, dark, paper


def test_ids_differ_between_the_pictures_of_a_page():
    spec = {
        "data": {"values": [{"a": 1}]},
        "mark": {"type": "bar", "clip": True},
        "encoding": {"x": {"field": "a", "type": "quantitative"}},
    }
    drawings = [mimebundle([spec | {"width": width}], "A bar.")["text/html"] for width in (80, 90)]
    ids = re.findall(r'\bid="([^"]+)"', "".join(drawings))
    assert len(ids) == len(set(ids)) >= 2
    assert set(re.findall(r"url\(#([^)]+)\)", "".join(drawings))) <= set(ids)


def test_words_that_look_like_code_are_shown_as_words():
    words = 'Bars <b>"bold"</b> & more'
    bundle = Figure(charts.odds.draw, charts.odds.rows(), words)._repr_mimebundle_()
    assert "<b>" not in bundle["text/html"]
    assert ElementTree.fromstring(bundle["image/svg+xml"]).get("aria-label") == words


def test_a_figure_without_words_is_refused():
    with pytest.raises(ValueError, match="say in words"):
        Figure(charts.odds.draw, charts.odds.rows(), " ")


def test_a_chart_of_the_readers_own_needs_no_network():
    charts.odds.draw()  # the first chart drawn makes the book's look Altair's choice
    import altair as alt

    own = alt.Chart(alt.Data(values=[{"a": 1}])).mark_bar().encode(x="a:Q")
    bundle = own.properties(description="One bar.")._repr_mimebundle_()
    assert "<svg " in bundle["text/html"]
    assert 'aria-label="One bar."' in bundle["text/html"]
    assert "http" not in bundle["text/html"].replace("http://www.w3.org/2000/svg", "")


def test_one_drawing_is_shown_at_any_width():
    assert html(["<svg >wide</svg>"]).count("<svg ") == 1
