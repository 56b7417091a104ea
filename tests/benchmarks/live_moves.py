"""How long a slider takes to repaint what hangs on it: in our pages, and in JupyterLab.

A slider is moved by a key, one step at a time. The clock stops in the frame after the last change
outside the slider, when nothing more has changed for a while and all images are decoded.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import notebook_server
from playwright.sync_api import Browser, BrowserContext, Page

SIZE = {"width": 1280, "height": 1400}
LIMIT_MS = 180_000
WARM_UP = 4  # moves that are not counted
QUIET_MS = 250  # after which a move is answered: less than a lab waits for rest
REST_MS = 1000  # after which it is answered for good
FINAL = 6  # moves that are followed so far
PATIENCE_MS = 5000  # for the first change
LIVE = "document.querySelector('[data-live-state=live]') != null"
STAGE = "[data-live-state=live] .livepages-stage"
INTERACT = ".jp-OutputArea:has(.widget-interact)"

MOVE = """([root, which, wanted, quiet, patience]) => new Promise(async (finish) => {
  const stage = document.querySelector(root);
  const handles = [...stage.querySelectorAll('.noUi-handle')].filter((one) => one.offsetParent);
  const handle = handles[which % handles.length];
  const number = (name) => Number(handle.getAttribute(`aria-value${name}`));
  const busy = () => stage.closest('[data-live-busy=true]') !== null;
  const frame = () => new Promise(requestAnimationFrame);
  let changes = 0, painted = 0, drawn = 0;
  const paint = async (mine) => {
    const images = [...stage.querySelectorAll('img')];
    await Promise.all(images.map((one) => one.decode().catch(() => {})));
    await frame();
    const after = new MessageChannel();
    after.port1.onmessage = () => { painted = performance.now(); drawn = Math.max(drawn, mine); };
    after.port2.postMessage(0);
  };
  const note = () => paint(++changes);
  const element = (node) => (node.nodeType === 1 ? node : node.parentElement);
  const watch = new MutationObserver((records) => {
    if (records.some(({ target }) => !element(target)?.closest('.widget-slider'))) note();
  });
  watch.observe(stage, { subtree: true, childList: true, attributes: true, characterData: true });
  stage.addEventListener('livepages:painted', note);
  const down = number('now') >= number('max') || (wanted < 0 && number('now') > number('min'));
  const begun = performance.now();
  const key = down ? 'ArrowLeft' : 'ArrowRight';
  handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const waited = () => performance.now() - begun;
  const all = () => changes && drawn === changes && !busy();
  const still = () => all() && performance.now() - painted > quiet;
  while (!still() && waited() < patience) await frame();
  watch.disconnect();
  stage.removeEventListener('livepages:painted', note);
  finish(changes ? painted - begun : null);
})"""

# Notes inside the worker how long Python needs for each message of a widget.
TIMED = """() => {
  const begun = new Map();
  const post = self.postMessage.bind(self);
  self.spent = 0;
  self.postMessage = (message, transfer) => {
    if (message.type === 'handled') self.spent += performance.now() - begun.get(message.turn);
    return post(message, transfer);
  };
  const take = self.onmessage;
  self.onmessage = (event) => {
    if (event.data.type === 'comm') begun.set(event.data.turn, performance.now());
    return take(event);
  };
}"""
SPENT = "() => { const { spent } = self; self.spent = 0; return spent; }"


@dataclass(frozen=True)
class Repaints:
    """Milliseconds from a slider's move to its repaint, and of Python within, move by move."""

    total: list[float]
    python: list[float]
    silent: int = 0  # moves after which nothing changed

    @staticmethod
    def quantile(times: list[float], share: float) -> float:
        """The time within which that share of the moves was done."""
        return (
            sorted(times)[min(len(times) - 1, int(share * len(times)))] if times else float("nan")
        )

    def told(self) -> str:
        """Quantiles in words."""
        parts = [f"{len(self.total)} moves: p50 {self.quantile(self.total, 0.5):.0f} ms"]
        parts.append(f"p95 {self.quantile(self.total, 0.95):.0f} ms")
        if self.python:
            low, high = (self.quantile(self.python, share) for share in (0.5, 0.95))
            parts.append(f"of which Python {low:.0f} and {high:.0f} ms")
        if self.silent:
            parts.append(f"and {self.silent} MOVES CHANGED NOTHING")
        return ", ".join(parts)


@dataclass(frozen=True)
class Moves:
    """A lab's answers to moves of its sliders: the first ones, and those that last."""

    first: Repaints
    final: Repaints


def _walk(
    page: Page, root: str, moves: int, spent: Callable[[], float], quiet: int = QUIET_MS
) -> Repaints:
    """Move the sliders below `root`, each in turn by chance, and time what follows."""
    count = f"[...document.querySelectorAll('{root} .noUi-handle')].filter((h) => h.offsetParent)"
    handles = page.evaluate(f"{count}.length")
    chance, total, python, silent = random.Random(1), [], [], 0
    for number in range(WARM_UP + moves if handles else 0):
        which = number if number < handles else chance.randrange(handles)
        wanted = chance.choice((-1, 1))  # near where they were: no lab is asked for too much
        took = page.evaluate(MOVE, [root, which, wanted, quiet, PATIENCE_MS])
        computed = spent()
        if took is None:
            silent += 1
        elif number >= WARM_UP:
            total.append(took)
            python.append(computed)
    return Repaints(total, python, silent)


def in_page(browser: Browser, address: str, moves: int) -> Repaints:
    """Of the first lab of a built page."""
    return of_lab(browser, address, moves).first


def of_lab(
    browser: Browser, address: str, moves: int, prepare: Callable[[Page], None] | None = None
) -> Moves:
    """The same with the answers that last, of a lab to which something is done before."""
    context = browser.new_context(viewport=SIZE)
    try:
        page = context.new_page()
        page.goto(address)
        page.locator("[data-live-cell]").first.scroll_into_view_if_needed()
        page.wait_for_function(LIVE, timeout=LIMIT_MS)
        page.wait_for_timeout(1500)
        if prepare:
            prepare(page)
        worker = page.workers[0]
        worker.evaluate(TIMED)

        def spent() -> float:
            return worker.evaluate(SPENT)

        first = _walk(page, STAGE, moves, spent)
        return Moves(first, _walk(page, STAGE, FINAL, spent, REST_MS))
    finally:
        context.close()


def in_jupyterlab(browser: Browser, cell: str, moves: int) -> Repaints:
    """Of a cell with `interact` in a JupyterLab of this machine, whose Python is a native one."""
    with TemporaryDirectory() as folder:
        notebook_server.write_notebook(Path(folder), "interact", cell)
        with notebook_server.serving(Path(folder), sys.executable) as address:
            context = browser.new_context(viewport=SIZE)
            page = _run_first_cell(context, address)
            found = _walk(page, INTERACT, moves, lambda: 0.0)
            context.close()
    return Repaints(found.total, [], found.silent)


def _run_first_cell(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    token = notebook_server.TOKEN
    page.goto(f"{address}/{notebook_server.LAB}/interact.ipynb?reset&token={token}")
    cell = page.locator(".jp-Notebook .jp-CodeCell").first
    cell.wait_for(timeout=LIMIT_MS)
    notebook_server.await_kernel(page)
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.locator(f"{INTERACT} img").first.wait_for(timeout=LIMIT_MS)
    page.wait_for_timeout(1500)
    return page
