"""The same pages in Firefox. Collected only where a Firefox is installed; see conftest.py."""

from collections.abc import Iterator
from pathlib import Path

import firefox
import pytest
from serving import serve

pytestmark = pytest.mark.browser

CHAPTER = "book/strategy/build_your_venture"  # the largest labs
BOX = "document.querySelector('[data-live-cell={}]')"


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[firefox.Tab]:
    """A tab of a Firefox that nobody used before."""
    with firefox.tab(tmp_path_factory.mktemp("firefox")) as opened:
        yield opened


def test_a_slider_changes_what_python_computed(demo: Path, tab: firefox.Tab) -> None:
    box = BOX.format("cell-2")
    with serve(demo, "/some/book") as at:
        tab.open(f"{at}/second.html")
        tab.run(f"{box}.scrollIntoView()")
        tab.wait(f"{box}.dataset.liveState === 'live'")
        words = f"{box}.querySelector('.livepages-stage').innerText"
        assert "7 contacts, 21 pairs" in tab.run(words)
        tab.run(f"{box}.querySelector('.noUi-handle').focus()")
        tab.press("ArrowRight")
        tab.wait(f"{words}.includes('8 contacts, 28 pairs')")
    assert tab.console == []


def test_the_largest_labs_come_to_life(site: Path, tab: firefox.Tab) -> None:
    with serve(site) as at:
        tab.open(f"{at}/{CHAPTER}.html")
        boxes = "[...document.querySelectorAll('[data-live-cell]')]"
        for place in range(tab.run(f"{boxes}.length")):
            tab.run(f"{boxes}[{place}].scrollIntoView()")
            tab.wait(f"['live', 'failed'].includes({boxes}[{place}].dataset.liveState)")
        assert set(tab.run(f"{boxes}.map((box) => box.dataset.liveState)")) == {"live"}
        assert tab.wait("document.querySelectorAll('.lp-chart[data-drawn] svg').length") == 2
    assert tab.console == []
