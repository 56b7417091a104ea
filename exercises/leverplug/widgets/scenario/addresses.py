"""Where the book is: from the address of a page that shows the form, or from what is typed."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

PAGE = "book/instructors/scenario_links"  # the page with the form, below the root of the book
_OWN = re.compile(r"localhost|.*\.localhost|127(\.\d+){3}|::1|0\.0\.0\.0", re.IGNORECASE)
_PAGE_OF_BOOK = re.compile(r"(/book/([\w-]+/)?[\w-]+\.html|/index\.html)$")


def root_of_page(here: str) -> str:
    """The root of the book from the address of the form's page; "" if it is another page.

    Example:
        >>> root_of_page("https://example.org/spring/book/instructors/scenario_links.html")
        'https://example.org/spring/'
    """
    page = re.split(r"[?#]", here)[0].removesuffix(".html")
    return page.removesuffix(PAGE) if page.endswith(f"/{PAGE}") else ""


def root_of(typed: str) -> str:
    """The root of the book from an address that was typed: of the book, or of any of its pages.

    Example:
        >>> root_of("https://example.org/spring/book/index.html")
        'https://example.org/spring/'
    """
    address = re.split(r"[?#]", typed.strip())[0]
    return _PAGE_OF_BOOK.sub("", address).rstrip("/") + "/" if address else ""


def warning(root: str) -> str:
    """Why students cannot open the pages at a root, "" if nothing speaks against it.

    Example:
        >>> warning("https://example.org/")
        ''
    """
    try:
        parts = urlsplit(root)
        host = parts.hostname or ""
    except ValueError:
        return ""
    own = _OWN.fullmatch(host)
    if parts.scheme != "file" and not own:
        return ""
    where = "your own computer" if own else "a file on your computer"
    return (
        f"This address is {where}: students cannot open it. Type the address at which the book is "
        "published, and make the links again."
    )
