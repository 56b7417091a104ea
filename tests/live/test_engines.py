"""The labs in Firefox and in WebKitGTK: live, moved, saved, kept and changed."""

import json
import re
import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import contents
import firefox
import policy
import pytest
import webkitgtk
from leverplug import record
from leverplug.widgets import VentureLab
from serving import serve
from window import CONTROL, ENTER, RIGHT, Window, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.full]

ENGINES = {"firefox": firefox.opened, "webkitgtk": webkitgtk.opened}
LIVE = [page.name for page in contents.pages() if ":tags: [live" in page.text]
CHAPTER = "book/strategy/build_your_venture"  # the largest labs
PREDICT = "build-your-venture-born-global"
CELL = "wide-or-narrow"
SLIDER = "[data-live-cell=venture-lab] [role=slider][aria-label='Home market']"
BOXES = "[...document.querySelectorAll('[data-live-cell]')]"
SAYS = "document.querySelector('.livepages-stage .lp-says').innerText"
CODE = "[...document.querySelectorAll('.lp-hand-in input')].find((each) => each.readOnly).value"
BUSY = "document.querySelector('[data-live-busy=true], .lp-says[aria-busy=true]')"
OPENED = "document.querySelector('.lp-hand-in').innerText.includes('Opened in the lab above.')"
OUTPUT = f"document.querySelector('div.cell:has([data-code-cell={CELL}]) .livepages-output')"
UNDRAWN = "document.querySelector('.livepages-stage .lp-chart:not([data-drawn])')"
WAY = "performance.getEntriesByName('livepages:ready').at(-1).detail"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The built book on a strict host."""
    with serve(site, "/levers/book", headers=policy.headers) as at:
        yield at


@pytest.fixture(scope="module", params=ENGINES)
def window(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    """A window of one of the engines."""
    with ENGINES[request.param](tmp_path_factory.mktemp(request.param)) as opened:
        yield opened


@pytest.fixture
def page(window: Window, address: str) -> Iterator[Window]:
    """The page with the largest labs, live and at rest; nothing goes wrong in it."""
    if CHAPTER not in window.run("location.href"):
        window.open(f"{address}/{CHAPTER}.html")
    come_to_life(window)
    yield window
    assert window.errors() == []


def come_to_life(window: Window) -> list[str]:
    """Bring each lab of the page into view, and say how they ended."""
    for place in range(window.run(f"{BOXES}.length")):
        window.run(f"{BOXES}[{place}].scrollIntoView()")
        window.wait(f"['live', 'failed'].includes({BOXES}[{place}].dataset.liveState)")
    window.wait(f"!{BUSY} && !{UNDRAWN}")
    return window.run(f"{BOXES}.map((box) => box.dataset.liveState)")


def home_market(page: Window) -> float:
    """What the slider is set to, as the record has it."""
    return record.from_code(page.wait(CODE)).venture.firm.home_market


def outcome(text: str) -> str:
    """The sentence about what became of the runs."""
    return re.search(r"(In the median run|No run ever).*?after ten years\.", text)[0]


def test_every_lab_of_the_book_comes_to_life(window: Window, address: str) -> None:
    wrong = {}
    for name in LIVE:
        window.open(f"{address}/{name}.html")
        if set(come_to_life(window)) != {"live"} or window.errors():
            wrong[name] = window.run("document.querySelector('article').innerText"), window.errors()
    assert wrong == {}


def test_a_slider_moved_by_keyboard_gives_what_python_gives_elsewhere(page: Window) -> None:
    before, set_to = page.run(CODE), home_market(page)
    page.type(SLIDER, RIGHT)
    page.wait(f"{CODE} !== {json.dumps(before)}")
    assert home_market(page) == pytest.approx(set_to + 0.05)
    elsewhere = VentureLab()
    elsewhere.open_record(record.from_code(page.run(CODE)))
    page.wait(f"{SAYS}.includes({json.dumps(outcome(elsewhere.says))})")


def test_a_record_is_saved_as_a_file_and_opened_again(page: Window) -> None:
    code = page.wait(CODE)
    page.click(".lp-hand-in .lp-primary")
    file = page.downloads / "record-northlight.json"
    text = wait_for(lambda: file.exists() and file.read_text(encoding="utf-8"), f"{file} is there")
    found = record.read(text)
    assert record.code(found.venture, found.seed) == code
    page.type(SLIDER, RIGHT)
    page.wait(f"{CODE} !== {json.dumps(code)} && !{BUSY}")
    page.upload(".lp-hand-in [type=file]", file)
    page.wait(f"{OPENED} && !{BUSY} && {CODE} === {json.dumps(code)}")


def test_a_prediction_is_kept_and_met_again(page: Window) -> None:
    page.type(f"#predict-{PREDICT}-answer", f"35{ENTER}")
    page.wait(f"document.querySelector('#predict-{PREDICT}').innerText.includes('Kept on this')")
    page.open(page.run("location.href"))
    assert page.wait(f"document.querySelector('#predict-{PREDICT}-answer').value") == "35"
    told = page.run(f"document.querySelector('#reveal-{PREDICT} .kept').textContent")
    assert "You predicted: 35 of 100" in told


def test_changed_code_runs(page: Window) -> None:
    page.click(f"[data-code-cell={CELL}] [data-tool=edit]")
    editor = f"div.cell:has([data-code-cell={CELL}]) .cm-content"
    page.wait(f"document.querySelector('{editor}') !== null")
    page.type(editor, "a", held=CONTROL)
    page.type(editor, "print(6 * 7)")
    page.type(editor, ENTER, held=CONTROL)
    assert page.wait(f"{OUTPUT}.innerText.trim()") == "42"


@pytest.mark.filterwarnings("default:how_to_use:UserWarning")
def test_the_book_says_which_version_was_tried_and_when(page: Window) -> None:
    text = contents.read("book/how_to_use").text
    day = datetime.strptime(re.search(r"Tried on (\d+ \w+ \d{4})", text)[1], "%d %B %Y")
    assert day <= datetime.now()
    row = re.search(rf"^\| {page.engine} (?P<version>[\d.]+)\b.*$", text, re.MULTILINE)
    assert row
    assert ("the slower of its two ways" in row[0]) <= (page.run(WAY) == "ordinary")
    if not f"{page.version}.".startswith(f"{row['version']}."):
        warnings.warn(
            f"how_to_use.md names {page.engine} {row['version']}, and {page.version} has just been"
            " tried: give the table this version and the day",
            stacklevel=1,
        )
