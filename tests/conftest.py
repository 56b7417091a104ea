"""The built book and the browser, each made once for all tests that need them."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built book; BOOK_HTML names another one than `make html` makes."""
    named = os.environ.get("BOOK_HTML")
    if named:
        return Path(named).resolve()
    build = subprocess.run(
        ["make", "html"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if build.returncode:
        pytest.fail(f"the book does not build:\n{build.stdout.decode()[-4000:]}", pytrace=False)
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
