"""What a build tells its pages is what the schema says: the script's JSON and the cells' marks."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator
from livepages.pages import SCHEMA, VERSION

PAGES = ("index", "second", "mistake", "inputs", "code")
FORM = json.loads(SCHEMA.read_text(encoding="utf-8"))
ELEMENT = {"$ref": "#/$defs/cellElement", "$defs": FORM["$defs"]}


def soup(demo: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((demo / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def told(demo: Path, name: str) -> dict:
    return json.loads(soup(demo, name).find("script", id="livepages").string)


def wrong(form: dict, value: object) -> list[str]:
    return [error.message for error in Draft202012Validator(form).iter_errors(value)]


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_is_told_has_the_form_of_the_schema(demo: Path, name: str) -> None:
    Draft202012Validator.check_schema(FORM)
    assert wrong(FORM, told(demo, name)) == []
    assert told(demo, name)["version"] == VERSION


@pytest.mark.parametrize("name", PAGES)
def test_the_elements_of_its_cells_have_the_marks_of_the_schema(demo: Path, name: str) -> None:
    boxes = soup(demo, name).select("[data-live-cell]")
    marks = [{**box.attrs, "class": " ".join(box["class"])} for box in boxes]
    assert [wrong(ELEMENT, each) for each in marks] == [[] for _ in boxes]
    shown = {cell["id"]: cell.get("query") for cell in told(demo, name)["cells"]}
    assert boxes
    for each in marks:
        assert each.get("data-live-query") == shown[each["data-live-cell"]]


def test_ordinary_cells_have_their_place_and_say_which_packages_they_use(demo: Path) -> None:
    cells = {cell["id"]: cell for cell in told(demo, "code")["cells"]}
    ordinary = [name for name, cell in cells.items() if cell["code"]]
    places = [each["data-code-cell"] for each in soup(demo, "code").select("[data-code-cell]")]
    assert places == ordinary
    assert ordinary == ["prices", "slow-to-make", "sum", "slider-value", "table", "chart"]
    assert {name: cells[name]["later"] for name in ("sum", "table", "chart")} == {
        "sum": [], "table": ["pandas"], "chart": ["altair", "pandas"],
    }  # fmt: skip
    assert told(demo, "code")["notebook"] == "lite/files/code.ipynb"
    assert (demo / "lite/files/code.ipynb").is_file()


def test_the_code_of_a_live_cell_and_of_one_that_asks_for_it_is_folded(demo: Path) -> None:
    folded = [each.find_parent(class_="cell") for each in soup(demo, "code").select("details.hide")]
    held = [each.select_one("[data-live-cell], [data-code-cell]").attrs for each in folded]
    names = [each.get("data-live-cell") or each["data-code-cell"] for each in held]
    assert names == ["cell-1", "table"]
    assert soup(demo, "code").select_one("details.hide summary").p.text == "Show the code"


@pytest.mark.parametrize("name", PAGES)
def test_the_files_that_it_names_are_there(demo: Path, name: str) -> None:
    data = told(demo, name)
    manifest = data["manifest"]
    names = [data["worker"], data["front"], data["frontStyle"], data["vega"]]
    names += [manifest[key] for key in ("pyodide", "core", "wasm", "stdlib", "modules", "data")]
    names += [package["file"] for package in manifest["later"].values()]
    names += [*manifest["snapshot"]["files"], manifest["libraries"]]
    folder = demo / data["base"]
    assert [each for each in names if not (folder / each).exists()] == []
    parts = {each: (folder / each).stat().st_size for each in manifest["bytes"]}
    assert parts == manifest["bytes"]
    assert {*manifest["snapshot"]["files"], manifest["wasm"], manifest["stdlib"]} < {*parts}


def test_its_head_names_the_first_script_and_all_that_this_one_imports(demo: Path) -> None:
    """So they come side by side, and not each once the one before it was read."""
    page = soup(demo, "second")
    folder = demo / "_static" / "livepages"
    files = [page.find("script", type="module", src=re.compile("/live-"))["src"]]
    for file in files:
        text = (folder / Path(file).name).read_text(encoding="utf-8")
        files += [name for name in re.findall(r'from"\./([\w-]+\.js)"', text) if name not in files]
    assert len(files) > 1
    ahead = [Path(link["href"]).name for link in page.head.find_all("link", rel="modulepreload")]
    assert sorted(ahead) == sorted(Path(file).name for file in files)


def test_each_part_has_the_hash_in_its_name_and_nothing_lies_there_that_no_page_names(
    demo: Path,
) -> None:
    folder = demo / "_static" / "livepages"
    parts = [*folder.glob("*.lpz")]
    assert len(parts) > len(told(demo, "index")["manifest"]["bytes"])
    for part in parts:
        assert part.stem.rpartition("-")[2] == sha256(part.read_bytes()).hexdigest()[:16]
    assert {each.suffix for each in folder.rglob("*") if each.is_file()} == {".lpz", ".js", ".css"}


def test_a_page_knows_what_its_widgets_say_that_they_need(demo: Path) -> None:
    needs = {name: told(demo, name)["needs"] for name in PAGES}
    assert needs == {name: ["vega"] if name == "inputs" else [] for name in PAGES}


@pytest.mark.parametrize(
    "change",
    [
        {"version": 1},
        {"base": "no-slash"},
        {"needs": ["moon"]},
        {"cells": []},
        {"cells": [{"id": "1 cell", "source": "", "code": False, "share": True, "later": []}]},
        {"cells": [{"id": "cell-1", "source": "", "share": True, "later": []}]},
        {"manifest": {}},
        {"more": 1},
    ],
)
def test_the_schema_refuses_what_has_another_form(demo: Path, change: dict) -> None:
    assert wrong(FORM, {**told(demo, "second"), **change}) != []
