"""Prints how soon a reader's own code runs in the built page, beside JupyterLite's console.

Each visit but the first finds its files in the browser's cache, as readers' second ones do. The
page and the console start from nothing; of the page it is also told how long a cell takes once
a lab is live.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import chromium
from benchmarks import live_moves, stock_lab
from code_cells import CodeCell
from playwright.sync_api import Page, sync_playwright
from serving import serve

PEER = f"/{stock_lab.NAME}/repl/index.html?kernel=python&toolbar=1&execute=1&code="
GOALS = {"after live, s": 1, "with pandas, s": 4}
CELLS = {"plain": "45", "table": "30"}  # of the page: the last word of what each shows
Ended = Callable[[Page], object]


def own(name: str) -> Ended:
    """Change and run a cell as soon as the page is there."""

    def run(page: Page) -> None:
        CodeCell(page, name).run()

    return run


def peer(word: str) -> Ended:
    """Wait for what the console's own cell shows."""
    outputs = "[...document.querySelectorAll('.jp-OutputArea-output')]"
    shown = f"{outputs}.at(-1)?.innerText.trim().endsWith('{word}')"
    return lambda page: page.wait_for_function(shown, timeout=live_moves.LIMIT_MS)


def sources(site: Path) -> dict[str, str]:
    """Code of the page's ordinary cells, by name, as the Lab's notebook has it."""
    notebook = json.loads((site / "lite" / "files" / "code.ipynb").read_text(encoding="utf-8"))
    codes = ["".join(each["source"]) for each in notebook["cells"] if each["cell_type"] == "code"]
    return dict(zip(CELLS, codes[-len(CELLS) :], strict=True))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, help="the built folder of live_book")
    parser.add_argument("--repeats", type=int, default=5, help="visits of each kind")
    chosen = parser.parse_args()
    print(f"Goals: {GOALS}", flush=True)
    path, arguments = chromium.find(), list(chromium.ARGUMENTS)
    taken: dict[str, list[float]] = {}
    stock_lab.lay_out(chosen.site)
    with serve(chosen.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        context = browser.new_context(viewport=live_moves.SIZE)

        def visit(label: str, place: str, ended: Ended, live: bool = False) -> None:
            page = context.new_page()
            begun = time.monotonic()
            page.goto(f"{address}{place}", wait_until="commit")
            if live:
                page.wait_for_function(live_moves.LIVE, timeout=live_moves.LIMIT_MS)
                begun = time.monotonic()
            ended(page)
            taken.setdefault(label, []).append(time.monotonic() - begun)
            page.close()

        for _ in range(chosen.repeats + 1):
            for name, code in sources(chosen.site).items():
                visit(f"{name}: once a lab is live", "/code.html", own(name), live=True)
                visit(f"{name}: from an empty tab", "/code.html", own(name))
                visit(f"{name}: JupyterLite's console", PEER + quote(code), peer(CELLS[name]))
        browser.close()
    for label, each in taken.items():  # the first visit filled the browser's cache
        print(f"{label:32}{statistics.median(each[1:]):8.2f} s", flush=True)


if __name__ == "__main__":
    main()
