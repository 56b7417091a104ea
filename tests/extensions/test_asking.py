"""Other extensions ask live pages by functions: for the first cell, the Lab, the way to Binder."""

import json
import re
from types import SimpleNamespace

import livepages
import pytest
from contents import ROOT
from livepages import build_state

SETUP = {"id": "start", "source": "", "code": False, "shown": False}
CODE = {"id": "code-1", "source": "", "code": True, "shown": True}
SHOWN = {"id": "cell-2", "source": "", "code": False, "shown": True}


def app(*cells: dict, live: bool = True):
    """A build with one page, `book/page`."""
    state = build_state.BuildState(*(["runtime", "lab"] if live else []))
    return SimpleNamespace(
        livepages=state,
        env=SimpleNamespace(metadata={"book/page": {"livepages": json.dumps(cells)}}),
        builder=SimpleNamespace(get_target_uri=lambda name: f"{name}.html"),
    )


@pytest.mark.parametrize(
    ("build", "page", "anchor"),
    [
        (app(SETUP, SHOWN), "book/page", "live-cell-2"),
        (app(CODE, SHOWN), "book/page", "live-cell-2"),
        (app(CODE), "book/page", None),
        (app(SETUP), "book/page", None),
        (app(SHOWN, live=False), "book/page", None),
        (app(SHOWN), "book/other", None),
    ],
)
def test_the_first_cell_is_the_first_that_is_shown(build, page, anchor) -> None:
    assert livepages.first_cell(build, page) == anchor


def test_the_lab_is_seen_from_the_page() -> None:
    page, notebook = "book/page", "a folder/x.ipynb"
    found = livepages.lab_address(app(), page, notebook)
    assert found == "../lite/lab/index.html?path=a%20folder/x.ipynb"
    assert livepages.lab_address(app(live=False), page, notebook) is None


@pytest.mark.parametrize(("set_in_config", "used"), [("", "https://x/{page}"), ("mine", "mine")])
def test_the_setting_of_the_way_to_binder_goes_before(set_in_config: str, used: str) -> None:
    config = SimpleNamespace(livepages_binder=set_in_config)
    livepages.set_binder_address(config, "https://x/{page}")
    assert config.livepages_binder == used


def test_no_other_extension_looks_inside() -> None:
    inside = re.compile(r"from livepages|import livepages\.|livepages_|[\"']livepages[\"']")
    extensions = [ROOT / "book" / "_ext" / name for name in ("launching", "bookpages", "practice")]
    files = [path for folder in extensions for path in folder.rglob("*.py")]
    assert len(files) > 15
    assert [path.name for path in files if inside.search(path.read_text("utf-8"))] == []
