"""What a browser showed when a test failed: a picture of each open page, and its console."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, Error

FOLDER = Path(__file__).resolve().parents[2] / "_build" / "test-artifacts"
PATIENCE_MS = 10_000


def keep(browser: Browser, test: str) -> Path | None:
    """Keep all that is open, and return the folder that holds it; None if nothing is open.

    Args:
        browser: Whose pages are kept.
        test: Name of the test that failed, after which the folder is called.
    """
    pages = [page for context in browser.contexts for page in context.pages]
    if not pages:
        return None
    folder = FOLDER / re.sub(r"[^\w.-]+", "-", test).strip("-")
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages, 1):
        with suppress(Error):  # a page that hangs has no picture, the next one may have
            said = [f"{line.type}: {line.text}" for line in page.console_messages()]
            said += [f"error: {error}" for error in page.page_errors()]
            words = "\n".join([page.url, *said, ""])
            (folder / f"page-{number}.txt").write_text(words, encoding="utf-8")
            page.screenshot(path=folder / f"page-{number}.png", timeout=PATIENCE_MS)
    return folder
