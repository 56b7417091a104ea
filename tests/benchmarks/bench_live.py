"""Prints how soon a lab of the built page is live and how fast it answers, beside its peer.

The peer is the same cell in JupyterLite's embedded console, in the same run, turn by turn, each
time in a browser that was never used before. Lines slower than the machine are made by the
server, which hands out bytes at the named rate to all requests together.

make bench-live                                        at full speed, 20 and 5 Mbit/s
python -m benchmarks.bench_live SITE --rates full      (from tests/) at full speed only
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import chromium
from playwright.sync_api import Browser, Page, sync_playwright

LIMIT_MS = 180_000
CHUNK = 16_384
MOVES = 60
LIGHT = ["anywidget", "ipywidgets", "numpy"]  # what this lab needs; the peer is spared the rest
COMPRESSED = {".js", ".mjs", ".css", ".html", ".json", ".wasm", ".svg", ".py", ".ipynb"}
RATES = {"full": None, "20": 20e6, "5": 5e6}


@dataclass
class Bucket:
    """Bytes that may be sent: all requests draw from it."""

    bits_per_second: float | None
    free_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, size: int) -> None:
        if self.bits_per_second is None:
            return
        with self.lock:
            now = time.monotonic()
            self.free_at = max(self.free_at, now) + 8 * size / self.bits_per_second
            wait = self.free_at - now
        time.sleep(wait)


@cache
def packed(path: str) -> bytes:
    """A file as a host sends it that compresses text and WebAssembly."""
    return gzip.compress(Path(path).read_bytes(), 6)


def handler(site: Path, bucket: Bucket, sent: list[int], peer: str) -> type:
    """A request handler for `site` and the page of the peer."""

    class Host(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(site))

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            if self.path == "/peer.html":
                self.answer(peer.encode(), "text/html", False)
            elif path.is_file():
                text = path.suffix in COMPRESSED
                body = spared(path) if path.name == "pyodide-lock.json" else path.read_bytes()
                whole = packed(str(path)) if text and path.name != "pyodide-lock.json" else body
                self.answer(whole, self.guess_type(str(path)), whole is not body)
            else:
                self.send_error(404)

        def answer(self, body: bytes, kind: str, zipped: bool) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            if zipped:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            sent.append(len(body))
            for start in range(0, len(body), CHUNK):
                piece = body[start : start + CHUNK]
                bucket.take(len(piece))
                self.wfile.write(piece)

        def log_message(self, *arguments: object) -> None:
            """Keep the table clean."""

    Host.extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}
    return Host


def spared(lock: Path) -> bytes:
    """The peer's lock, so that it loads no more than the lab needs."""
    content = json.loads(lock.read_text(encoding="utf-8"))
    if "leverplug" in content["packages"]:
        content["packages"]["leverplug"]["depends"] = LIGHT
    return json.dumps(content).encode()


@contextmanager
def host(site: Path, bits: float | None, peer: str) -> Iterator[tuple[str, list[int]]]:
    """Serve the site; yields its address and the sizes of what was sent."""
    sent: list[int] = []
    bucket = Bucket(bits)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(site, bucket, sent, peer)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", sent
        server.shutdown()


@dataclass
class Start:
    """One cold start."""

    seconds: float
    requests: int
    megabytes: float
    memory: float


LIVE = "document.querySelector('[data-live-state=live]') != null"
PEER = (
    "document.querySelector('iframe')?.contentDocument"
    "?.querySelector('.jp-OutputArea .widget-slider') != null"
)


def cold_start(browser: Browser, address: str, sent: list[int], page_name: str, done: str) -> Start:
    """Open a page in a fresh browser context and wait for its lab."""
    context = browser.new_context(viewport={"width": 1280, "height": 1400})
    page = context.new_page()
    sent.clear()
    begun = time.monotonic()
    page.goto(f"{address}/{page_name}", wait_until="commit")
    page.wait_for_function(done, timeout=LIMIT_MS)
    seconds = time.monotonic() - begun
    result = Start(seconds, len(sent), sum(sent) / 1e6, memory(page))
    context.close()
    return result


def memory(page: Page) -> float:
    """Megabytes that the page and its workers hold; nan where the browser does not say."""
    script = "performance.memory ? performance.memory.usedJSHeapSize / 1e6 : NaN"
    return page.evaluate(script)


# Moves the slider one step and waits until nothing in the lab has changed for a while.
MOVE = """([steps, quiet]) => new Promise(async (finish) => {
  const box = document.querySelector('[data-live-state="live"]');
  const handle = box.querySelector('.noUi-handle');
  const stage = box.querySelector('.livepages-stage');
  const frame = () => new Promise(requestAnimationFrame);
  const times = [];
  for (let step = 0; step < steps; step++) {
    let last = 0;
    const note = () => (last = performance.now());
    const watch = new MutationObserver((records) => {
      if (records.some((record) => !record.target.closest?.('.widget-slider'))) note();
    });
    watch.observe(stage, { subtree: true, childList: true, attributes: true, characterData: true });
    stage.addEventListener('livepages:painted', note);
    const begun = performance.now();
    const key = step % 2 ? 'ArrowLeft' : 'ArrowRight';
    handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    const still = () => performance.now() - (last || begun) > quiet;
    while (!still() || box.dataset.liveBusy === 'true') await frame();
    watch.disconnect();
    stage.removeEventListener('livepages:painted', note);
    if (last) times.push(last - begun);
  }
  finish(times);
})"""


def repaints(browser: Browser, address: str, page_name: str) -> list[float]:
    """Milliseconds from a slider's move to the last change that it brought."""
    context = browser.new_context(viewport={"width": 1280, "height": 1400})
    page = context.new_page()
    page.goto(f"{address}/{page_name}")
    page.wait_for_function(LIVE, timeout=LIMIT_MS)
    page.wait_for_timeout(1500)
    times = page.evaluate(MOVE, [MOVES + 5, 250])[5:]  # the first few warm it up
    context.close()
    return times


def peer_page(site: Path) -> str:
    """A page with the embedded console, as the `replite` directive writes it."""
    notebook = json.loads((site / "lite" / "files" / "index.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    code = quote("".join(cells[0]["source"]))
    address = f"lite/repl/index.html?kernel=python&toolbar=1&code={code}&execute=1"
    frame = f'<iframe src="{address}" width="1200" height="1200"></iframe>'
    return f"<!doctype html><title>Peer</title>{frame}"


def middle(starts: list[Start], part: str) -> float:
    return statistics.median(getattr(start, part) for start in starts)


def compare(browser: Browser, site: Path, rate: str, repeats: int) -> dict[str, float]:
    """Cold starts by the chosen way, both ways and the peer, turn by turn; prints a table."""
    ways = {
        "page (as it chooses)": ("index.html", LIVE),
        "page, snapshot": ("index.html?livepages=snapshot", LIVE),
        "page, ordinary": ("index.html?livepages=ordinary", LIVE),
        "peer": ("peer.html", PEER),
    }
    starts: dict[str, list[Start]] = {name: [] for name in ways}
    with host(site, RATES[rate], peer_page(site)) as (address, sent):
        for _ in range(repeats):
            for name, (page, done) in ways.items():
                starts[name].append(cold_start(browser, address, sent, page, done))
    medians = {name: middle(each, "seconds") for name, each in starts.items()}
    label = "full speed" if rate == "full" else f"{rate} Mbit/s"
    print(f"\nCold start, {label}, medians of {repeats}")
    print(f"{'':24}{'seconds':>9}{'of peer':>9}{'requests':>10}{'MB sent':>9}{'page MB':>9}")
    for name, each in starts.items():
        print(
            f"{name:24}{medians[name]:9.2f}{medians[name] / medians['peer']:9.2f}"
            f"{middle(each, 'requests'):10.0f}{middle(each, 'megabytes'):9.1f}"
            f"{middle(each, 'memory'):9.1f}",
            flush=True,
        )
    return {name: value / medians["peer"] for name, value in medians.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--rates", default="full,20,5")
    parser.add_argument("--repeats", type=int, default=5)
    chosen = parser.parse_args()
    path, arguments = chromium.find(), list(chromium.ARGUMENTS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        for rate in chosen.rates.split(","):
            compare(browser, chosen.site, rate, chosen.repeats)
        with host(chosen.site, None, "") as (address, _):
            times = sorted(repaints(browser, address, "index.html"))
        p50, p95 = statistics.median(times), times[int(0.95 * len(times))]
        print(f"\nSlider to repaint, 500 runs, 12 ties, {len(times)} moves:", end=" ")
        print(f"p50 {p50:.0f} ms, p95 {p95:.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
