"""Prints how soon one small widget answers, in our page and in its nearest peers' own ways.

The widget is a slider, and a sentence that Python computes from it and that names Python's
platform. Each start is in a browser context that was never used before. Once the sentence comes
from the browser's Python the slider is moved; once that has changed the sentence the clock stops.

make bench-live                                         runs it last (QUICK=1: one start each)
python -m benchmarks.bench_peers SMALL SITE --rates 20  (from tests/) parts of it

What each row is, and what was changed for it, is told in peers/README.md.
"""

from __future__ import annotations

import argparse
import math
import re
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import chromium
import psutil
from benchmarks import bench_live, live_host, live_moves, stock_lab
from benchmarks.peers import sites
from playwright.sync_api import Browser, TimeoutError, sync_playwright

CACHE = Path(__file__).parents[2] / ".cache" / "peers"
OURS, CONSOLE = "our page", "JupyterLite's console"
PLACE = r"\(emscripten\)"  # not from when the page was built
FIRST = f"text=/Square of effort: 144 {PLACE}/"
CHANGED = rf"text=/Square of effort: (?!144)\d+ {PLACE}/"
ANSWER_MS = 20_000  # after which a move is not answered any more
ONE_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # nothing past the line


@dataclass(frozen=True)
class Way:
    """A page, and where its slider is."""

    page: str
    slider: str = "[role=slider]"
    frame: str = ""


WAYS = {
    OURS: Way("/page/index.html"),
    f"marimo islands {sites.MARIMO}": Way("/marimo/index.html"),
    f"PyScript {sites.PYSCRIPT}": Way("/pyscript/index.html", slider="input[type=range]"),
    CONSOLE: Way("/console.html", frame="iframe"),
}


class Answer(NamedTuple):
    """A cold start up to the first answer; `seconds` is infinite if none came."""

    seconds: float
    requests: int
    megabytes: float


def answer(browser: Browser, host: live_host.Host, way: Way) -> Answer:
    """Open a page in a fresh browser context, move its slider and wait for the sentence."""
    context = browser.new_context(viewport=live_moves.SIZE)
    page = context.new_page()
    host.sent.clear()
    begun = time.monotonic()
    page.goto(f"{host.address}{way.page}", wait_until="commit")
    root = page.frame_locator(way.frame) if way.frame else page.locator("html")
    root.locator(FIRST).first.wait_for(timeout=live_moves.LIMIT_MS)
    root.locator(way.slider).first.press("ArrowRight")
    try:
        root.locator(CHANGED).first.wait_for(timeout=ANSWER_MS)
        seconds = time.monotonic() - begun
    except TimeoutError:
        seconds = math.inf
    context.close()
    return Answer(seconds, len(host.sent), host.bytes() / 1e6)


def widget() -> str:
    """The code of our page's cell, for the console."""
    page = (sites.HERE / "book" / "index.md").read_text(encoding="utf-8")
    return re.findall(r":live-id: slider\n\n(.*?)```", page, re.DOTALL)[0]


def lay_out(folder: Path, small: Path, site: Path) -> list[str]:
    """Link all sites into one folder; returns which rows there are, and says what is missing."""
    (folder / "page").symlink_to(small.resolve())
    stock_lab.lay_out(site)
    (folder / stock_lab.NAME).symlink_to((site / stock_lab.NAME).resolve())
    missing = set()
    for name in sites.MAKERS:
        try:
            (folder / name).symlink_to(sites.folder(name, CACHE))
        except sites.UnavailableError as error:
            print(f"{name} is left out, since its packages could not be had: {error}", flush=True)
            missing.add(f"/{name}/index.html")
    return [label for label, way in WAYS.items() if way.page not in missing]


def compare(browser: Browser, folder: Path, labels: list[str], rate: str, repeats: int) -> None:
    """Starts by each way, turn by turn; prints their medians."""
    line = "full speed" if rate == "full" else f"{rate} Mbit/s"
    pages = {WAYS[CONSOLE].page: bench_live.console_page(widget())}
    found: dict[str, list[Answer]] = {label: [] for label in labels}
    with live_host.serve(folder, live_host.RATES[rate], pages) as host:
        for turn in range(repeats + 1):
            for label in labels:
                each = answer(browser, host, WAYS[label])
                if turn:  # before that the host has packed its files
                    found[label].append(each)
                    bench_live.say(f"{line}, {turn} of {repeats}: {label}, {each.seconds:.2f} s")
    table(f"One slider, cold start to first answer, {line}, medians of {repeats}", found)


def table(title: str, found: dict[str, list[Answer]]) -> None:
    """Print medians, and what share our page takes of each row's seconds."""
    heads = ("seconds", "ours of it", "requests", "MB")
    print(f"\n{title}\n{'':24}" + "".join(f"{head:>11}" for head in heads))
    middle = {label: Answer(*map(statistics.median, zip(*each, strict=True)))
              for label, each in found.items()}  # fmt: skip
    for label, (seconds, requests, megabytes) in middle.items():
        share = middle[OURS].seconds / seconds
        taken = f"{seconds:11.2f}{share:11.2f}" if seconds < math.inf else f"{'no answer':>22}"
        print(f"{label:24}{taken}{requests:11.0f}{megabytes:11.1f}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("small", type=Path, help="the built folder of peers/book")
    parser.add_argument("site", type=Path, help="the built folder of live_book, for its Lab")
    parser.add_argument("--rates", default="full,20,5", help="of full, 20 and 5")
    parser.add_argument("--repeats", type=int, default=5, help="starts of each kind")
    parser.add_argument("--quick", action="store_true", help="one start each, at full speed")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.rates, chosen.repeats = "full", 1
    path, arguments = chromium.find(), [*chromium.ARGUMENTS, ONE_HOST]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        labels = lay_out(Path(folder), chosen.small, chosen.site)
        bench_live.say(f"{psutil.cpu_count()} processors, load {psutil.getloadavg()[0]:.1f}")
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        for rate in chosen.rates.split(","):
            compare(browser, Path(folder), labels, rate, chosen.repeats)
        browser.close()
    bench_live.say(f"done; load {psutil.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
