"""Prints how soon each lab of a built book answers its sliders, in the page.

A lab that can compare its design with another is moved once more with two designs on show. "All
runs" is the time until nothing changes any more, also for a lab that shows fewer of its runs while
a slider moves: it counts the wait for rest.

make bench-labs                                        all labs of the book
python -m benchmarks.bench_labs SITE --only giant      (from tests/) one of them
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import psutil
from benchmarks import live_host, live_moves
from playwright.sync_api import Browser, Page, sync_playwright

GOALS = {"p95, ms": 100, "aim": 60}
BESIDE = ("Remember this", "Pin this design")  # buttons after which two designs are shown
HEADS = ("moves", "p50", "p95", "Python p50", "p95", "all runs")


def pages(site: Path) -> Iterator[str]:
    """Pages of a built book that have a lab."""
    for path in sorted(site.rglob("*.html")):
        if "data-live-cell" in path.read_text(encoding="utf-8"):
            yield str(path.relative_to(site))


def compare(page: Page) -> None:
    """Let the lab show a second design beside its own.

    Raises:
        LookupError: It compares none.
    """
    lab = page.locator(live_moves.STAGE).first
    buttons = [lab.get_by_role("button", name=name) for name in BESIDE]
    there = [button for button in buttons if button.count()]
    if not there:
        raise LookupError("this lab compares no designs")
    there[0].click()
    page.wait_for_timeout(1500)


def row(name: str, found: live_moves.Moves) -> str:
    """One line of the table, times in ms."""
    fast, final = found.first, found.final
    times = [*(fast.quantile(each, share) for each in (fast.total, fast.python)
               for share in (0.5, 0.95)), final.quantile(final.total, 0.5)]  # fmt: skip
    silent = f"   {fast.silent} MOVES CHANGED NOTHING" if fast.silent else ""
    return f"{name:48}{len(fast.total):>7}" + "".join(f"{time:>12.0f}" for time in times) + silent


def table(browser: Browser, site: Path, moves: int, only: str = "") -> None:
    """Print the table, a line or two for each lab, as they are measured."""
    print(f"Slider to repaint, ms; goals: {GOALS}")
    print(f"{'':48}{HEADS[0]:>7}" + "".join(f"{head:>12}" for head in HEADS[1:]), flush=True)
    ways: dict[str, Callable[[Page], None] | None] = {"": None, ", two designs": compare}
    with live_host.serve(site) as host:
        for name in (page for page in pages(site) if only in page):
            for words, prepare in ways.items():
                try:
                    address = f"{host.address}/{name}"
                    found = live_moves.of_lab(browser, address, moves, prepare)
                except LookupError:
                    continue
                print(row(f"{Path(name).stem}{words}", found), flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, help="a built book")
    parser.add_argument("--moves", type=int, default=60, help="of the sliders of each lab")
    parser.add_argument("--only", default="", help="part of the name of the pages that are meant")
    chosen = parser.parse_args()
    path, arguments = chromium.find(), list(chromium.ARGUMENTS)
    print(f"{psutil.cpu_count()} processors, load {psutil.getloadavg()[0]:.1f}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        table(browser, chosen.site, chosen.moves, chosen.only)
        browser.close()
    print(f"load {psutil.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
