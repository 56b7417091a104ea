"""The theme works without its heavy script: icons, light and dark, menu, search, address."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pydata_sphinx_theme
import pytest
from bookpages import icons
from bookpages.address import set_address
from bookpages.offline import FONTS, without_heavy_scripts
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, Page, expect
from serving import serve

pytestmark = pytest.mark.browser


@pytest.fixture
def page(site: Path, browser: Browser) -> Iterator[Page]:
    """A page without a lab, in a fresh browser profile."""
    with serve(site) as address:
        context = browser.new_context(color_scheme="light")
        page = context.new_page()
        page.goto(f"{address}/book/how_to_use.html")
        yield page
        context.close()


def test_icons_are_drawn_from_the_font(page: Page):
    page.evaluate("document.fonts.ready")
    icon = page.locator("button.primary-toggle .fa-bars").first
    drawn = icon.evaluate("e => getComputedStyle(e, '::before').content")
    loaded = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family).join()"
    assert ord(drawn.strip('"')) == 0xF0C9
    assert "Font Awesome" in page.evaluate(loaded)


def test_every_icon_that_the_book_names_is_in_the_font_and_few_others(site: Path):
    theme = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme/static/styles"
    drawn = {
        name: icons.character(*icons.WRITTEN.match(f'"{written}"').groups(""))
        for names, written in icons.RULE.findall(
            (theme / "pydata-sphinx-theme.css").read_text(encoding="utf-8")
        )
        for name in icons.NAME.findall(names)
    }
    pages = (page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    named = {name for page in pages for name in icons.NAME.findall(page)} & drawn.keys()
    assert {"fa-bars", "fa-magnifying-glass", "fa-flask"} <= named
    font = TTFont(site / "_static" / FONTS / "fa-solid-900.woff").getBestCmap()
    assert {name for name in named if drawn[name] not in font} == set()
    assert 0xF05A in font  # before a note, by the style sheet alone
    assert len(font) < 60
    sheet = (site / "_static/styles/pydata-sphinx-theme.css").read_text(encoding="utf-8")
    assert {name for name in named if f".{name}:before" not in sheet} == set()


def test_the_reader_can_switch_between_light_and_dark(page: Page):
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "light")
    switch = page.locator("button.theme-switch-button").first
    seen = []
    for _ in range(3):
        switch.click()
        seen.append(root.get_attribute("data-theme"))
    assert "dark" in seen
    assert "light" in seen


def test_the_menu_opens_on_a_phone(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    link = page.get_by_role("link", name="Letting go")
    expect(link).to_be_hidden()
    page.locator("button.primary-toggle").first.click()
    expect(link.first).to_be_visible()


def test_search_finds_a_chapter(page: Page):
    address = page.url.split("/book/")[0]
    page.goto(f"{address}/search.html?q=multinational")
    expect(page.get_by_role("link", name="Dancing with giants").last).to_be_visible()
    expect(page.locator("#search-results li").first).to_be_visible()
    field = page.locator("form.bd-search:visible")
    glass, words = field.locator(".fa-magnifying-glass"), field.locator("input")
    free = words.evaluate("each => each.getBoundingClientRect().left + parseFloat("
                          "getComputedStyle(each).paddingLeft)")  # fmt: skip
    assert glass.bounding_box()["x"] + glass.bounding_box()["width"] <= free


def test_heavy_scripts_and_source_maps_are_not_in_the_site(site: Path):
    assert (site / "_static" / "scripts" / "bootstrap.js").exists()
    assert not (site / "_static" / "scripts" / "fontawesome.js").exists()
    assert not list(site.glob("_static/**/*.map"))


def test_no_page_but_that_of_the_results_waits_for_the_index_of_the_search(site: Path):
    reading = (site / "book" / "how_to_use.html").read_text(encoding="utf-8")
    results = (site / "search.html").read_text(encoding="utf-8")
    for script in ("searchtools", "searchindex", "sphinx_highlight"):
        assert f"{script}.js" not in reading
        assert f"{script}.js" in results


def test_only_heavy_scripts_are_taken_out():
    head = (
        '<script defer src="a/fontawesome.js?digest=1"></script><script src="b.js"></script>'
        '<script src="../searchindex.js"></script>'
    )
    assert without_heavy_scripts(head) == '<script src="b.js"></script>'


@pytest.mark.parametrize(
    ("written", "environment", "address"),
    [
        ("", "owner/name", "https://github.com/owner/name"),
        ("https://example.org/book", "owner/name", "https://example.org/book"),
        ("", None, None),
    ],
)
def test_the_address_is_written_given_or_left_out(
    monkeypatch: pytest.MonkeyPatch, written: str, environment: str | None, address: str | None
):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    if environment:
        monkeypatch.setenv("GITHUB_REPOSITORY", environment)
    config = SimpleNamespace(html_theme_options={"repository_url": written})
    set_address(None, config)
    assert config.html_theme_options.get("repository_url") == address
    assert config.html_theme_options["use_issues_button"] == bool(address)
