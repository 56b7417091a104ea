"""Every chapter and every assignment of the built book says where it can be run."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import contents
import jupytext
import pytest
from bs4 import BeautifulSoup, Tag
from contents import ROOT

SOURCES = sorted((ROOT / "exercises" / "assignments").glob("[0-9][0-9]_*.md"))
CHAPTERS = contents.chapters()
# What is nearest comes first.
ORDER = ["Here, in the page", "Lab in the browser", "Binder", "Google Colab", "A JupyterHub",
         "Your own machine"]  # fmt: skip


def soup(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / f"{name}.html").read_text("utf-8"), "html.parser")


def ways(menu: Tag) -> dict[str, Tag]:
    """The ways of a menu by name; each has a link and says the wait."""
    return {item.a.get_text(): item for item in menu.select("ol > li")}


def in_lab(site: Path, way: Tag) -> Path:
    """The file that the Lab is asked to open."""
    (path,) = parse_qs(urlsplit(way.a["href"]).query)["path"]
    return site / "lite" / "files" / unquote(path)


@pytest.mark.parametrize("page", CHAPTERS, ids=str)
def test_a_chapter_offers_its_ways_right_under_its_title(page, site: Path):
    built = soup(site, page.name)
    (menu,) = built.select("article details.launching")
    assert menu.find_previous(["h1", "p"]).name == "h1"
    found = ways(menu)
    assert list(found) == [name for name in ORDER if name in found]
    assert {"Here, in the page", "Lab in the browser", "Your own machine"} <= set(found)
    assert all(len(item.select_one(".wait").get_text().split()) > 3 for item in found.values())
    assert built.find(id=found["Here, in the page"].a["href"].removeprefix("#"))
    assert in_lab(site, found["Lab in the browser"]).is_file()


def test_every_assignment_is_listed_with_its_time_and_marks(site: Path):
    sections = soup(site, "book/assignments").select("section[id^=assignment-]")
    assert len(sections) == len(SOURCES)
    for section, path in zip(sections, SOURCES, strict=True):
        notebook = jupytext.read(path)
        about = notebook.metadata["assignment"]
        points = [cell.metadata.get("nbgrader", {}).get("points", 0) for cell in notebook.cells]
        said = " ".join(section.get_text().split())
        assert section.h2.find(string=True) == f"{int(path.name[:2])}. {about['title']}"
        assert f"Time: about {about['minutes']} minutes" in said
        assert f"Marks: {sum(points):g}" in said
        assert section.select(f'a[href$="{Path(about["chapter"]).name}.html"]')
        assert len(section.select("ul > li")) >= 3


def test_every_assignment_has_its_ways_and_a_lab_only_where_its_notebook_is(site: Path):
    menus = soup(site, "book/assignments").select("details.launching")
    assert len(menus) == len(SOURCES)
    for menu in menus:
        found = ways(menu)
        assert "Your own machine" in found
        if "Lab in the browser" in found:
            assert in_lab(site, found["Lab in the browser"]).is_file()


def test_the_form_for_a_hub_offers_every_chapter_and_assignment(site: Path):
    form = soup(site, "book/instructors/hub_setup").select_one("form.hub-form")
    offered = [option["value"] for option in form.select("option")]
    assert offered == [
        *(f"{page.name}.ipynb" for page in CHAPTERS),
        *(f"assignments/{path.stem}.ipynb" for path in SOURCES),
    ]
