"""A live page shows the book's own words, and none of the defaults, whatever happens to it."""

import json
import re
from collections.abc import Callable

import pytest
from lab import Hold
from livepages.words import TABLES
from playwright.sync_api import BrowserContext, Route, expect

pytestmark = pytest.mark.browser

DEFAULTS = TABLES["browser"]
SHOWN = """box => [box, ...box.querySelectorAll("*")].flatMap(element =>
  ["aria-label", "title", "alt"].map(name => element.getAttribute(name))
).join("\\n") + box.textContent"""


def replace_words(route: Route) -> None:
    """Give the page the words «key», with the places that are filled in."""

    def replaced(match: re.Match[str]) -> str:
        settings = json.loads(match[2])
        assert settings["words"].keys() == DEFAULTS.keys()
        places = {key: re.findall(r"\{\w+\}", text) for key, text in DEFAULTS.items()}
        settings["words"] = {key: f"«{key}»{''.join(found)}" for key, found in places.items()}
        return f"{match[1]}{json.dumps(settings)}</script>"

    html = re.sub(r'(id="livepages">)(.*?)</script>', replaced, route.fetch().text(), flags=re.S)
    route.fulfill(body=html, content_type="text/html")


def shown(lab) -> set[str]:
    """The keys that a cell shows."""
    text = lab.box.evaluate(SHOWN)
    parts = [part for each in DEFAULTS.values() for part in re.split(r"\{\w+\}", each)]
    assert [part for part in parts if len(part) > len("Live") and part.strip() in text] == []
    return set(re.findall("«([^»]*)»", text))


def test_while_it_starts_and_once_it_is_live(open_lab: Callable, context: BrowserContext) -> None:
    data = Hold(context, "**/data-*.lpz")
    lab = open_lab("second", "cell-2", hold=("**/second.html*", replace_words))
    lab.box.scroll_into_view_if_needed()
    expect(lab.box.get_by_role("status")).to_contain_text("«stage_")
    assert "progress" in shown(lab)
    data.release()
    lab.wait()
    assert {"live", "copy_link", "copy_link_help"} <= shown(lab)


def test_where_a_cell_fails(open_lab: Callable) -> None:
    lab = open_lab("mistake", "cell-1", hold=("**/mistake.html*", replace_words)).wait("failed")
    expect(lab.box.get_by_role("alert")).to_contain_text("«error_place»ValueError")
    assert {"error_place", "still_picture_because", "stopped_by_error", "try_again"} <= shown(lab)


def test_where_a_file_is_missing(open_lab: Callable, context: BrowserContext) -> None:
    context.route("**/libraries-*.lpz", lambda route: route.fulfill(status=404))
    lab = open_lab("second", "cell-2", hold=("**/second.html*", replace_words)).wait("failed")
    assert {"no_python", "not_found", "picture_stays", "not_started"} <= shown(lab)
    expect(lab.box.get_by_role("alert")).to_contain_text(re.compile(r"libraries-\w+\.lpz404"))
