"""Cells as notebooks have them run in a page: what it shows of each, and what it says it cannot."""

import re
from collections.abc import Iterator

import pytest
from code_cells import CodeCell
from lab import Lab, OpenLab, wait_for_all
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
# What each cell of the page shows; of the rest it is enough that they are live.
SHOWN = {
    "numbers": "numpy 6",
    "interact": "20",
    "interact-decorator": r"\(True, 1.5\)",
    "interact-manual": "Run Interact",
    "interactive-children": r"\(IntSlider\(value=0, description='x', max=3, min=-3\),",
    "interactive-output": r"0 \+ 3 = 3",
    "two-views": "7.50",
    "same-again": "7.50",
    "a-class": "ipywidgets.widgets.widget_int.IntSlider",
    "keys": r"\['_dom_classes',\n '_model_module',\n",
    "observed": "not moved",
    "output-widget": "0 Hello world!\n1 Hello world!\n2 Hello world!\nappended\n.*a widget in it",
    "captured-function": "after it was cleared",
    "html-and-markdown": "bold\n+Some emphasis and code:\n+a\tb\n1\t2",
    "script": "A script stands here that a page does not run.",
    "anew": "second",
    "anew-in-output": "after",
    "cleared": "stays",
    "cleared-late": "step 2",
    "timed": r"Wall time: \d.*s\n*499500",
    "captured-cell": "",
    "captured-shown": "into the variable\n+too\n+5\n+into the variable",
    "silent": "",
    "underscore": "42",
    "underscore-read": "42",
    "help": r"double\(x\)",
    "html-cell": "from a cell of HTML",
    "grid-changed": "",
    "future": "waits",
    "awaited": "awaited",
    "low-level": "counted",
    "own-magic": "LOUD WORDS",
}

ELSEWHERE = """
from IPython.display import HTML, IFrame, Image, YouTubeVideo
display(YouTubeVideo("eWzY2nGfkXk"), IFrame("https://jupyter.org", 300, 200))
display(Image(url="https://jupyter.org/logo.png"))
HTML("<p>seen</p><img src='https://jupyter.org/b.png'><script>alert(1)</script>")
"""


@pytest.fixture(scope="module")
def page(browser: Browser, demo_address: str) -> Iterator[Page]:
    """The page with all its cells brought to life."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = OpenLab(context, demo_address)("notebook", "numbers").page
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.said = []
    page.on("console", lambda message: message.type == "error" and page.said.append(message.text))
    page.states = wait_for_all(page)
    yield page
    context.close()


@pytest.fixture
def cell(page: Page) -> CodeCell:
    """Its ordinary cell, as the book has it."""
    found = CodeCell(page, "free")
    if found.button("reset").is_visible():
        found.button("reset").click()
    return found


def test_every_cell_is_live_and_shows_what_a_notebook_shows(page: Page) -> None:
    boxes = page.locator("[data-live-cell]").all()
    states = {box.get_attribute("data-live-cell"): state
              for box, state in zip(boxes, page.states, strict=True)}  # fmt: skip
    failed = {name: Lab(page, name).box.inner_text() for name in states if states[name] != "live"}
    assert failed == {}
    texts = {name: Lab(page, name).view.inner_text().strip() for name in SHOWN}
    patterns = {name: f".*(?:{text}).*" if text else "" for name, text in SHOWN.items()}
    wrong = [text for name, text in texts.items() if not re.fullmatch(patterns[name], text, re.S)]
    assert wrong == []
    assert [each for each in page.said if "404" not in each] == []  # of a missing favicon


def test_pictures_and_sound_are_drawn_from_the_page_alone(page: Page) -> None:
    drawn = Lab(page, "svg-and-image").view
    expect(drawn.locator("svg circle")).to_be_visible()
    assert drawn.locator("img").evaluate("(img) => [img.naturalWidth, img.width]") == [1, 40]
    sound = Lab(page, "sound").view.locator("audio")
    assert sound.evaluate("(audio) => audio.duration") == pytest.approx(2.5)
    here = page.evaluate("location.origin")
    assert [url for url in page.asked if not url.startswith((here, "data:", "blob:"))] == []


def test_what_is_elsewhere_is_a_link(page: Page, cell: CodeCell) -> None:
    before = len(page.asked)
    cell.write(ELSEWHERE).run()
    links = cell.output.get_by_role("link")
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://www.youtube.com/watch?v=eWzY2nGfkXk",
        "https://jupyter.org",
        "https://jupyter.org/logo.png",
        "https://jupyter.org/b.png",
    ]
    expect(cell.output).to_contain_text("A script stands here that a page does not run.")
    assert [url for url in page.asked[before:] if "127.0.0.1" not in url] == []


def test_what_a_callback_or_a_task_prints_stands_below_its_cell(page: Page) -> None:
    loud = Lab(page, "prints-when-clicked").view
    loud.get_by_role("button", name="Say it").click()
    expect(loud).to_contain_text("said without an Output")
    waited = Lab(page, "future").view
    waited.get_by_role("slider").press("ArrowRight")
    expect(waited).to_contain_text("came to 1")


def test_widgets_answer_each_other_across_cells(page: Page) -> None:
    clicked = Lab(page, "clicked").view
    clicked.get_by_role("button", name="Click me").click()
    expect(clicked).to_contain_text("Button clicked.")
    Lab(page, "two-views").view.get_by_role("slider").press("ArrowRight")
    expect(Lab(page, "same-again").view).to_contain_text("7.60")
    expect(Lab(page, "linked").view.get_by_role("spinbutton").first).to_have_value("7.6")
    sum_of_two = Lab(page, "interactive-output").view
    sum_of_two.get_by_role("slider").first.press("ArrowRight")
    expect(sum_of_two).to_contain_text("1 + 3 = 4")
    expect(Lab(page, "layout-templates").view).to_contain_text("changed")


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("from IPython.display import JSON\nJSON({'key': [1]})",
         r'\{\n  "key": \[\n    1\n  \]\n\}'),
        ("%pip install -q 'ipywidgets>=8' numpy\n1", "1"),
        ("%timeit -n 2 -r 2 sum(range(10))", r"[\d.]+ .?s per loop \(best of 2, 2 loops each\)"),
        ("%%timeit -n 1 -r 1 n = 3\nrange(n)", r".* per loop \(best of 1, 1 loops each\)"),
        ("%%time\nx = 5\nx", r"Wall time: [\d.]+ .?s\n+5"),
        ("for n in range(2):\n    %time n", r"(Wall time: [\d.]+ .?s\n?){2}"),
        ("%%writefile note.txt\nhello\n", "Writing note.txt"),
        ("open('note.txt').read()", r"'hello\\n'"),
        ("%%markdown\n# Title\n- one", "Title\n+one"),
        ("%gui asyncio\n?len", r"len\(obj, /\)\nReturn the number .*"),
        ("a = 5; a;", ""),
        ("display({'text/html': '<b>raw</b>'}, raw=True)", "raw"),
        ("note = display('a', display_id=True)\nnote.update('b')\nnote.display('c')", "'b'\n+'c'"),
        ("get_ipython().run_line_magic('matplotlib', 'inline')\nget_ipython().user_ns['__name__']",
         "'__main__'"),
        ("import platform\nplatform.processor()\n'goes on'", "'goes on'"),
        ("class A:\n    def _repr_html_(self):\n        return 'x'\nA", "__main__.A"),
        ("class Own:\n    def _ipython_display_(self):\n        print('itself')\nOwn()", "itself"),
        ("class Any:\n    def __getattr__(self, name):\n        return lambda *a, **k: 3\n"
         "    def __repr__(self):\n        return 'any'\nAny()", "any"),
        ("from IPython.utils.capture import capture_output\nwith capture_output() as kept:\n"
         "    print('kept')\nkept.stdout", r"'kept\\n'"),
        ("import ipywidgets as w\nx = w.Label('one')\ndisplay(x)\nclear_output()\nx.close()\n"
         "display(w.Label('two'))", "two"),
        ("class Bad:\n    def _repr_html_(self):\n        1 / 0\n    def __repr__(self):\n"
         "        return 'plain'\nBad()", "Traceback.*ZeroDivisionError.*\nplain"),
        ("dict.fromkeys(range(30), 'text')", r"\{0: 'text',\n 1: 'text',\n.*29: 'text'\}"),
        ("from IPython.display import Latex, Math\ndisplay(Latex('$x^2$'), Math('y^2'))",
         r"\$x\^2\$\n+\$\\displaystyle y\^2\$"),
        ("class F:\n    def _repr_latex_(self):\n        return '$z$'\nF()", r"\$z\$"),
        ("from IPython.display import Code, Pretty\ndisplay(Code('z < 3'), Pretty('plain'))",
         "z < 3\n+plain"),
    ],
)  # fmt: skip
def test_what_notebooks_commonly_do_works(cell: CodeCell, code: str, shown: str) -> None:
    cell.write(code).run()
    assert cell.state() == "ran", cell.text()
    assert re.fullmatch(shown, cell.text(), re.S), cell.text()


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("%gui qt", "no windows of other toolkits"),
        ("!ls", "no command line"),
        ("files = !ls", "no command line"),
        ("%%bash\nls", "no command line"),
        ("%prun sum([])", "Lines with % or !"),
        ("%%cython\nx", "Lines with % or !"),
        ("%pip install scikit-learn", "no package “scikit-learn”"),
        ("!pip install scikit-learn", "no package “scikit-learn”"),
        ("import threading\nthreading.Thread(target=print).start()", "one thing at a time"),
        ("from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor().submit(print)",
         "one thing at a time"),
        ("import subprocess\nsubprocess.run(['ls'])", "no other programs"),
        ("import multiprocessing\nmultiprocessing.Pool(2)", "no other programs"),
        ("import os\nos.system('ls')", "no other programs"),
        ("import urllib.request as u\nu.urlopen('https://example.org')", "asks no other host"),
        ("import socket\nsocket.create_connection(('127.0.0.1', 80))", "asks no other host"),
    ],
)  # fmt: skip
def test_what_a_page_cannot_do_is_said_in_a_sentence(cell: CodeCell, code: str, hint: str) -> None:
    cell.write(code).run()
    assert cell.state() == "failed"
    expect(cell.output.locator(".livepages-hint")).to_contain_text(hint)
