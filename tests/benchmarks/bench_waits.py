"""Prints how long a reader waits for a chapter's first lab: here in the page, and in the Lab.

These are the waits that `_config.yml` states under `launching`. Each start is in a browser that
was never used before; lines slower than the machine are made by the server.

python -m benchmarks.bench_waits SITE [--page book/index] [--repeats 3]      (from tests/)
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import chromium
import notebook_server
from benchmarks.bench_live import cold_start
from benchmarks.live_host import RATES, serve
from benchmarks.live_moves import LIMIT_MS, LIVE
from playwright.sync_api import Browser, sync_playwright

# The lab of the book's first page, as it looks in the Lab's notebook.
SHOWN = ".jp-OutputArea-output .widget-slider"


def in_the_lab(browser: Browser, address: str, page_name: str) -> tuple[float, float]:
    """Seconds until the notebook is open, and until its first lab is there after one key."""
    context = browser.new_context(viewport={"width": 1280, "height": 1400})
    page = context.new_page()
    page.set_default_timeout(LIMIT_MS)
    begun = time.monotonic()
    page.goto(f"{address}/lite/lab/index.html?path={page_name}.ipynb", wait_until="commit")
    cell = page.locator(".jp-Notebook .jp-CodeCell").first
    cell.wait_for()
    opened = time.monotonic() - begun
    notebook_server.await_kernel(page)  # a reader whose key is forgotten presses it again
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    page.locator(SHOWN).first.wait_for()
    seconds = time.monotonic() - begun
    context.close()
    return opened, seconds


def measure(browser: Browser, site: Path, page_name: str, rate: str, repeats: int) -> None:
    """Print the waits on a line of this rate."""
    with serve(site, RATES[rate]) as host:
        for _ in range(repeats):
            here = cold_start(browser, host, f"/{page_name}.html", LIVE)
            host.sent.clear()
            opened, lab = in_the_lab(browser, host.address, page_name)
            print(
                f"{rate:>5}  here {here.seconds:6.1f} s {here.until:6.1f} MB   "
                f"Lab: notebook {opened:6.1f} s, lab {lab:6.1f} s {host.bytes() / 1e6:6.1f} MB",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--page", default="book/index")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    path = chromium.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        for rate in RATES:
            measure(browser, options.site, options.page, rate, options.repeats)
        browser.close()


if __name__ == "__main__":
    main()
