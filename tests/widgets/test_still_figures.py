"""A still figure in a browser: the drawing that fits is shown, in the light the reader chose."""

import pytest
from leverplug import figures

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A page with a figure, as the book shows it in the reader's choice of light or dark."""
    page = tmp_path_factory.mktemp("page") / "page.html"
    figure = figures.odds()._repr_mimebundle_()["text/html"]
    body = f'<!doctype html><html data-theme="light"><meta charset="utf-8">{figure}'
    page.write_text(body, encoding="utf-8")
    return page.as_uri()


@pytest.mark.parametrize(("width", "shown"), [(1280, "lp-wide"), (390, "lp-narrow")])
def test_the_drawing_that_fits_is_shown_and_stays_on_the_page(browser, pages, width, shown):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(pages)
    seen = page.locator(".lp-figure svg:visible")
    assert seen.count() == 1
    assert shown in seen.get_attribute("class")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_dark_pages_get_dark_partners_and_paper_the_light_ones(browser, pages):
    page = browser.new_page()
    page.goto(pages)
    words = page.locator(".lp-wide text", has_text="Use of personal networks").last

    def colour():
        return words.evaluate("text => getComputedStyle(text).fill")

    assert colour() == "rgb(31, 41, 55)"  # #1f2937
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert colour() == "rgb(229, 231, 235)"  # #e5e7eb
    page.emulate_media(media="print")
    assert colour() == "rgb(31, 41, 55)"
    page.close()
