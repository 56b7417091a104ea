"""The one test that looks at a clock: how soon a lab is live, as a share of its peer's time.

The peer is the same cell in JupyterLite's embedded console, started turn by turn with ours in the
same run, so a busy machine slows both. What is compared is the best of a few cold starts.
"""

from pathlib import Path

import pytest
from benchmarks import bench_live, live_host
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

GATE = 0.45  # the goal is 0.34; the difference is left to noise
STARTS = 3


def test_a_lab_is_live_long_before_its_peer(demo: Path, browser: Browser) -> None:
    ours, theirs = [], []
    pages = {bench_live.PEER: bench_live.peer_page(demo)}
    with live_host.serve(demo, pages=pages) as host:
        for _ in range(STARTS):
            for times, way in ((theirs, "JupyterLite"), (ours, "page as it chooses")):
                page, live = bench_live.WAYS[way]
                times.append(bench_live.cold_start(browser, host, page, live).seconds)
    assert min(ours) <= GATE * min(theirs), f"seconds: {ours} against {theirs}"
