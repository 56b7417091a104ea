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
    assert maker.draw(MODELS, "shown") == "<pre>a &lt; b</pre>"
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
