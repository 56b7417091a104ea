"""Prints the built book as one PDF, with the browser that the tests use."""

from __future__ import annotations

import argparse
import mimetypes
import sys
import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit

import chromium
import one_page
import yaml
from playwright.sync_api import Browser, Page, Route, sync_playwright
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]
HOST = "http://book.invalid"  # a name that no network knows: files come from the folder alone
BOOK = f"{HOST}/the-book-on-paper"

_NUMBER_PAGES = """numbers => document.querySelectorAll('#contents .page').forEach(place => {
  place.textContent = numbers[place.dataset.of];
})"""


def print_book(site: Path, pdf: Path, browser: Browser, toc: dict) -> None:
    """Print the pages of a built book as one PDF.

    It is printed twice, since the table of contents has to know where each chapter begins.

    Args:
        site: Folder of the built book.
        pdf: File to write.
        browser: A Chromium.
        toc: What `_toc.yml` says of parts and pages.

    Raises:
        FileNotFoundError: A page is not in the built book.
        RuntimeError: The one page asks for something that the site has not.
    """
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    book = one_page.leaves(site, toc)
    html = one_page.join(book, settings["title"], settings["author"], project["version"])
    pdf.parent.mkdir(parents=True, exist_ok=True)
    # Without scripts the pages are as they are meant to be read: posters, feedback to open.
    context = browser.new_context(java_script_enabled=False, color_scheme="light")
    try:
        page, missing = context.new_page(), []
        context.route("**/*", lambda route: _serve(route, site, html, missing))
        page.goto(BOOK, wait_until="load")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        page.evaluate("document.fonts.ready.then(() => true)")
        _print(page, pdf)
        page.evaluate(_NUMBER_PAGES, first_pages(pdf))
        _print(page, pdf)
    finally:
        context.close()
    if missing:
        raise RuntimeError(f"the built book lacks {', '.join(sorted(set(missing)))}")


def first_pages(pdf: Path) -> dict[str, int]:
    """Number of the page, from 1, on which each place begins that the PDF has links to."""
    reader = PdfReader(pdf)
    return {
        name.removeprefix("/"): reader.get_destination_page_number(where) + 1
        for name, where in reader.named_destinations.items()
    }


def _print(page: Page, pdf: Path) -> None:
    page.pdf(path=pdf, prefer_css_page_size=True, print_background=True, outline=True, tagged=True)


def _serve(route: Route, site: Path, html: str, missing: list[str]) -> None:
    """Answer from the folder of the built book; nothing comes from anywhere else."""
    if route.request.url == BOOK:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
        return
    wanted = urlsplit(route.request.url)
    file = site / unquote(wanted.path).lstrip("/")
    if f"{wanted.scheme}://{wanted.netloc}" == HOST and file.is_file():
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)
        return
    missing.append(route.request.url)
    route.abort()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="folder of the built book")
    parser.add_argument("pdf", type=Path, help="file to write")
    chosen = parser.parse_args()
    path = chromium.find()
    if not path:
        print(
            "The PDF is printed by Chromium, and none was found. Install it (Debian: sudo apt-get "
            "install chromium), or name one you have: CHROMIUM=/path/to/chromium make pdf",
            file=sys.stderr,
        )
        return 1
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        print_book(chosen.site, chosen.pdf, chrome, one_page.toc(ROOT))
        chrome.close()
    pages = len(PdfReader(chosen.pdf).pages)
    print(f"The book as a PDF of {pages} pages: {chosen.pdf}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
