"""Posters show each widget as words and pictures, with nothing that a reader typed left raw."""

from pathlib import Path

import pytest
from livepages.poster import PosterMaker
from livepages.words import DEFAULTS


def model(name: str, **state: object) -> dict:
    return {"model_name": f"{name}Model", "state": state}


MODELS = {
    "box": model("VBox", children=["IPY_MODEL_slider", "IPY_MODEL_choice", "IPY_MODEL_hidden"]),
    "slider": model("IntSlider", description="Effort <b>", value=3),
    "choice": model("Dropdown", description="Kind", _options_labels=["fair", "kin"], index=1),
    "hidden": model("Text", description="secret", value="x", layout="IPY_MODEL_gone"),
    "gone": model("Layout", display="none"),
    "own": model("Any", _anywidget_id="demo.Chart", spec="line"),
    "shown": model(
        "Output", outputs=[{"output_type": "stream", "name": "stdout", "text": "a < b"}]
    ),
    "yes": model("Checkbox", description="Alive", value=True),
}


LAYOUT = {"_model_name": "LayoutModel", "flex": "1 1 260px", "min_width": "min(9em, 100%)",
          "margin": '1px"><b>', "width": None, "grid_gap": "12px"}  # fmt: skip
MORE = {
    "row": model("Box", children=["IPY_MODEL_own"], layout="IPY_MODEL_wide", _dom_classes=["mine"]),
    "own": model("Any", _anywidget_id="demo.Chart", spec="line", layout="IPY_MODEL_wide"),
    "wide": model("Layout", **LAYOUT),
    "share": model("FloatSlider", description="Share", value=0.256, readout_format=".0%",
                   style="IPY_MODEL_narrow"),
    "narrow": model("SliderStyle", description_width="5em"),
    "alive": model("Checkbox", description="Still alive", value=False, style="IPY_MODEL_narrow"),
    "years": model("IntRangeSlider", value=(2, 5), readout_format="d"),
    "secret": model("Password", value="hush"),
    "kinds": model("ToggleButtons", _options_labels=["fair", "<kin>"], index=1,
                   style="IPY_MODEL_auto"),
    "auto": model("ToggleButtonsStyle", button_width="auto"),
    "tabs": model("Tab", children=["IPY_MODEL_share", "IPY_MODEL_years"], titles=["A", "<B>"],
                  selected_index=1),
    "folds": model("Accordion", children=["IPY_MODEL_share", "IPY_MODEL_years"], titles=["A"],
                   selected_index=0),
    "stack": model("Stack", children=["IPY_MODEL_share", "IPY_MODEL_years"], selected_index=None),
}  # fmt: skip


def test_boxes_and_widgets_have_the_layouts_of_the_live_ones(maker: PosterMaker) -> None:
    style = "flex:1 1 260px;min-width:min(9em, 100%);margin:1px&quot;&gt;&lt;b&gt;;grid-gap:12px"
    assert maker.draw(MORE, "row") == (
        f'<div class="livepages-box mine" style="{style}">'
        f'<div class="livepages-drawn" style="{style}"><svg>line</svg></div></div>'
    )


@pytest.mark.parametrize(
    ("identity", "shown"),
    [
        ("share", '<span class="livepages-value">26%</span>'),
        ("share", 'style="min-width:0;width:5em">Share</span>'),
        ("alive", 'style="min-width:0;width:auto">Still alive</span>'),
        ("years", '<span class="livepages-value">2 to 5</span>'),
        ("secret", '<span class="livepages-value">••••</span>'),
        ("kinds", '<span class="livepages-option" style="width:auto">fair</span>'),
        ("kinds", 'livepages-chosen" style="width:auto"><i>✓</i>&lt;kin&gt;</span>'),
        ("tabs", 'A <strong>&lt;B&gt;</strong> </p><div class="livepages-widget'),
        ("folds", "<details open><summary>A</summary>"),
        ("folds", "<details><summary>2</summary>"),
    ],
)  # fmt: skip
def test_values_and_choices_read_as_in_the_live_control(
    maker: PosterMaker, identity: str, shown: str
) -> None:
    assert shown in maker.draw(MORE, identity)


def test_of_tabs_and_stacks_only_the_open_child_is_seen(maker: PosterMaker) -> None:
    assert "Share" not in maker.draw(MORE, "tabs")
    assert "Share" not in maker.draw(MORE, "stack")
    assert "2 to 5" not in maker.draw(MORE, "stack")


@pytest.fixture
def maker() -> PosterMaker:
    return PosterMaker({"demo.Chart": lambda state: f"<svg>{state['spec']}</svg>"})


def test_controls_show_label_and_value_escaped(maker: PosterMaker) -> None:
    drawn = maker.draw(MODELS, "box")
    assert "Effort &lt;b&gt;" in drawn
    assert '<span class="livepages-value">3</span>' in drawn
    assert '<span class="livepages-value">kin</span>' in drawn


def test_hidden_widgets_stay_hidden(maker: PosterMaker) -> None:
    assert "secret" not in maker.draw(MODELS, "box")


def test_an_anywidget_is_drawn_by_the_function_named_for_it(maker: PosterMaker) -> None:
    assert "<svg>line</svg>" in maker.draw(MODELS, "own")
    assert DEFAULTS["no_poster"] in PosterMaker({}).draw({"own": model("Any")}, "own")


def test_printed_text_is_escaped_and_yes_is_a_word(maker: PosterMaker) -> None:
    assert maker.draw(MODELS, "shown") == '<div class="livepages-widget"><pre>a &lt; b</pre></div>'
    assert ">yes<" in maker.draw(MODELS, "yes")


def test_the_authors_own_poster_wins(maker: PosterMaker) -> None:
    assert maker.draw(MODELS, "box", "<p>mine</p>") == "<p>mine</p>"


def test_a_page_that_was_not_run_again_keeps_its_pictures(tmp_path: Path) -> None:
    """What myst-nb writes of a page taken from its cache has no outputs; the cache has them."""
    # Late, because notebooks take seconds to import.
    from jupyter_cache import get_cache
    from livepages.cells import with_outputs
    from nbformat import write
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    cell = new_code_cell("1 + 1")
    run = new_notebook(
        cells=[cell], metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    )
    shown = new_output("display_data", {"text/html": "<p>two</p>"})
    run.cells[0].outputs = [shown]
    write(run, tmp_path / "page.ipynb")
    get_cache(tmp_path / "cache").cache_notebook_file(tmp_path / "page.ipynb", check_validity=False)
    run.cells[0].outputs = []
    found = with_outputs(run, tmp_path / "cache")
    assert found.cells[0].outputs[0].data["text/html"] == "<p>two</p>"
    assert with_outputs(run, tmp_path / "nowhere") is run
