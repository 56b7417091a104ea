"""What tests share, made once, and the order in which workers take them.

pytest-xdist gives each worker a whole group at a time (`--dist loadgroup`). A group is a test's
module, so that what a module makes is made once; a test may name another with `xdist_group`.
"""

import os
import subprocess
from collections.abc import Generator, Iterator
from pathlib import Path

import artifacts
import chromium
import pytest
from once import once
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
# Begun early, so that no worker is left with one of these when the others have ended.
SLOW = tuple(f"tests/{folder}/" for folder in ("assignments", "launching", "live", "setup"))
BUILDS = "tests/site/test_build.py"  # one worker builds the book while others try what needs none


def turn(item: pytest.Item) -> tuple[bool, bool, bool]:
    """When it is a test's turn: the smaller, the earlier."""
    needs_book = "site" in getattr(item, "fixturenames", ())
    return not item.nodeid.startswith(BUILDS), needs_book, not item.nodeid.startswith(SLOW)


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in their order, and give each the group of its module unless it names one."""
    items.sort(key=turn)
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what the browser showed when a test failed."""
    report = yield
    chrome = getattr(item, "funcargs", {}).get("browser")
    if chrome and report.failed:
        # pytest-xdist puts the group after an @.
        folder = artifacts.keep(chrome, item.nodeid.removeprefix("tests/").partition("@")[0])
        report.sections.append(("What the browser showed", str(folder or "nothing was open")))
    return report


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built book; BOOK_HTML names another one than `make html` makes."""
    named = os.environ.get("BOOK_HTML")
    if named:
        return Path(named).resolve()

    def build(folder: Path) -> None:
        done = subprocess.run(
            ["make", "html"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"the book does not build:\n{done.stdout.decode()[-4000:]}")

    once(tmp_path_factory, "book", build)
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    path = chromium.find()
    if not path:
        pytest.fail("no Chromium found: run make test, or set CHROMIUM", pytrace=False)
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield chrome
        chrome.close()
