"""Prints how soon a lab of the built page is live and how fast it answers, beside its peers.

The peer of the start is the same cell in JupyterLite's embedded console, as `stock_lab` has it,
turn by turn in the same run, each time in a browser that was never used before. The peer of a
slider is `interact` with a chart drawn anew, in a JupyterLab of this machine. What a slower line
does is told in `live_host`.

make bench-live                                      everything (over an hour; keep it calm)
make bench-live QUICK=1                              one start each, at full speed: does it run?
python -m benchmarks.bench_live SITE --rates 20,5    (from tests/) parts of it
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import chromium
import psutil
from benchmarks import bench_labs, live_host, live_moves, stock_lab
from playwright.sync_api import Browser, BrowserContext, sync_playwright

PEER = "/peer.html"
PEER_LIVE = (
    "document.querySelector('iframe')?.contentDocument"
    "?.querySelector('.jp-OutputArea .widget-slider') != null"
)
# A notebook that is run, as a reader would, as soon as it has a kernel.
LAB = "/lite/lab/index.html?path=index.ipynb"
LAB_LIVE = """(() => {
  const { context, sessionContext } = globalThis.jupyterapp?.shell?.currentWidget ?? {};
  if (!globalThis.asked && context?.isReady && sessionContext?.session?.kernel) {
    globalThis.asked = jupyterapp.commands.execute("notebook:run-all-cells");
  }
  return document.querySelector(".jp-OutputArea .widget-slider") != null;
})()"""
WAYS = {  # what is opened, and by what one sees that it is live
    "page as it chooses": ("/index.html", live_moves.LIVE),
    "page, snapshot": ("/index.html?livepages=snapshot", live_moves.LIVE),
    "page, ordinary": ("/index.html?livepages=ordinary", live_moves.LIVE),
    "the Lab's notebook": (LAB, LAB_LIVE),
    "JupyterLite": (PEER, PEER_LIVE),
}
GOALS = {
    "of peer": "0.15, 0.28 (20), 0.33 (5)", "slider p95, ms": 100, "times faster": 5,
    "MB before Python, snapshot, ordinary": "0.25, 10, 6.5",
}  # fmt: skip
INTERACT = Path(__file__).parent / "live_book" / "interact.py"


@dataclass(frozen=True)
class Start:
    """One cold start: seconds, requests, megabytes before Python and until live, and memory."""

    seconds: float
    requests: int
    before: float
    until: float
    memory: float


def say(words: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {words}", flush=True)


def memory() -> float:
    """Megabytes that the pages of our browser hold, their workers included, and nobody else."""
    held = 0
    for process in psutil.Process().children(recursive=True):
        try:
            if "--type=renderer" in process.cmdline():
                held += process.memory_full_info().uss
        except psutil.Error:  # it has just ended
            continue
    return held / 1e6


def cold_start(browser: Browser, host: live_host.Host, page_name: str, live: str) -> Start:
    """Open a page in a fresh browser context and wait for its lab."""
    context = browser.new_context(viewport=live_moves.SIZE)
    page = context.new_page()
    host.sent.clear()
    begun = time.monotonic()
    page.goto(f"{host.address}{page_name}", wait_until="commit")
    page.wait_for_function(live, timeout=live_moves.LIMIT_MS)
    seconds = time.monotonic() - begun
    before, until = host.bytes(before_python=True) / 1e6, host.bytes() / 1e6
    found = Start(seconds, len(host.sent), before, until, memory())
    context.close()
    return found


def next_page(browser: Browser, host: live_host.Host) -> float:
    """Megabytes that a second page with a lab asks for, in the browser that saw the first."""
    context: BrowserContext = browser.new_context(viewport=live_moves.SIZE)
    page = context.new_page()
    for name in ("index", "lab"):
        page.wait_for_timeout(2000)  # the first page may fetch ahead for the second
        host.sent.clear()
        page.goto(f"{host.address}/{name}.html")
        page.wait_for_function(live_moves.LIVE, timeout=live_moves.LIMIT_MS)
    context.close()
    return host.bytes() / 1e6


def peer_page(site: Path) -> str:
    """The peer's page, with the code of our page's lab."""
    notebook = json.loads((site / "lite" / "files" / "index.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return console_page("".join(cells[0]["source"]))


def console_page(code: str) -> str:
    """A page with the embedded console, as the `replite` directive writes it."""
    address = (
        f"{stock_lab.NAME}/repl/index.html?kernel=python&toolbar=1&code={quote(code)}&execute=1"
    )
    frame = f'<iframe src="{address}" width="1200" height="1200"></iframe>'
    return f"<!doctype html><title>Peer</title>{frame}"


def compare(browser: Browser, site: Path, rate: str, repeats: int) -> dict[str, float]:
    """Cold starts by each way and of the peer, turn by turn; prints a table.

    Returns:
        Median seconds of each way.
    """
    label = "full speed" if rate == "full" else f"{rate} Mbit/s"
    stock_lab.lay_out(site)
    starts: dict[str, list[Start]] = {name: [] for name in WAYS}
    with live_host.serve(site, live_host.RATES[rate], {PEER: peer_page(site)}) as host:
        for turn in range(1, repeats + 1):
            for name, (page, live) in WAYS.items():
                starts[name].append(cold_start(browser, host, page, live))
                took = starts[name][-1].seconds
                say(f"cold start at {label}, {turn} of {repeats}: {name}, {took:.2f} s")
        again = next_page(browser, host)
    table(f"Cold start, {label}, medians of {repeats}", starts)
    print(f"The next page asks for {again:.2f} MB.", flush=True)
    return {name: _middle(each, "seconds") for name, each in starts.items()}


def _middle(starts: list[Start], part: str) -> float:
    return statistics.median(getattr(start, part) for start in starts)


def table(title: str, starts: dict[str, list[Start]]) -> None:
    """Print medians, and seconds as a share of the peer's."""
    heads = ("seconds", "of peer", "requests", "MB before", "MB live", "memory MB")
    print(f"\n{title}\n{'':20}" + "".join(f"{head:>11}" for head in heads))
    peer = _middle(starts["JupyterLite"], "seconds")
    for name, each in starts.items():
        seconds = _middle(each, "seconds")
        rest = (_middle(each, part) for part in ("requests", "before", "until", "memory"))
        values = zip(("11.2f", "11.2f", "11.0f", "11.2f", "11.1f", "11.0f"),
                     (seconds, seconds / peer, *rest), strict=True)  # fmt: skip
        print(f"{name:20}" + "".join(f"{value:{form}}" for form, value in values), flush=True)


def choice(site: Path, medians: dict[str, dict[str, float]]) -> None:
    """Print what the snapshot saves, from which speed of the line on it pays, and if pages know."""
    said = json.loads(re.search(r'id="livepages">(.*?)</script>', (site / "index.html").read_text(),
                                re.DOTALL)[1])["manifest"]["snapshot"]  # fmt: skip
    print("\nWhich way of starting Python?")
    for rate, each in medians.items():
        saved = each["page, ordinary"] - each["page, snapshot"]
        line = live_host.RATES[rate]
        carried = 8 * said["extraBytes"] / line if line else 0.0
        print(
            f"{rate:>5}: the snapshot saves {saved:+.2f} s; its {said['extraBytes'] / 1e6:.1f} MB "
            f"more take {carried:.2f} s on the line, so computing saves {saved + carried:.2f} s "
            f"(pages reckon with {said['savedSeconds']} s)"
        )


def sliders(browser: Browser, site: Path, moves: int) -> None:
    """Print how soon a slider's move is painted in our pages and by `interact`."""
    say(f"sliders, {moves} moves each: `interact` in JupyterLab")
    peer = live_moves.in_jupyterlab(browser, INTERACT.read_text(encoding="utf-8"), moves)
    print(f"`interact`, chart drawn anew: {peer.told()}", flush=True)
    with live_host.serve(site) as host:
        for name, words in (("index", "the same lab in a page"), ("lab", "VentureLab")):
            ours = live_moves.in_page(browser, f"{host.address}/{name}.html", moves)
            print(f"{words}, 500 runs, 12 ties: {ours.told()}", flush=True)
            if name == "index":
                ratios = [
                    peer.quantile(peer.total, share) / ours.quantile(ours.total, share)
                    for share in (0.5, 0.95)
                ]
                print(f"    that is {ratios[0]:.1f} times faster (p50), {ratios[1]:.1f} (p95)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, help="the built folder of live_book")
    parser.add_argument("--book", type=Path, help="a built book, to move the sliders of its labs")
    parser.add_argument("--rates", default="full,20,5", help="of full, 20 and 5; - for none")
    parser.add_argument("--repeats", type=int, default=5, help="cold starts of each kind")
    parser.add_argument("--moves", type=int, default=60, help="of the sliders of each lab")
    parser.add_argument("--quick", action="store_true", help="one start each, full speed, 6 moves")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.rates, chosen.repeats, chosen.moves = "full", 1, 6
    rates = [rate for rate in chosen.rates.split(",") if rate != "-"]
    path, arguments = chromium.find(), list(chromium.ARGUMENTS)
    say(f"{psutil.cpu_count()} processors, load {psutil.getloadavg()[0]:.1f}; goals: {GOALS}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        medians = {rate: compare(browser, chosen.site, rate, chosen.repeats) for rate in rates}
        choice(chosen.site, medians)
        print()
        sliders(browser, chosen.site, chosen.moves)
        if chosen.book:
            bench_labs.table(browser, chosen.book, chosen.moves)
        browser.close()
    say(f"done; load {psutil.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
