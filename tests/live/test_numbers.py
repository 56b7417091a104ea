"""The page's Python computes what CPython computes: the same seed, the same numbers."""

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import Lab
from playwright.sync_api import Browser, Route
from serving import serve

pytestmark = pytest.mark.browser

PAGE = "book/strategy/build_your_venture"
# A page shows only so much of what is printed.
SHOW = "import html; HTML(f'<pre>{html.escape(answer)}</pre>')"
OPENING, CLOSING = '<script type="application/json" id="livepages">', "</script>"
CLOSE = 1e-9

# Runs every live cell of the book, each page's with its own names, and then the model by itself.
# What a cell shows is read from its widgets: rows of charts, drawings, tables and sentences.
PROGRAM = """
import json
import numpy as np
from ipywidgets import Widget, HTML
from ipywidgets.widgets.widget import _instances
from leverplug import outcomes
from leverplug.model.simulation import simulate
from leverplug.widgets.venture.venture_lab import STARTER

def plain(value):
    return None if value is None or np.isnan(value) else float(value)

def shown(known):
    for key, widget in list(_instances.items()):
        if key in known:
            continue
        known.add(key)
        for name in ("rows", "says", "state", "description"):
            if widget.has_trait(name):
                yield [type(widget).__name__, name, getattr(widget, name)]
        if isinstance(widget, HTML):
            yield [type(widget).__name__, "value", widget.value]

found, known = {}, set(_instances)
for page, sources in PAGES.items():
    names = {}
    for source in sources:
        exec(source, names)
    found[page] = list(shown(known))

history = simulate(STARTER, 60, 7)
found["scorecard"] = {name: plain(value) for name, value in outcomes.scorecard(history).items()}
for name in ("first_export", "scope", "born_global", "survived", "cumulative_foreign_sales"):
    found[name] = [plain(value) for value in getattr(outcomes, name)(history)]
answer = json.dumps(found)
"""


def settings(site: Path, name: str) -> dict:
    """What a built page gives to its live cells."""
    html = (site / f"{name}.html").read_text(encoding="utf-8")
    return json.loads(html.partition(OPENING)[2].partition(CLOSING)[0])


def labs(site: Path, name: str) -> list[dict]:
    """The live cells of a built page."""
    return [cell for cell in settings(site, name)["cells"] if not cell["code"]]


def program(site: Path) -> str:
    """The program with all live cells of the book in it."""
    pages = [file.relative_to(site).with_suffix("") for file in sorted(site.glob("book/**/*.html"))]
    sources = {
        str(name): [cell["source"] for cell in labs(site, str(name))]
        for name in pages
        if OPENING in (site / f"{name}.html").read_text(encoding="utf-8")
    }
    assert sources
    return f"PAGES = {sources!r}\n{PROGRAM}"


@pytest.fixture(scope="module")
def expected(site: Path) -> dict:
    """What CPython answers, as it comes out of JSON."""
    names: dict = {}
    exec(program(site), names)
    return json.loads(names["answer"])


@pytest.fixture(scope="module")
def answered(site: Path, browser: Browser) -> Iterator[dict]:
    """What a built page answers when its first live cell is the program."""

    def exchange(route: Route) -> None:
        given = settings(site, PAGE)
        given["cells"] = [{**labs(site, PAGE)[0], "source": f"{program(site)}\n{SHOW}"}]
        before, _, rest = route.fetch().text().partition(OPENING)
        after = rest.partition(CLOSING)[2]
        text = json.dumps(given).replace("<", "\\u003c")
        route.fulfill(body=f"{before}{OPENING}{text}{CLOSING}{after}", content_type="text/html")

    with serve(site) as at:
        context = browser.new_context()
        page = context.new_page()
        page.route(f"**/{PAGE}.html*", exchange)
        page.goto(f"{at}/{PAGE}.html")
        lab = Lab(page, labs(site, PAGE)[0]["id"]).wait()
        yield json.loads(lab.view.inner_text())
        page.unroute_all(behavior="ignoreErrors")
        context.close()


def differences(here: object, there: object, place: str = "") -> Iterator[str]:
    """Where two answers differ: numbers by more than a billionth, all else by anything."""
    if isinstance(here, dict) and isinstance(there, dict) and here.keys() == there.keys():
        for key in here:
            yield from differences(here[key], there[key], f"{place}/{key}")
    elif isinstance(here, list) and isinstance(there, list) and len(here) == len(there):
        for number, pair in enumerate(zip(here, there, strict=True)):
            yield from differences(*pair, f"{place}/{number}")
    elif isinstance(here, float) and isinstance(there, float):
        if not math.isclose(here, there, rel_tol=CLOSE, abs_tol=CLOSE):
            yield f"{place}: {here!r} in CPython, {there!r} in the page"
    elif here != there:
        yield f"{place}: {here!r:.200} in CPython, {there!r:.200} in the page"


def test_every_lab_and_the_model_give_the_same_numbers_in_the_page(
    expected: dict, answered: dict
) -> None:
    assert list(differences(expected, answered)) == []


def test_there_is_something_to_compare(expected: dict) -> None:
    # What the pages for instructors show comes from what they put in.
    chapters = (page for page in expected if page.startswith("book/") and "instructors" not in page)
    shown_by = [expected[page] for page in chapters]
    assert len(shown_by) >= 10
    assert all(any(name in ("rows", "value") for _, name, _ in shown) for shown in shown_by)
    assert len(expected["cumulative_foreign_sales"]) == 60
    assert any(expected["cumulative_foreign_sales"])


def test_a_difference_is_found() -> None:
    one = {"rows": [1.0, 2, "a"], "says": "x"}
    other = {"rows": [1.0 + 1e-6, 2, "b"], "says": "x"}
    assert len(list(differences(one, other))) == 2
    assert list(differences(one, {**one, "rows": [1.0 + 1e-12, 2, "a"]})) == []
