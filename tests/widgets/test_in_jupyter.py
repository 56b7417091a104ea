"""The widgets in a real JupyterLab and a real Notebook 7, each with a kernel behind it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import notebook_server
import pytest
from leverplug import record
from leverplug.venture import Tie, Venture
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

VENTURE = """
from leverplug.venture import Tie, Venture
from leverplug.widgets import {names}
start = Venture(name="Acme", ties=(
    Tie("kin-1", "kin", 0.2),
    Tie("trade_fair-1", "trade_fair", 0.2, region="emerging"),
    Tie("adviser-1", "adviser", 0.1),
))
"""
CANVAS = VENTURE.format(names="NetworkCanvas") + "canvas = NetworkCanvas(start)\ncanvas"
ASK = "print('ties:', [(t.id, round(t.effort, 2), t.end) for t in canvas.venture.ties])"
ASK_MORE = "print('links:', canvas.venture.links, 'moved:', canvas.positions['kin-1'] != place)"
PLACE = "place = canvas.positions['kin-1']"
LAB = VENTURE.format(names="VentureLab") + "lab = VentureLab(start, runs=200)\nlab"
HAND_IN = """
from leverplug.venture import Tie, Venture
from leverplug.widgets import HandIn, VentureLab
lab = VentureLab(Venture(name="Acme", ties=(Tie("kin-1", "kin", 0.2),)), runs=50)
page = HandIn(lab)
page
"""
ASK_HAND_IN = "print('ties:', lab.venture.ties[0].id, lab.settings['luck'], repr(page.reasons))"
ASK_LAB = """
from leverplug import simulate, scorecard
fresh = scorecard(simulate(lab.venture, 200, 1))
print('home:', lab.venture.firm.home_market, 'born:', f"{100 * fresh['born_global']:.0f}")
"""


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory):
    """A server with notebooks in its folder; gives its address."""
    folder = tmp_path_factory.mktemp("jupyter")
    notebook_server.write_notebook(folder, "canvas", CANVAS, PLACE, ASK, ASK_MORE)
    notebook_server.write_notebook(folder, "lab", LAB, ASK_LAB)
    notebook_server.write_notebook(folder, "hand_in", HAND_IN, ASK_HAND_IN)
    with notebook_server.serving(folder) as address:
        yield address


class Open:
    """A notebook open in a browser; `hosts` are those the page asked for anything."""

    def __init__(self, browser, address, front_end, name):
        self.context = browser.new_context(viewport={"width": 1300, "height": 1500})
        self.page = self.context.new_page()
        self.hosts, self.errors = set(), []
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        kind = getattr(notebook_server, front_end)
        self.page.goto(f"{address}/{kind}/{name}.ipynb?reset&token={notebook_server.TOKEN}")
        self.page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=90_000)
        notebook_server.await_kernel(self.page)

    def run(self, number):
        """Run a cell, counted from 0, and give what it printed."""
        cell = self.page.locator(".jp-Notebook .jp-CodeCell").nth(number)
        cell.locator(".cm-content").click()
        before = cell.locator(".jp-InputPrompt").inner_text()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function(
            """([number, before]) => {
              const prompt = document.querySelectorAll('.jp-Notebook .jp-CodeCell')[number]
                .querySelector('.jp-InputPrompt').innerText;
              return /\\d/.test(prompt) && prompt !== before;
            }""",
            arg=[number, before],
            timeout=90_000,
        )
        return [text.strip() for text in cell.locator(".jp-OutputArea-output").all_inner_texts()]

    def said(self, words):
        self.page.locator(".lp-live", has_text=words).wait_for(state="attached", timeout=15_000)


# Both front ends have a case of their own here, and every case in both is in `make test-full`.
@pytest.fixture(params=["LAB", pytest.param("NOTEBOOK", marks=pytest.mark.full)])
def canvas(browser, jupyter, request):
    opened = Open(browser, jupyter, request.param, "canvas")
    opened.run(0)
    opened.page.locator(".lp-canvas [data-tie=kin-1]").wait_for(timeout=60_000)
    opened.run(1)
    opened.errors.clear()  # what the front end complains of while it starts is its own affair
    yield opened
    opened.context.close()


def centre(locator):
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_network_is_edited_by_mouse_and_keyboard_with_the_kernel_behind_it(canvas):
    page, keys, mouse = canvas.page, canvas.page.keyboard, canvas.page.mouse
    cells = page.locator(".jp-Notebook .jp-CodeCell").count()

    page.get_by_role("button", name="Add a tie").click()
    page.get_by_label("Online community").check()
    page.get_by_role("button", name="Add", exact=True).click()
    canvas.said("Added Online community.")

    page.locator("[data-tie=kin-1]").focus()
    keys.press("a")  # in command mode JupyterLab would insert a cell
    keys.press("Enter")
    canvas.said("Added Family, relatives and friends.")

    x, y = centre(page.locator("[data-tie=kin-1] .lp-body"))
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 10, y - 40)
    mouse.move(x + 20, y - 70)
    mouse.up()
    canvas.said("Moved Family")

    page.locator("[data-tie=adviser-1]").focus()
    keys.press("c")
    page.locator("[data-tie=trade_fair-1]").focus()
    keys.press("Enter")
    canvas.said("now know one another")

    page.locator("[data-tie=trade_fair-1]").focus()
    keys.press("+")
    canvas.said("effort 0.25")
    keys.press("e")
    canvas.said("ends with quarter 1")
    page.locator("[data-tie=kin-2]").focus()
    keys.press("Delete")
    canvas.said("Removed Family")
    page.get_by_role("button", name="Undo").click()
    canvas.said("Undone.")

    assert canvas.run(2) == [
        "ties: [('kin-1', 0.2, None), ('trade_fair-1', 0.25, 1), ('adviser-1', 0.1, None), "
        "('online_community-1', 0.1, None), ('kin-2', 0.1, None)]"
    ]
    assert canvas.run(3) == ["links: (('adviser-1', 'trade_fair-1'),) moved: True"]
    assert page.locator(".jp-Notebook .jp-CodeCell").count() == cells
    assert canvas.hosts - {None} == {"127.0.0.1"}  # blob: and data: addresses name no host
    assert canvas.errors == []


def test_the_lab_answers_a_slider_with_the_models_numbers(browser, jupyter):
    opened = Open(browser, jupyter, "LAB", "lab")
    page = opened.page
    opened.run(0)
    page.locator(".lp-chart svg").nth(1).wait_for(timeout=90_000)
    said = page.locator(".lp-says")
    before = said.inner_text()
    page.evaluate(
        """() => {
          window.painted = 0;
          document.addEventListener("livepages:painted", () => { painted += 1; }, true);
        }"""
    )
    slider = page.locator(".widget-slider", has_text="Home market").locator(".noUi-handle")
    slider.focus()
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "(before) => painted > 1 && document.querySelector('.lp-says').innerText !== before",
        arg=before,
        timeout=20_000,
    )
    # The kernel runs the cell after all that the slider sent; the page hears of it a little later.
    home, born = re.search(r"home: ([\d.]+) born: (\d+)", opened.run(1)[0]).groups()
    assert float(home) == pytest.approx(0.1)
    expect(said).to_contain_text(f"{born} of 100 runs are born global")
    expect(page.locator(".lp-score")).to_contain_text(f"{born} of 100 runs")
    assert opened.errors == []
    opened.context.close()


@pytest.mark.parametrize("front_end", [pytest.param("LAB", marks=pytest.mark.full), "NOTEBOOK"])
def test_a_record_is_saved_and_another_is_opened_from_a_file(browser, jupyter, front_end):
    theirs = Venture(name="Moa", ties=(Tie("fair-1", "trade_fair", 0.4, region="close"),))
    opened = Open(browser, jupyter, front_end, "hand_in")
    page, cells = opened.page, opened.page.locator(".jp-Notebook .jp-CodeCell")
    opened.run(0)
    form = page.locator(".lp-hand-in")
    form.wait_for(timeout=60_000)
    opened.errors.clear()  # what the front end complains of while it starts is its own affair
    before = cells.count()

    form.get_by_label("My reasons").focus()
    page.keyboard.type("A <b>fair</b> a day.")
    form.get_by_text("See what is handed in").click()
    form.get_by_label("Code of my design").focus()
    for key in "ddxab":  # in command mode these cut cells and insert others
        page.keyboard.press(key)
    # The kernel has heard of the last letter.
    expect(form.get_by_label("Hand-in text", exact=True)).to_have_value(re.compile(r"a day\."))
    with page.expect_download() as started:
        form.get_by_role("button", name="Download the record").click()
    found = record.read(Path(started.value.path()).read_text(encoding="utf-8"))
    assert (found.venture.name, found.answers) == ("Acme", {"reasons": "A <b>fair</b> a day."})

    file = {"name": "moa.json", "mimeType": "application/json",
            "buffer": record.dumps(theirs, 9).encode()}  # fmt: skip
    form.get_by_label("From a file").set_input_files(file)
    form.get_by_text("This is “Moa” with luck 9").wait_for()
    assert form.get_by_role("button", name="Copy link to my design").count() == 0
    assert opened.run(1) == ["ties: fair-1 9 'A <b>fair</b> a day.'"]
    assert cells.count() == before
    assert opened.errors == []
    opened.context.close()
